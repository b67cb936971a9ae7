import { useState } from "preact/hooks"
import type { Guardado, Sesion } from "../../almacen/index.ts"
import { porLaBaja } from "../../app/bajaDada.ts"
import { boveda, cuenta, ir, refrescar, sesion, type Boveda } from "../../app/estado.ts"
import { ahora, horaEsCierta } from "../../app/hora.ts"
import { esPestanaAparte } from "../../app/instalacion.ts"
import { Negativa, type Palabras } from "../../app/negativa.ts"
import { explicar } from "../../app/rechazos.ts"
import type { Contenido } from "../../core/contenido.ts"
import type { Manifiesto } from "../../core/manifiesto.ts"
import { almacen } from "../../textos/es-MX/almacen.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { inicio } from "../../textos/es-MX/inicio.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { Comprobacion, VersionVieja } from "./Comprobacion.tsx"
import { Entrar } from "./Entrar.tsx"
import { Folio } from "./Folio.tsx"
import { HacerLugar } from "./HacerLugar.tsx"
import { Proceso } from "./Proceso.tsx"
import { SoloInstalada } from "../Cuidado.tsx"
import { fueraAlGuardar } from "./periodo.ts"
import { usePausas } from "./pausa.ts"
import { Retomar } from "./Retomar.tsx"
import { Toma } from "./Toma.tsx"

type Fase = { readonly en: "proceso" } | { readonly en: "toma"; readonly vez: number } | { readonly en: "folio"; readonly guardado: Guardado }

/** *Captura de Datos* (ET 5.2): nothing without an open alta, and nothing without the password. */
export function Captura() {
  const actual = boveda.value
  if (actual?.alta !== "abierta" || actual.deBaja) return <NoSePuede suya={actual} />
  if (esPestanaAparte()) return <SoloInstalada alVolver={() => ir("inicio")} />
  if (actual.vieja) return <VersionVieja />
  if (!actual.probada) return <Comprobacion />
  return sesion.value ? <Ciclo proceso={actual.manifiesto} sesion={sesion.value} /> : <Entrar paso="captura-contrasena" />
}

/** Return why nothing was kept: of a period that is not open, when it opens or ended (ET 4.8). */
function porQueNo(error: unknown, { periodo }: Manifiesto): Negativa {
  const general = explicar(error)
  const fuera = general.codigo === "fuera-del-periodo" ? fueraAlGuardar(periodo, ahora(), horaEsCierta()) : undefined
  return fuera ? new Negativa(general.codigo, fuera) : general
}

/** Seal what was captured; the images and strokes leave the memory with the capture's own screen. */
function useGuardar(sesion: Sesion, proceso: Manifiesto, alGuardar: (guardado: Guardado) => void) {
  const [guardando, setGuardando] = useState(false)
  const [negativa, setNegativa] = useState<Negativa>()
  const guardar = async (contenido: Contenido): Promise<void> => {
    setGuardando(true)
    setNegativa(undefined)
    try {
      alGuardar(await sesion.sellarYGuardar(contenido, "apoyo"))
      await refrescar()
    } catch (error) {
      setNegativa(porQueNo(error, proceso))
    } finally {
      setGuardando(false)
    }
  }
  const remedio = negativa?.codigo === "almacen-lleno" ? <HacerLugar boveda={sesion.boveda} cuenta={cuenta.value} /> : undefined
  return { guardando, negativa: negativa?.palabras, remedio, guardar: (contenido: Contenido) => void guardar(contenido) }
}

/** The process, one capture, its folio, and again (ET 5.3 to 5.13). */
function Ciclo({ proceso, sesion }: { proceso: Manifiesto; sesion: Sesion }) {
  const [fase, setFase] = useState<Fase>({ en: "proceso" })
  const { guardando, negativa, remedio, guardar } = useGuardar(sesion, proceso, (guardado) => setFase({ en: "folio", guardado }))
  const pausas = usePausas(sesion, proceso.proceso, "apoyo")
  const empezar = (): void => setFase({ en: "toma", vez: Date.now() })
  if (pausas.hallada !== null && fase.en === "proceso") return <Retomar pausas={pausas} alSeguir={empezar} />
  switch (fase.en) {
    case "proceso":
      return <Proceso proceso={proceso} alEmpezar={empezar} alSalir={() => ir("inicio")} />
    case "toma":
      return <Toma key={fase.vez} tipo="apoyo" proceso={proceso} pausas={pausas} guardando={guardando} negativa={negativa} remedio={remedio} alCompletar={guardar} alDejar={() => { pausas.soltar(); setFase({ en: "proceso" }) }} />
    case "folio":
      return <Folio guardado={fase.guardado} denominacion={proceso.denominacion} alContinuar={() => setFase({ en: "proceso" })} />
  }
}

/** Return why nothing can be captured, and what the button that goes on says; without one, it goes home. */
function porQueNoSePuede(suya: Boveda | null): { readonly palabras: Palabras; readonly codigo: string; readonly seguir?: string } {
  if (!suya) return { palabras: almacen.sinRegistro, codigo: "sin-boveda", seguir: inicio.alta }
  if (suya.bajaDada) return { palabras: porLaBaja(suya.bajaDada), codigo: "dispositivo-de-baja" }
  if (suya.deBaja) return { palabras: almacen.deBaja, codigo: "dispositivo-de-baja", seguir: inicio.alta }
  return { palabras: almacen.sinAlta, codigo: "boveda-sin-alta", seguir: inicio.conAlta.seguirAlta }
}

function NoSePuede({ suya }: { suya: Boveda | null }) {
  const { palabras, codigo, seguir } = porQueNoSePuede(suya)
  return (
    <Pantalla
      paso="captura-no" titulo={captura.contrasena.titulo} alVolver={() => ir("inicio")}
      pie={<Boton accion="continuar" clase="primario" alTocar={() => ir(seguir ? "alta" : "inicio")}>{seguir ?? comunes.aInicio}</Boton>}
    >
      <AvisoDeNegativa palabras={palabras} codigo={codigo} />
    </Pantalla>
  )
}
