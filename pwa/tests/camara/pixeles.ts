/** The pictures of vectors/camara, and what this app measures of them. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { inflateSync } from "node:zlib"
import { aGris } from "../../src/camara/calidad.ts"
import { medirEnfoque } from "../../src/camara/enfoque.ts"
import { medirCaras, medirCredencial } from "../../src/camara/juicio.ts"
import { LADO_DE_TRAMA, medirTrama } from "../../src/camara/trama.ts"

export const CARPETA = join(import.meta.dirname, "../../../vectors/camara")

export interface Caso {
  readonly sujeto: "credencial" | "rostro"
  readonly defecto: string
  readonly ancho: number
  readonly alto: number
  readonly pixeles: string
}

export const CASOS = JSON.parse(readFileSync(join(CARPETA, "pixeles.json"), "utf8")) as readonly Caso[]

/** Return the picture of a case as the app takes it. */
export function imagenDe({ ancho, alto, pixeles }: Caso): { rgba: Uint8ClampedArray; gris: Uint8Array; ancho: number; alto: number } {
  const rgba = new Uint8ClampedArray(inflateSync(Buffer.from(pixeles, "base64")))
  return { rgba, gris: aGris(rgba), ancho, alto }
}

/** Return the measures of a case, with six decimals: beyond them two machines may differ. */
export function medir(caso: Caso): unknown {
  const { sujeto, ancho, alto } = caso
  const imagen = imagenDe(caso)
  const { enfoque, ...medida } = { ...(sujeto === "rostro" ? medirCaras(imagen) : medirCredencial(imagen, undefined)), enfoque: medirEnfoque(imagen.gris, ancho, alto) }
  return JSON.parse(JSON.stringify({ ...medida, enfoque }, (_, v: unknown) => (typeof v === "number" ? Number(v.toFixed(6)) : v)))
}

/** Return what the search for dots says of a pattern of integers that any language can draw. */
export function tramaDePrueba(): number {
  const gris = Uint8Array.from({ length: LADO_DE_TRAMA ** 2 }, (_, i) => 60 + (((i % LADO_DE_TRAMA) * 5 + Math.floor(i / LADO_DE_TRAMA) * 3) % 7) * 20)
  return Number(medirTrama(gris).toFixed(6))
}
