import type { ComponentChildren, JSX } from "preact"
import { useEffect, useMemo, useRef, useState } from "preact/hooks"
import { cerrar, cerrarTodas, type Lente } from "../../camara/flujo.ts"
import { olvidar } from "../../camara/fotografia.ts"
import { despedir } from "../../camara/vigia.ts"
import type { Codigo, Contenido } from "../../core/contenido.ts"
import { adoptar } from "../../core/credencial/modelos.ts"
import type { Manifiesto as DatosDeProceso } from "../../core/manifiesto.ts"
import { compartir } from "../../almacen/turno.ts"
import { CERROJO_DE_CAPTURA } from "../../app/actualizacion.ts"
import { capturando } from "../../app/envio.ts"
import { ultimaPosicion } from "../../app/ubicacion.ts"
import type { Palabras } from "../../app/negativa.ts"
import type { Mirada } from "../../lectura/enVivo.ts"
import { encargoDe } from "../../lectura/impresos.ts"
import { leer, preparar, soltar } from "../../lectura/lector.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { miApoyo } from "../../textos/es-MX/miApoyo.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Dialogo } from "../comunes/Dialogo.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { completar, type Borrador } from "./contenido.ts"
import { FirmaDeAceptacion, type Aceptado } from "./FirmaDeAceptacion.tsx"
import { Fotografia } from "./Fotografia.tsx"
import { codigosDeModelos, firmaImpresa } from "./modelos.ts"
import { Codigos, Manifiesto, Modelo, Original } from "./Pasos.tsx"
import { avance, pasoAnterior, pasoSiguiente, type Paso, type TipoDeCaptura } from "./pasos.ts"
import type { Pausa, Pausas } from "./pausa.ts"
import { presupuestoDeHuella } from "./testigo.ts"

const NADA: Promise<readonly Codigo[]> = Promise.resolve([])

/** What Mi Apoyo adds to a capture: which models it takes, and what stops it once the codes are read. */
export interface Propio {
  readonly modelos: readonly string[]
  readonly alElegirOtra: () => void
  readonly revisar: (codigos: readonly Codigo[]) => Promise<Palabras | undefined>
}

export interface PropsDeToma {
  readonly tipo: TipoDeCaptura
  readonly proceso: DatosDeProceso
  readonly alCompletar: (contenido: Contenido) => void
  readonly alDejar: () => void
  readonly guardando: boolean
  /** Only in Mi Apoyo (ET 7.3, 7.25). */
  readonly propio?: Propio
  readonly negativa?: Palabras | undefined
  /** What can be done about it without leaving the capture. */
  readonly remedio?: ComponentChildren
  /** Where the capture waits while the phone's own camera app is open, and the one to take up. */
  readonly pausas: Pausas
}

/** Drop all that a capture holds outside its component: streams, pixels, the reader's memory. */
function soltarTodo(): void {
  cerrarTodas()
  olvidar()
  despedir()
  soltar()
}

/** Leaving by the phone's own back key asks first: half a capture is not kept. */
function usePreguntaAlSalir(alSalir: () => void): void {
  useEffect(() => {
    history.pushState(null, "", location.href)
    const quedarse = (): void => {
      history.pushState(null, "", location.href)
      alSalir()
    }
    addEventListener("popstate", quedarse)
    return () => removeEventListener("popstate", quedarse)
  }, [])
}

/** What the capture holds: in memory, and gone with the component. */
function useBorrador(tipo: TipoDeCaptura, retomada: Pausa | null | undefined) {
  const [paso, setPaso] = useState<Paso>(retomada?.paso ?? "modelo")
  const [borrador, setBorrador] = useState<Borrador>(retomada?.borrador ?? {})
  const anotar = (parte: Borrador): void => {
    setBorrador((antes) => ({ ...antes, ...parte }))
    setPaso((actual) => pasoSiguiente(tipo, actual) ?? actual)
  }
  const volver = (): void => setPaso((actual) => pasoAnterior(tipo, actual) ?? actual)
  return { paso, setPaso, borrador, anotar, volver }
}

/** What both sides say, read while the hand goes on; each new picture replaces its side's reading. */
function useLecturas(modelo: string, retomada: Pausa | null | undefined) {
  const leidos = useMemo(() => Promise.resolve(retomada?.leidos ?? []), [])
  const lecturas = useRef({ anverso: leidos, reverso: NADA, juntas: leidos })
  const intentos = useRef(0)
  const leerLado = (lado: "anverso" | "reverso") => (pixeles: ImageData, vivas: readonly Mirada[]): void => {
    if (lado === "reverso") intentos.current += 1
    const nuevas = { ...lecturas.current, [lado]: leer(pixeles, lado, encargoDe(modelo, lado), vivas) }
    lecturas.current = { ...nuevas, juntas: Promise.all([nuevas.anverso, nuevas.reverso]).then((lados) => lados.flat()) }
  }
  return { leerLado, delAnverso: () => lecturas.current.anverso, juntas: () => lecturas.current.juntas, intentos: () => intentos.current }
}

/** Once the face is taken no other app is opened; what waited must not outlive its own seal. */
const SIN_MAS_CAMARA: ReadonlySet<Paso> = new Set(["manifiesto", "firma"])

/** Keep the capture before another app is opened over it; drop it once that can no longer happen, and when it is left. */
function usePausaDeCaptura({ apartar, soltar }: Pausas, paso: Paso, borrador: Borrador, leidos: () => Promise<readonly Codigo[]>): () => Promise<void> {
  const yaNo = SIN_MAS_CAMARA.has(paso)
  useEffect(() => (yaNo ? soltar() : undefined), [yaNo])
  useEffect(() => soltar, [])
  return async () => apartar({ paso, borrador, leidos: await leidos().catch(() => []) })
}

/** One capture from the model to the signature (ET 5.4 to 5.12; ET 4.5 for the auxiliar's own). */
export function Toma({ tipo, proceso, alCompletar, alDejar, guardando, negativa, remedio, propio, pausas }: PropsDeToma) {
  // Before anything is drawn: which models there are, and what each asks for, is the process's word (ET 5.4).
  useMemo(() => adoptar(proceso.tabla_modelos), [proceso])
  const { paso, setPaso, borrador, anotar, volver } = useBorrador(tipo, pausas.hallada)
  const { leerLado, delAnverso, juntas, intentos } = useLecturas(borrador.modelo ?? "", pausas.hallada)
  const alSalirALaCamara = usePausaDeCaptura(pausas, paso, borrador, delAnverso)
  const [pregunta, setPregunta] = useState(false)
  const [negada, setNegada] = useState(false)
  const [impedimento, setImpedimento] = useState<Palabras>()
  usePreguntaAlSalir(() => setPregunta(true))
  useEffect(() => {
    capturando.value = true
    const dejar = compartir(CERROJO_DE_CAPTURA)
    preparar()
    return () => {
      soltarTodo()
      dejar()
      capturando.value = false
    }
  }, [])

  const comunes = { avance: avance(tipo, paso), alVolver: volver, propia: tipo !== "apoyo" }
  const manifiesto = tipo === "alta" ? proceso.responsiva : proceso.manifiesto_ciudadano
  const terminarCon = (lente: Lente, parte: Borrador): void => {
    void cerrar(lente)
    anotar(parte)
  }
  const conCodigos = async (codigos: readonly Codigo[]): Promise<void> => {
    const impide = await propio?.revisar(codigos)
    if (impide) setImpedimento(impide)
    else anotar({ codigos })
  }
  const firmar = (aceptado: Aceptado): void => alCompletar(completar({ ...borrador, ...aceptado }, ultimaPosicion(Date.now()), manifiesto))

  const pantallas: Readonly<Record<Paso, () => JSX.Element>> = {
    modelo: () => <Modelo {...comunes} alVolver={() => setPregunta(true)} modelos={propio ? codigosDeModelos(propio.modelos) : codigosDeModelos(proceso.modelos)} {...(propio ? { alElegirOtra: propio.alElegirOtra } : {})} alElegir={(modelo) => anotar({ modelo })} />,
    anverso: () => <Fotografia {...comunes} alSalirALaCamara={alSalirALaCamara} key="anverso" paso="captura-anverso" lente="environment" sujeto="credencial" textos={captura.anverso} alTomar={leerLado("anverso")} alAceptar={(anverso) => anotar({ anverso })} />,
    reverso: () => <Fotografia {...comunes} alSalirALaCamara={alSalirALaCamara} key="reverso" paso="captura-reverso" lente="environment" sujeto="credencial" textos={captura.reverso} porLeer={{ modelo: borrador.modelo ?? "", encargo: encargoDe(borrador.modelo ?? "", "reverso") }} alTomar={leerLado("reverso")} alAceptar={(reverso) => terminarCon("environment", { reverso })} />,
    codigos: () => <Codigos {...comunes} modelo={borrador.modelo ?? ""} lectura={juntas()} intentos={intentos()} alRepetir={() => setPaso("reverso")} alSeguir={(codigos) => void conCodigos(codigos)} />,
    original: () => <Original {...comunes} alSeguir={() => anotar({ original: true })} />,
    rostro: () => <Fotografia {...comunes} alSalirALaCamara={alSalirALaCamara} key="rostro" paso="captura-rostro" lente="user" sujeto="rostro" textos={captura.rostro} requisitos={captura.rostro.lista} alAceptar={(rostro) => terminarCon("user", { rostro })} {...(tipo !== "alta" ? { alNegarse: () => { pausas.soltar(); setNegada(true) } } : {})} />,
    manifiesto: () => <Manifiesto {...comunes} texto={manifiesto.texto} version={manifiesto.version} promovente={proceso.promovente} alSeguir={() => anotar({})} />,
    firma: () => (
      <FirmaDeAceptacion
        {...comunes} guardando={guardando} negativa={negativa} remedio={remedio} alFirmar={firmar} impresa={firmaImpresa(borrador)}
        conTestigo={tipo === "apoyo" && proceso.firma_con_testigo === true}
        presupuesto={presupuestoDeHuella(borrador.anverso?.jpeg, borrador.reverso?.jpeg, borrador.rostro?.jpeg)}
      />
    ),
  }
  if (impedimento) return <Impedida palabras={impedimento} alDejar={alDejar} alRepetir={() => { setImpedimento(undefined); setPaso("reverso") }} />
  if (negada) return <SinFotografia alTerminar={alDejar} alVolver={() => setNegada(false)} />
  return (
    <>
      {pantallas[paso]()}
      {pregunta && <Abandonar alDejar={alDejar} alSeguir={() => setPregunta(false)} />}
    </>
  )
}

/** The photograph was refused: there is no support, and nothing of the person stays (ET 5.10). */
function SinFotografia({ alTerminar, alVolver }: { alTerminar: () => void; alVolver: () => void }) {
  useEffect(soltarTodo, [])
  const { titulo, texto, accion, volver } = captura.rostro.negada
  return (
    <Pantalla
      paso="captura-negada" titulo={titulo}
      pie={
        <>
          <Boton accion="terminar" clase="primario" alTocar={alTerminar}>{accion}</Boton>
          <Boton accion="volver-a-la-fotografia" clase="llano" alTocar={alVolver}>{volver}</Boton>
        </>
      }
    >
      <p>{texto}</p>
    </Pantalla>
  )
}

/** What was read is not what this phone may capture (ET 7.3, 7.25): nothing of it is kept. */
function Impedida({ palabras, alDejar, alRepetir }: { palabras: Palabras; alDejar: () => void; alRepetir: () => void }) {
  return (
    <Pantalla
      paso="mi-apoyo-revision" titulo={miApoyo.revision.titulo} alVolver={alDejar}
      pie={<Boton accion="repetir" clase="primario" icono="camara" alTocar={alRepetir}>{miApoyo.revision.repetir}</Boton>}
    >
      <AvisoDeNegativa palabras={palabras} codigo="credencial-no-admitida" />
    </Pantalla>
  )
}

function Abandonar({ alDejar, alSeguir }: { alDejar: () => void; alSeguir: () => void }) {
  return (
    <Dialogo titulo={captura.abandonar.titulo} alCerrar={alSeguir}>
      <p>{captura.abandonar.texto}</p>
      <div class="dialogo-acciones">
        <Boton accion="seguir-captura" clase="primario" alTocar={alSeguir}>{captura.abandonar.no}</Boton>
        <Boton accion="dejar-captura" clase="peligro" alTocar={alDejar}>{captura.abandonar.si}</Boton>
      </div>
    </Dialogo>
  )
}
