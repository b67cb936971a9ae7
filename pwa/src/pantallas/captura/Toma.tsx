import { useEffect, useRef, useState } from "preact/hooks"
import { cerrar, cerrarTodas } from "../../camara/flujo.ts"
import { olvidar, type Fotografia as Foto } from "../../camara/fotografia.ts"
import type { Codigo, Contenido } from "../../core/contenido.ts"
import type { Manifiesto as DatosDeProceso } from "../../core/manifiesto.ts"
import { ultimaPosicion } from "../../app/ubicacion.ts"
import type { Palabras } from "../../app/negativa.ts"
import { leer, preparar, soltar } from "../../lectura/lector.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Dialogo } from "../comunes/Dialogo.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { completar, type Borrador } from "./contenido.ts"
import { FirmaDeAceptacion } from "./FirmaDeAceptacion.tsx"
import { Fotografia } from "./Fotografia.tsx"
import { codigosDeModelos } from "./modelos.ts"
import { Codigos, Manifiesto, Modelo, Original } from "./Pasos.tsx"
import { avance, pasoAnterior, pasoSiguiente, type Paso, type TipoDeCaptura } from "./pasos.ts"

const NADA: Promise<readonly Codigo[]> = Promise.resolve([])

export interface PropsDeToma {
  readonly tipo: TipoDeCaptura
  readonly proceso: DatosDeProceso
  readonly alCompletar: (contenido: Contenido) => void
  readonly alDejar: () => void
  readonly guardando: boolean
  readonly negativa?: Palabras | undefined
}

/** Drop all that a capture holds outside its component: streams, pixels, the reader's memory. */
function soltarTodo(): void {
  cerrarTodas()
  olvidar()
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
function useBorrador(tipo: TipoDeCaptura) {
  const [paso, setPaso] = useState<Paso>("modelo")
  const [borrador, setBorrador] = useState<Borrador>({})
  const anotar = (parte: Borrador): void => {
    setBorrador((antes) => ({ ...antes, ...parte }))
    setPaso((actual) => pasoSiguiente(tipo, actual) ?? actual)
  }
  const volver = (): void => setPaso((actual) => pasoAnterior(tipo, actual) ?? actual)
  return { paso, setPaso, borrador, anotar, volver }
}

/** One capture from the model to the signature (ET 5.4 to 5.12; ET 4.5 for the auxiliar's own). */
export function Toma(props: PropsDeToma) {
  const { tipo, proceso, alCompletar, alDejar } = props
  const { paso, setPaso, borrador, anotar, volver } = useBorrador(tipo)
  const [pregunta, setPregunta] = useState(false)
  const [negada, setNegada] = useState(false)
  const lecturas = useRef({ anverso: NADA, reverso: NADA, juntas: NADA })
  usePreguntaAlSalir(() => setPregunta(true))
  useEffect(() => {
    preparar()
    return soltarTodo
  }, [])

  const comunes = { avance: avance(tipo, paso), alVolver: volver, propia: tipo === "alta" }
  const leerLado = (lado: "anverso" | "reverso") => (pixeles: ImageData): void => {
    const nuevas = { ...lecturas.current, [lado]: leer(pixeles, lado) }
    lecturas.current = { ...nuevas, juntas: Promise.all([nuevas.anverso, nuevas.reverso]).then((lados) => lados.flat()) }
  }
  const terminarCredencial = (reverso: Foto): void => {
    void cerrar("environment")
    anotar({ reverso })
  }
  const terminarRostro = (rostro: Foto): void => {
    void cerrar("user")
    anotar({ rostro })
  }
  const manifiesto = tipo === "alta" ? proceso.responsiva : proceso.manifiesto_ciudadano

  const pantalla = (): preact.JSX.Element => {
    switch (paso) {
      case "modelo":
        return <Modelo {...comunes} alVolver={() => setPregunta(true)} modelos={codigosDeModelos(proceso.modelos)} alElegir={(modelo) => anotar({ modelo })} />
      case "anverso":
        return <Fotografia {...comunes} key="anverso" paso="captura-anverso" lente="environment" sujeto="credencial" textos={captura.anverso} alTomar={leerLado("anverso")} alAceptar={(anverso) => anotar({ anverso })} />
      case "reverso":
        return <Fotografia {...comunes} key="reverso" paso="captura-reverso" lente="environment" sujeto="credencial" textos={captura.reverso} alTomar={leerLado("reverso")} alAceptar={terminarCredencial} />
      case "codigos":
        return <Codigos {...comunes} modelo={borrador.modelo ?? ""} lectura={lecturas.current.juntas} alRepetir={() => setPaso("reverso")} alSeguir={(codigos) => anotar({ codigos })} />
      case "original":
        return <Original {...comunes} alSeguir={() => anotar({ original: true })} />
      case "rostro":
        return <Fotografia {...comunes} key="rostro" paso="captura-rostro" lente="user" sujeto="rostro" textos={captura.rostro} requisitos={captura.rostro.lista} alAceptar={terminarRostro} {...(tipo === "apoyo" ? { alNegarse: () => setNegada(true) } : {})} />
      case "manifiesto":
        return <Manifiesto {...comunes} texto={manifiesto.texto} promovente={proceso.promovente} alSeguir={() => anotar({})} />
      case "firma":
        return (
          <FirmaDeAceptacion
            {...comunes} guardando={props.guardando} negativa={props.negativa}
            alFirmar={(firma) => alCompletar(completar({ ...borrador, firma }, ultimaPosicion(Date.now()), manifiesto))}
          />
        )
    }
  }

  if (negada) return <SinFotografia alTerminar={alDejar} />
  return (
    <>
      {pantalla()}
      {pregunta && <Abandonar alDejar={alDejar} alSeguir={() => setPregunta(false)} />}
    </>
  )
}

/** The photograph was refused: there is no support, and nothing of the person stays (ET 5.10). */
function SinFotografia({ alTerminar }: { alTerminar: () => void }) {
  useEffect(soltarTodo, [])
  const { titulo, texto, accion } = captura.rostro.negada
  return (
    <Pantalla paso="captura-negada" titulo={titulo} pie={<Boton accion="terminar" clase="primario" alTocar={alTerminar}>{accion}</Boton>}>
      <p>{texto}</p>
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
