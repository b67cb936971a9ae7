import type { Ref } from "preact"
import { useEffect, useState } from "preact/hooks"
import { consejos } from "../textos/index.ts"
import { captura } from "../textos/es-MX/captura.ts"
import { AvisoDeNegativa } from "../pantallas/comunes/Aviso.tsx"
import type { CodigoDeCalidad, Sujeto } from "./calidad.ts"
import { marco } from "./encuadre.ts"
import { abrir, SinCamara, type Lente, type MotivoSinCamara } from "./flujo.ts"
import { observar } from "./fotografia.ts"

const CADA_MS = 600

interface Medidas {
  readonly ancho: number
  readonly alto: number
}

/** The veil with the card's window, or the oval for the face, in the pixels of the video itself. */
function Guia({ ancho, alto, sujeto, cubre }: Medidas & { sujeto: Sujeto; cubre: boolean }) {
  const m = marco(ancho, alto)
  const radio = m.alto * 0.06
  const [rx, ry] = [Math.min(ancho, alto) * 0.29, Math.min(ancho, alto) * 0.38]
  const [cx, cy] = [ancho / 2, alto / 2]
  const ventana =
    sujeto === "credencial"
      ? `M${m.x + radio} ${m.y}h${m.ancho - 2 * radio}q${radio} 0 ${radio} ${radio}v${m.alto - 2 * radio}q0 ${radio} ${-radio} ${radio}h${2 * radio - m.ancho}q${-radio} 0 ${-radio} ${-radio}v${2 * radio - m.alto}q0 ${-radio} ${radio} ${-radio}z`
      : `M${cx - rx} ${cy}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0z`
  return (
    <svg viewBox={`0 0 ${ancho} ${alto}`} preserveAspectRatio={cubre ? "xMidYMid slice" : "xMidYMid meet"} aria-hidden="true">
      <path class="velo" fill-rule="evenodd" d={`M0 0h${ancho}v${alto}H0z${ventana}`} />
      <path class="marco" d={ventana} />
    </svg>
  )
}

/** Open the camera of `lente` into `video`; `vuelta` changes when it must be opened anew. */
function useCamara(video: Ref<HTMLVideoElement> & { current: HTMLVideoElement | null }, lente: Lente, vuelta: number): MotivoSinCamara | undefined {
  const [motivo, setMotivo] = useState<MotivoSinCamara>()
  useEffect(() => {
    let vigente = true
    const enlazar = (): void => {
      if (document.hidden) return
      abrir(lente).then(
        (flujo) => {
          if (!vigente || !video.current || video.current.srcObject === flujo) return
          video.current.srcObject = flujo
          video.current.play().catch(() => undefined)
        },
        (error: unknown) => vigente && setMotivo(error instanceof SinCamara ? error.motivo : "ocupada"),
      )
    }
    setMotivo(undefined)
    enlazar()
    // Some phones end the stream while the app is not seen: on the way back it is opened anew.
    document.addEventListener("visibilitychange", enlazar)
    return () => {
      vigente = false
      document.removeEventListener("visibilitychange", enlazar)
    }
  }, [lente, vuelta])
  return motivo
}

/** What the live picture lacks, said only once two looks in a row agree: advice must not flicker. */
function useConsejo(video: { readonly current: HTMLVideoElement | null }, sujeto: Sujeto): CodigoDeCalidad | "bien" | "espere" {
  const [dicho, setDicho] = useState<CodigoDeCalidad | "bien" | "espere">("espere")
  useEffect(() => {
    let visto: string | undefined
    const reloj = setInterval(() => {
      const actual = video.current
      if (!actual || actual.videoWidth === 0 || document.hidden) return
      const ahora = observar(actual, sujeto)[0] ?? "bien"
      if (ahora === visto) setDicho(ahora)
      visto = ahora
    }, CADA_MS)
    return () => clearInterval(reloj)
  }, [sujeto])
  return dicho
}

export type EstadoDeCamara = "abriendo" | "lista" | "sin-camara"

export interface PropsDeVisor {
  readonly lente: Lente
  readonly sujeto: Sujeto
  readonly video: { current: HTMLVideoElement | null }
  readonly vuelta: number
  readonly alCambiar: (estado: EstadoDeCamara) => void
}

/** The live picture, full-bleed, with its frame and one sentence of advice. */
export function Visor({ lente, sujeto, video, vuelta, alCambiar }: PropsDeVisor) {
  const [medidas, setMedidas] = useState<Medidas>()
  const motivo = useCamara(video, lente, vuelta)
  const consejo = useConsejo(video, sujeto)
  useEffect(() => alCambiar(motivo ? "sin-camara" : medidas ? "lista" : "abriendo"), [medidas, motivo])
  if (motivo) return <AvisoDeNegativa palabras={captura.camara[motivo]} codigo={`camara-${motivo}`} />
  // An upright video of a card fills the screen, and only what is kept of it shows. A landscape one,
  // and a face, are shown whole: what is seen is what is taken.
  const cubre = sujeto === "credencial" && (!medidas || medidas.alto >= medidas.ancho)
  return (
    <div class={`visor visor-${sujeto} ${cubre ? "visor-cubre" : "visor-entero"} ${lente === "user" ? "visor-espejo" : ""}`}>
      <video
        ref={video} playsInline muted autoplay tabIndex={-1} aria-hidden="true"
        onResize={(e) => setMedidas({ ancho: e.currentTarget.videoWidth, alto: e.currentTarget.videoHeight })}
        onLoadedData={(e) => setMedidas({ ancho: e.currentTarget.videoWidth, alto: e.currentTarget.videoHeight })}
      />
      {medidas && <Guia {...medidas} sujeto={sujeto} cubre={cubre} />}
      <p class={consejo === "bien" ? "consejo consejo-bien" : "consejo"} role="status" aria-live="polite">
        {medidas ? consejos[consejo] : captura.camara.abriendo}
      </p>
    </div>
  )
}
