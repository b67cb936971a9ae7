import type { Ref } from "preact"
import { useEffect, useState } from "preact/hooks"
import { consejos } from "../textos/index.ts"
import { captura } from "../textos/es-MX/captura.ts"
import type { Palabras } from "../app/negativa.ts"
import { AvisoDeNegativa } from "../pantallas/comunes/Aviso.tsx"
import { marco } from "./encuadre.ts"
import { abrir, cerrar, SinCamara, type Lente, type MotivoSinCamara } from "./flujo.ts"
import { observar } from "./fotografia.ts"
import type { CodigoDeCalidad, Sujeto } from "./juicio.ts"
import { velar } from "./vigilia.ts"

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
    sujeto !== "rostro"
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
      // Nobody looks at a page that is not seen: the camera and its lamp rest, and the battery with them.
      if (document.hidden) return void cerrar(lente)
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
    let reloj: ReturnType<typeof setTimeout>
    let vigente = true
    const mirar = async (): Promise<void> => {
      const actual = document.hidden ? null : video.current
      const codigos = actual && (await observar(actual, sujeto))
      if (!vigente) return
      if (codigos) {
        const ahora = codigos[0] ?? "bien"
        if (ahora === visto) setDicho(ahora)
        visto = ahora
      }
      // Counted from the answer: a slow phone looks less often, and is not left without hands.
      reloj = setTimeout(() => void mirar(), CADA_MS)
    }
    reloj = setTimeout(() => void mirar(), CADA_MS)
    return () => {
      vigente = false
      clearTimeout(reloj)
    }
  }, [sujeto])
  return dicho
}

export type EstadoDeCamara = "abriendo" | "lista" | "sin-camara"

/** How the camera is allowed is told in the words of that phone. */
function palabrasDe(motivo: MotivoSinCamara): Palabras {
  if (motivo !== "negada") return captura.camara[motivo]
  const { que, porque, enAndroid, enIPhone } = captura.camara.negada
  return { que, porque, hacer: /iPhone|iPad|iPod/.test(navigator.userAgent) ? enIPhone : enAndroid }
}

export interface PropsDeVisor {
  readonly lente: Lente
  readonly sujeto: Sujeto
  readonly video: { current: HTMLVideoElement | null }
  readonly vuelta: number
  readonly alCambiar: (estado: EstadoDeCamara) => void
  /** Somebody else is telling the hand what to do: one sentence at a time. */
  readonly callado?: boolean
}

/** The live picture, full-bleed, with its frame and one sentence of advice. */
export function Visor({ lente, sujeto, video, vuelta, alCambiar, callado }: PropsDeVisor) {
  const [medidas, setMedidas] = useState<Medidas>()
  const motivo = useCamara(video, lente, vuelta)
  const consejo = useConsejo(video, sujeto)
  const encendida = medidas !== undefined && !motivo
  useEffect(() => (encendida ? velar() : undefined), [encendida])
  useEffect(() => alCambiar(motivo ? "sin-camara" : medidas ? "lista" : "abriendo"), [medidas, motivo])
  if (motivo) return <AvisoDeNegativa palabras={palabrasDe(motivo)} codigo={`camara-${motivo}`} />
  // An upright video of a card fills the screen, and only what is kept of it shows. A landscape one,
  // and a face, are shown whole: what is seen is what is taken.
  const cubre = sujeto !== "rostro" && (!medidas || medidas.alto >= medidas.ancho)
  return (
    <div class={`visor visor-${sujeto} ${cubre ? "visor-cubre" : "visor-entero"} ${lente === "user" ? "visor-espejo" : ""}`}>
      <video
        ref={video} playsInline muted autoplay tabIndex={-1} aria-hidden="true"
        onResize={(e) => setMedidas({ ancho: e.currentTarget.videoWidth, alto: e.currentTarget.videoHeight })}
        onLoadedData={(e) => setMedidas({ ancho: e.currentTarget.videoWidth, alto: e.currentTarget.videoHeight })}
      />
      {medidas && <Guia {...medidas} sujeto={sujeto} cubre={cubre} />}
      <p hidden={callado} class={consejo === "bien" ? "consejo consejo-bien" : "consejo"} role="status" aria-live="polite">
        {medidas ? consejos[consejo] : captura.camara.abriendo}
      </p>
    </div>
  )
}
