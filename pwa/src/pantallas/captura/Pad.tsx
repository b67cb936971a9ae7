import { useEffect, useRef, useState } from "preact/hooks"
import SignaturePad from "signature_pad"
import type { Firma } from "../../core/contenido.ts"
import { escalaAl, firmaDe, type Medida } from "./firma.ts"

/** Give the canvas as many pixels as the screen shows; what was drawn stays, whole, also in a pad that was turned. */
function ajustar(lienzo: HTMLCanvasElement, pad: SignaturePad, antes: Medida): Medida {
  const densidad = Math.max(1, globalThis.devicePixelRatio)
  const ahora = { ancho: lienzo.clientWidth, alto: lienzo.clientHeight }
  const escala = escalaAl(antes, ahora)
  const dibujado = pad.toData().map((trazo) => ({ ...trazo, points: trazo.points.map((p) => ({ ...p, x: p.x * escala, y: p.y * escala })) }))
  lienzo.width = ahora.ancho * densidad
  lienzo.height = ahora.alto * densidad
  lienzo.getContext("2d")?.scale(densidad, densidad)
  pad.fromData(dibujado)
  return ahora
}

/** Whether the screen gives the canvas another size than it had. */
function cambio(lienzo: HTMLCanvasElement, antes: Medida): boolean {
  return lienzo.clientWidth !== antes.ancho || lienzo.clientHeight !== antes.alto
}

/** A pad for strokes with their timing: whether it has ink, and how to take it back. */
export function usePad(alTrazar: () => void = () => undefined) {
  const lienzo = useRef<HTMLCanvasElement>(null)
  const pad = useRef<SignaturePad | null>(null)
  const [trazos, setTrazos] = useState(0)
  const avisar = useRef(alTrazar)
  avisar.current = alTrazar
  useEffect(() => {
    if (!lienzo.current) return
    const nuevo = new SignaturePad(lienzo.current, { penColor: getComputedStyle(lienzo.current).color, minWidth: 1, maxWidth: 3.2 })
    pad.current = nuevo
    let medida: Medida = { ancho: 0, alto: 0 }
    let trazando = false
    // Never under a stroke: drawing anew makes the pad forget which finger it follows, and it hears no other after.
    const medir = (): void => {
      if (!trazando && lienzo.current && cambio(lienzo.current, medida)) medida = ajustar(lienzo.current, nuevo, medida)
    }
    nuevo.addEventListener("beginStroke", () => {
      trazando = true
      setTrazos((n) => n + 1)
      avisar.current()
    })
    nuevo.addEventListener("endStroke", () => {
      trazando = false
      medir()
    })
    medir()
    const observador = new ResizeObserver(medir)
    observador.observe(lienzo.current)
    return () => {
      observador.disconnect()
      nuevo.off()
      nuevo.clear()
    }
  }, [])
  const dejar = (cuantos: number): void => {
    pad.current?.fromData(pad.current.toData().slice(0, cuantos))
    setTrazos(cuantos)
  }
  return {
    lienzo,
    conTinta: trazos > 0,
    borrar: () => dejar(0),
    deshacer: () => dejar(Math.max(0, (pad.current?.toData().length ?? 0) - 1)),
    firma: (): Firma => firmaDe(pad.current?.toData().map((g) => g.points) ?? [], lienzo.current?.clientWidth ?? 1, lienzo.current?.clientHeight ?? 1),
  }
}

/** The box that takes strokes in all of it; `nota` stands over it and out of the finger's way. */
export function Recuadro({ lienzo, rotulo, nota, nombre = "firma" }: { lienzo: ReturnType<typeof usePad>["lienzo"]; rotulo: string; nota?: string | undefined; nombre?: string }) {
  return (
    <div class="firma" data-tema="claro">
      <canvas ref={lienzo} role="img" aria-label={rotulo} data-recuadro={nombre} />
      <p role="status" aria-live="polite" class={nota ? "nota nota-espera" : "solo-lectores"} data-senalada={nota ? "" : undefined}>{nota}</p>
    </div>
  )
}
