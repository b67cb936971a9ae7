import type { ComponentChildren } from "preact"
import { useState } from "preact/hooks"
import "../../estilos/firma.css"
import type { Aceptacion, Firma } from "../../core/contenido.ts"
import type { Recorte } from "../../core/credencial/modelos.ts"
import { aspecto, type Aspecto } from "../../core/firma.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { consejos } from "../../textos/index.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import type { Palabras } from "../../app/negativa.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Dialogo } from "../comunes/Dialogo.tsx"
import { Pantalla, type PropsDePantalla } from "../comunes/Pantalla.tsx"
import { ConTestigo } from "./ConTestigo.tsx"
import { FirmaImpresa } from "./FirmaImpresa.tsx"
import { Recuadro, usePad } from "./Pad.tsx"

/** What the person left on the screen, how they accepted if not by signing, and what was pointed out. */
export interface Aceptado {
  readonly firma: Firma
  readonly aceptacion?: Aceptacion
  readonly senales: readonly { readonly codigo: string; readonly de: "firma" | "testigo" | "huella" }[]
}

export interface PropsDeFirma extends Pick<PropsDePantalla, "avance" | "alVolver"> {
  readonly alFirmar: (aceptado: Aceptado) => void
  readonly guardando: boolean
  readonly negativa?: Palabras | undefined
  readonly remedio?: ComponentChildren
  /** The side that prints the signature, as photographed, and where. */
  readonly impresa?: { readonly jpeg: Uint8Array<ArrayBuffer>; readonly recorte: Recorte } | undefined
  /** Whether the process takes a witness for who cannot sign. */
  readonly conTestigo: boolean
  /** Bytes that a fingerprint may take in this record. */
  readonly presupuesto: number
}

/** Return what travels for the reviewer of a signature that looks like something else (ET 10.3 j). */
export function senalesDe(firma: Firma, de: "firma" | "testigo"): Aceptado["senales"] {
  const como = aspecto(firma)
  return como === "firma" || como === "vacia" ? [] : [{ codigo: como, de }]
}

/** *Firma de aceptación* (ET 5.12), or how else the person accepts (ET 10.3 m). */
export function FirmaDeAceptacion(props: PropsDeFirma) {
  const [asistida, setAsistida] = useState(false)
  return asistida ? <ConTestigo {...props} alVolver={() => setAsistida(false)} /> : <Firmar {...props} alAsistir={() => setAsistida(true)} />
}

/** Something is pointed out once: the second touch says that the person signs so. */
function useSenalado() {
  const [senalado, setSenalado] = useState<Aspecto>("firma")
  const detiene = (como: Aspecto): boolean => {
    if (como === "firma" || (como !== "vacia" && como === senalado)) return false
    setSenalado(como)
    return true
  }
  const nota = senalado === "firma" ? undefined : senalado === "vacia" ? captura.firma.vacia : `${consejos[senalado]} ${captura.firma.asiFirma}`
  return { nota, detiene, olvidar: () => setSenalado("firma") }
}

function Firmar({ alFirmar, alAsistir, guardando, negativa, remedio, impresa, conTestigo, presupuesto: _suyo, ...resto }: PropsDeFirma & { alAsistir: () => void }) {
  const [sinFirma, setSinFirma] = useState(false)
  const [otras, setOtras] = useState(false)
  const { nota, detiene, olvidar } = useSenalado()
  const { lienzo, conTinta, borrar, deshacer, firma } = usePad()

  const seguir = (): void => {
    const trazada = firma()
    if (!sinFirma && detiene(aspecto(trazada))) return
    alFirmar({ firma: trazada, senales: sinFirma ? [] : senalesDe(trazada, "firma"), ...(sinFirma && { aceptacion: { modo: "sin_firma" } }) })
  }
  const repetir = (acto: () => void) => (): void => {
    acto()
    olvidar()
  }

  return (
    <Pantalla
      {...resto} paso="captura-firma" titulo={captura.firma.titulo} fija
      pie={
        <>
          <div class="fila firma-herramientas">
            <Boton accion="deshacer" apagado={!conTinta || guardando} alTocar={repetir(deshacer)}>{captura.firma.deshacer}</Boton>
            <Boton accion="repetir" apagado={!conTinta || guardando} alTocar={repetir(borrar)}>{captura.firma.borrar}</Boton>
            <Boton accion="no-firma" apagado={guardando} alTocar={() => setOtras(true)}>{captura.firma.noFirma}</Boton>
          </div>
          <Boton accion="siguiente" clase="primario" apagado={guardando} alTocar={seguir}>{guardando ? captura.firma.guardando : captura.firma.accion}</Boton>
        </>
      }
    >
      <div class="firma-guia">
        {impresa && <FirmaImpresa {...impresa} />}
        <p class="texto-suave">{captura.firma.texto} {captura.firma.compare} <span class="firma-gire">{captura.firma.gire}</span></p>
      </div>
      <Recuadro lienzo={lienzo} rotulo={captura.firma.recuadro} nota={sinFirma ? captura.firma.sinFirma.marcada : nota} />
      {negativa && <AvisoDeNegativa palabras={negativa} codigo="no-se-guardo" />}
      {remedio}
      {otras && (
        <OtrasFormas
          sinFirma={sinFirma} conTestigo={conTestigo} alCerrar={() => setOtras(false)} alAsistir={alAsistir}
          alMarcar={() => { setSinFirma(!sinFirma); setOtras(false); olvidar() }}
        />
      )}
    </Pantalla>
  )
}

/** What to do when there will be no signature: only the ways that are valid (ET 10.3 m; the process's own). */
function OtrasFormas({ sinFirma, conTestigo, alMarcar, alAsistir, alCerrar }: { sinFirma: boolean; conTestigo: boolean; alMarcar: () => void; alAsistir: () => void; alCerrar: () => void }) {
  return (
    <Dialogo titulo={captura.firma.otras.titulo} alCerrar={alCerrar}>
      <div class="campos">
        <p>{captura.firma.sinFirma.texto}</p>
        <Boton accion="sin-firma" pulsado={sinFirma} alTocar={alMarcar}>{sinFirma ? captura.firma.sinFirma.quitar : captura.firma.sinFirma.marca}</Boton>
        {conTestigo ? (
          <>
            <p>{captura.firma.testigo.texto}</p>
            <Boton accion="con-testigo" alTocar={alAsistir}>{captura.firma.testigo.marca}</Boton>
          </>
        ) : (
          <p class="texto-suave">{captura.firma.testigo.noAdmite}</p>
        )}
        <Boton accion="cerrar-otras" clase="llano" alTocar={alCerrar}>{captura.firma.otras.cerrar}</Boton>
      </div>
    </Dialogo>
  )
}
