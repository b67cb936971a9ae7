import { useState } from "preact/hooks"
import type { Guardado } from "../../almacen/index.ts"
import { boveda, ir, refrescar, sesion } from "../../app/estado.ts"
import { ahora } from "../../app/hora.ts"
import type { Negativa } from "../../app/negativa.ts"
import { explicar } from "../../app/rechazos.ts"
import type { Contenido } from "../../core/contenido.ts"
import { almacen } from "../../textos/es-MX/almacen.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { Entrar } from "./Entrar.tsx"
import { Folio } from "./Folio.tsx"
import { Proceso } from "./Proceso.tsx"
import { Toma } from "./Toma.tsx"

type Fase = { readonly en: "proceso" } | { readonly en: "toma"; readonly vez: number } | { readonly en: "folio"; readonly guardado: Guardado }

/** *Captura de Datos* (ET 5.2 to 5.13): password, process, the capture, its folio, and again. */
export function Captura() {
  const actual = boveda.value
  const proceso = actual?.manifiesto
  const [fase, setFase] = useState<Fase>({ en: "proceso" })
  const [guardando, setGuardando] = useState(false)
  const [negativa, setNegativa] = useState<Negativa>()

  if (!actual || !proceso || actual.deBaja || actual.alta !== "abierta") return <NoSePuede deBaja={actual?.deBaja ?? false} />
  if (!sesion.value) return <Entrar paso="captura-contrasena" />

  const guardar = async (contenido: Contenido): Promise<void> => {
    setGuardando(true)
    setNegativa(undefined)
    try {
      const guardado = await sesion.value?.sellarYGuardar(contenido, "apoyo")
      if (!guardado) return
      // With this the capture leaves the screen, and its images and strokes leave the memory.
      setFase({ en: "folio", guardado })
      await refrescar()
    } catch (error) {
      setNegativa(explicar(error))
    } finally {
      setGuardando(false)
    }
  }

  switch (fase.en) {
    case "proceso":
      return <Proceso proceso={proceso} ahora={ahora()} alEmpezar={() => setFase({ en: "toma", vez: Date.now() })} alSalir={() => ir("inicio")} />
    case "toma":
      return (
        <Toma
          key={fase.vez} tipo="apoyo" proceso={proceso} guardando={guardando} negativa={negativa?.palabras}
          alCompletar={(contenido) => void guardar(contenido)} alDejar={() => { setNegativa(undefined); setFase({ en: "proceso" }) }}
        />
      )
    case "folio":
      return <Folio guardado={fase.guardado} denominacion={proceso.denominacion} alContinuar={() => setFase({ en: "proceso" })} />
  }
}

function NoSePuede({ deBaja }: { deBaja: boolean }) {
  const palabras = deBaja ? almacen.deBaja : almacen.sinAlta
  return (
    <Pantalla paso="captura-no" titulo={palabras.que} alVolver={() => ir("inicio")}>
      <AvisoDeNegativa palabras={palabras} codigo={deBaja ? "dispositivo-de-baja" : "boveda-sin-alta"} />
    </Pantalla>
  )
}
