/** Who looks at the pictures, in a thread of its own: the page never waits for it. */
import { aGris } from "./calidad.ts"
import { juzgarCredencial, juzgarHuella, juzgarRostro, medirCaras, medirCredencial, type CodigoDeCalidad, type Sujeto } from "./juicio.ts"

/** Pixels as RGBA. propio, nitido: of the middle of the picture (see Centro); absent when the camera has too few. */
export interface Muestra {
  readonly sujeto: Sujeto
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
  readonly ancho: number
  readonly alto: number
  readonly propio?: Uint8ClampedArray<ArrayBuffer>
  readonly nitido?: Uint8ClampedArray<ArrayBuffer>
}

export type Pregunta = Muestra & { readonly id: number }

export interface Respuesta {
  readonly id: number
  readonly codigos: readonly CodigoDeCalidad[]
}

function juzgar({ sujeto, rgba, ancho, alto, propio, nitido }: Muestra): CodigoDeCalidad[] {
  const imagen = { rgba, gris: aGris(rgba), ancho, alto }
  if (sujeto === "rostro") return juzgarRostro(medirCaras(imagen))
  const medida = medirCredencial(imagen, propio && nitido && { propio: aGris(propio), nitido: aGris(nitido) })
  return sujeto === "huella" ? juzgarHuella(medida) : juzgarCredencial(medida)
}

addEventListener("message", ({ data }: MessageEvent<Pregunta>) => {
  postMessage({ id: data.id, codigos: juzgar(data) } satisfies Respuesta)
})
