import { useState } from "preact/hooks"
import { cerrar } from "../../camara/flujo.ts"
import { enGris } from "../../camara/huella.ts"
import type { Firma } from "../../core/contenido.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Campo } from "../comunes/Campo.tsx"
import { Formulario, Pantalla } from "../comunes/Pantalla.tsx"
import { senalesDe, type Aceptado, type PropsDeFirma } from "./FirmaDeAceptacion.tsx"
import { Fotografia } from "./Fotografia.tsx"
import { Recuadro, usePad } from "./Pad.tsx"
import { nombreDeTestigo } from "./testigo.ts"

/** What stands for the signature: the fingerprint, or a mark on the pad. */
interface Suyo {
  readonly firma: Firma
  readonly huella: Uint8Array | null
  readonly avisos: readonly string[]
}

type Fase = { readonly en: "elegir" | "huella" | "marca" } | { readonly en: "testigo"; readonly suyo: Suyo }

const EN_BLANCO: Firma = { ancho: 1, alto: 1, trazos: [] }
const textos = captura.firma.testigo

/** Who cannot or does not know how to sign: a fingerprint or a mark, and a witness whom they choose. */
export function ConTestigo(props: PropsDeFirma) {
  const [fase, setFase] = useState<Fase>({ en: "elegir" })
  const { avance, alVolver, presupuesto } = props
  const elegir = (): void => setFase({ en: "elegir" })
  switch (fase.en) {
    case "elegir":
      return <Elegir avance={avance} alVolver={alVolver} alElegir={(en) => setFase({ en })} />
    case "huella":
      return (
        <Fotografia
          avance={avance} paso="captura-huella" lente="environment" sujeto="huella" textos={textos.huella} alVolver={() => { void cerrar("environment"); elegir() }}
          alAceptar={({ jpeg, avisos }) => {
            void cerrar("environment")
            void enGris(jpeg, presupuesto).then((huella) => setFase({ en: "testigo", suyo: { firma: EN_BLANCO, huella, avisos } }))
          }}
        />
      )
    case "marca":
      return <Marca avance={avance} alVolver={elegir} alMarcar={(firma) => setFase({ en: "testigo", suyo: { firma, huella: null, avisos: [] } })} />
    case "testigo":
      return <FirmaDelTestigo {...props} suyo={fase.suyo} alVolver={elegir} />
  }
}

type Comunes = Pick<PropsDeFirma, "avance" | "alVolver">

function Elegir({ alElegir, ...resto }: Comunes & { alElegir: (en: "huella" | "marca") => void }) {
  return (
    <Pantalla
      {...resto} paso="captura-asistida" titulo={textos.titulo}
      pie={
        <>
          <Boton accion="huella" clase="primario" icono="camara" alTocar={() => alElegir("huella")}>{textos.conHuella}</Boton>
          <Boton accion="marca" alTocar={() => alElegir("marca")}>{textos.conMarca}</Boton>
        </>
      }
    >
      <p>{textos.explica}</p>
      <ol class="lista">{textos.pasos.map((paso) => <li key={paso}>{paso}</li>)}</ol>
    </Pantalla>
  )
}

function Marca({ alMarcar, ...resto }: Comunes & { alMarcar: (firma: Firma) => void }) {
  const [vacia, setVacia] = useState(false)
  const { lienzo, conTinta, borrar, firma } = usePad(() => setVacia(false))
  return (
    <Pantalla
      {...resto} paso="captura-marca" titulo={textos.marcaTitulo} fija
      pie={
        <div class="fila">
          <Boton accion="repetir" apagado={!conTinta} alTocar={borrar}>{captura.firma.borrar}</Boton>
          <Boton accion="siguiente" clase="primario" alTocar={() => (conTinta ? alMarcar(firma()) : setVacia(true))}>{captura.firma.accion}</Boton>
        </div>
      }
    >
      <p class="texto-suave">{textos.marcaTexto}</p>
      <Recuadro lienzo={lienzo} rotulo={textos.marcaTitulo} nota={vacia ? textos.marcaVacia : undefined} nombre="marca" />
    </Pantalla>
  )
}

function FirmaDelTestigo({ alFirmar, guardando, negativa, remedio, avance, alVolver, suyo }: PropsDeFirma & { suyo: Suyo }) {
  const [nombre, setNombre] = useState("")
  const [falta, setFalta] = useState<"nombre" | "firma">()
  const { lienzo, conTinta, borrar, firma } = usePad(() => setFalta(undefined))
  const seguir = (): void => {
    const suNombre = nombreDeTestigo(nombre)
    if (!suNombre) return setFalta("nombre")
    if (!conTinta) return setFalta("firma")
    const testigo = { nombre: suNombre, firma: firma() }
    const senales: Aceptado["senales"] = [...suyo.avisos.map((codigo) => ({ codigo, de: "huella" as const })), ...senalesDe(testigo.firma, "testigo")]
    alFirmar({ firma: suyo.firma, aceptacion: { modo: "con_testigo", huella: suyo.huella, testigo }, senales })
  }
  return (
    <Formulario
      avance={avance} alVolver={alVolver} paso="captura-testigo" titulo={textos.quien} fija alEnviar={seguir}
      pie={
        <div class="fila">
          <Boton accion="repetir" apagado={!conTinta || guardando} alTocar={borrar}>{captura.firma.borrar}</Boton>
          <Boton accion="siguiente" clase="primario" envia apagado={guardando}>{guardando ? captura.firma.guardando : captura.firma.accion}</Boton>
        </div>
      }
    >
      <Campo nombre="testigo" etiqueta={textos.nombre} ayuda={textos.nombreAyuda} valor={nombre} alCambiar={setNombre} largo={120} {...(falta === "nombre" && { error: textos.faltaNombre })} />
      <Recuadro lienzo={lienzo} rotulo={textos.recuadro} nota={falta === "firma" ? textos.faltaFirma : undefined} nombre="testigo" />
      {negativa && <AvisoDeNegativa palabras={negativa} codigo="no-se-guardo" />}
      {remedio}
    </Formulario>
  )
}
