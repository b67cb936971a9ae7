import { useEffect, useRef, useState } from "preact/hooks"
import SignaturePad from "signature_pad"
import { captura } from "../../textos/es-MX/captura.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import type { Palabras } from "../../app/negativa.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla, type PropsDePantalla } from "../comunes/Pantalla.tsx"
import { aspecto, firmaDe, type Aspecto, type Firma } from "./firma.ts"

/** Give the canvas as many pixels as the screen shows; what was drawn stays. */
function ajustar(lienzo: HTMLCanvasElement, pad: SignaturePad): void {
  const densidad = Math.max(1, globalThis.devicePixelRatio)
  const dibujado = pad.toData()
  lienzo.width = lienzo.clientWidth * densidad
  lienzo.height = lienzo.clientHeight * densidad
  lienzo.getContext("2d")?.scale(densidad, densidad)
  pad.fromData(dibujado)
}

/** A pad in `lienzo`, and whether it has ink. */
function usePad(lienzo: { readonly current: HTMLCanvasElement | null }, alTrazar: () => void) {
  const pad = useRef<SignaturePad | null>(null)
  const [conTinta, setConTinta] = useState(false)
  useEffect(() => {
    if (!lienzo.current) return
    const nuevo = new SignaturePad(lienzo.current, { penColor: getComputedStyle(lienzo.current).color, minWidth: 1, maxWidth: 3.2 })
    pad.current = nuevo
    const entintar = (): void => {
      setConTinta(true)
      alTrazar()
    }
    nuevo.addEventListener("beginStroke", entintar)
    const observador = new ResizeObserver(() => lienzo.current && ajustar(lienzo.current, nuevo))
    observador.observe(lienzo.current)
    return () => {
      observador.disconnect()
      nuevo.off()
      nuevo.clear()
    }
  }, [])
  const borrar = (): void => {
    pad.current?.clear()
    setConTinta(false)
  }
  const firma = (): Firma => firmaDe(pad.current?.toData().map((g) => g.points) ?? [], lienzo.current?.clientWidth ?? 1, lienzo.current?.clientHeight ?? 1)
  return { conTinta, borrar, firma }
}

export interface PropsDeFirma extends Pick<PropsDePantalla, "avance" | "alVolver"> {
  readonly alFirmar: (firma: Firma) => void
  readonly guardando: boolean
  readonly negativa?: Palabras | undefined
}

/** *Firma de aceptación* (ET 5.12): the whole box takes strokes; again as often as wanted. */
export function FirmaDeAceptacion({ alFirmar, guardando, negativa, ...resto }: PropsDeFirma) {
  const lienzo = useRef<HTMLCanvasElement>(null)
  const [senalado, setSenalado] = useState<Aspecto>("firma")
  const { conTinta, borrar, firma } = usePad(lienzo, () => setSenalado((antes) => (antes === "vacia" ? "firma" : antes)))

  const seguir = (): void => {
    const trazada = firma()
    const como = aspecto(trazada)
    // A dot or a tick is pointed out once: the second touch says that the person signs so.
    if (como === "vacia" || (como === "escasa" && senalado !== "escasa")) setSenalado(como)
    else alFirmar(trazada)
  }

  return (
    <Pantalla
      {...resto} paso="captura-firma" titulo={captura.firma.titulo} fija
      pie={
        <div class="fila">
          <Boton accion="repetir" apagado={!conTinta || guardando} alTocar={() => { borrar(); setSenalado("firma") }}>{captura.firma.borrar}</Boton>
          <Boton accion="siguiente" clase="primario" apagado={guardando} alTocar={seguir}>
            {guardando ? captura.firma.guardando : captura.firma.accion}
          </Boton>
        </div>
      }
    >
      <p class="texto-suave">{captura.firma.texto} {captura.firma.compare}</p>
      <div class="firma" data-tema="claro">
        <canvas ref={lienzo} role="img" aria-label={captura.firma.recuadro} data-recuadro="firma" />
        <p role="status" aria-live="polite" class={senalado === "firma" ? "solo-lectores" : "nota nota-espera"}>
          {senalado === "firma" ? "" : captura.firma[senalado]}
        </p>
      </div>
      {negativa && <AvisoDeNegativa palabras={negativa} codigo="no-se-guardo" />}
    </Pantalla>
  )
}
