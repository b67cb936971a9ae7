/**
 * What a picture lacks, by three plain measures. It informs and never blocks: the person decides
 * (ET 5.7, 5.11), and what was kept in spite of the advice travels with the record for the reviewer.
 */

export type CodigoDeCalidad = "oscura" | "clara" | "borrosa" | "reflejo"
export type Sujeto = "credencial" | "rostro"

export interface Medida {
  /** Mean of the greys, 0 to 255. */
  readonly luz: number
  /** Variance of the Laplacian over that mean squared, × 1000: edges, whatever the exposure. */
  readonly nitidez: number
  /** Share of 8 × 8 blocks burnt to white beside others that are not, 0 to 1. */
  readonly quemado: number
}

/** Width, in pixels, at which a picture is measured: the thresholds below hold for it alone. */
export const ANCHO_DE_MEDIDA = 320

// Set on the synthetic photographs of server/rubrica/ficticio: no good one is told anything.
const LUZ_MINIMA = 62
const LUZ_MAXIMA = 235
const NITIDEZ_MINIMA: Record<Sujeto, number> = { credencial: 30, rostro: 1.2 }
const QUEMADO: readonly [number, number] = [0.0045, 0.3]
const BLOQUE = 8
const BLANCO = 244

/** Return the greys of RGBA pixels (ITU-R BT.601, integers). */
export function aGris(rgba: Uint8ClampedArray): Uint8Array {
  const gris = new Uint8Array(rgba.length / 4)
  for (let i = 0, j = 0; i < gris.length; i++, j += 4) {
    gris[i] = ((rgba[j] ?? 0) * 77 + (rgba[j + 1] ?? 0) * 150 + (rgba[j + 2] ?? 0) * 29) >> 8
  }
  return gris
}

function media(gris: Uint8Array): number {
  let suma = 0
  for (const valor of gris) suma += valor
  return suma / Math.max(1, gris.length)
}

function varianzaDelLaplaciano(gris: Uint8Array, ancho: number, alto: number): number {
  let suma = 0
  let cuadrados = 0
  let n = 0
  for (let y = 1; y < alto - 1; y++) {
    for (let i = y * ancho + 1; i < (y + 1) * ancho - 1; i++, n++) {
      const vecinos = (gris[i - 1] ?? 0) + (gris[i + 1] ?? 0) + (gris[i - ancho] ?? 0) + (gris[i + ancho] ?? 0)
      const valor = vecinos - 4 * (gris[i] ?? 0)
      suma += valor
      cuadrados += valor * valor
    }
  }
  return n === 0 ? 0 : cuadrados / n - (suma / n) ** 2
}

function bloqueQuemado(gris: Uint8Array, ancho: number, desde: number): boolean {
  for (let y = 0; y < BLOQUE; y++) {
    for (let i = desde + y * ancho; i < desde + y * ancho + BLOQUE; i++) {
      if ((gris[i] ?? 0) < BLANCO) return false
    }
  }
  return true
}

function parteQuemada(gris: Uint8Array, ancho: number, alto: number): number {
  let quemados = 0
  let bloques = 0
  for (let y = 0; y + BLOQUE <= alto; y += BLOQUE) {
    for (let x = 0; x + BLOQUE <= ancho; x += BLOQUE, bloques++) {
      if (bloqueQuemado(gris, ancho, y * ancho + x)) quemados++
    }
  }
  return quemados / Math.max(1, bloques)
}

/** Return the measures of `gris`, row after row, `ancho` × `alto`. */
export function medir(gris: Uint8Array, ancho: number, alto: number): Medida {
  const luz = media(gris)
  const nitidez = (1000 * varianzaDelLaplaciano(gris, ancho, alto)) / Math.max(1, luz * luz)
  return { luz, nitidez, quemado: parteQuemada(gris, ancho, alto) }
}

/** Return what to change, the most useful first; nothing when the picture will do. */
export function aconsejar(medida: Medida, sujeto: Sujeto): CodigoDeCalidad[] {
  const codigos: CodigoDeCalidad[] = []
  if (medida.luz < LUZ_MINIMA) codigos.push("oscura")
  if (medida.luz > LUZ_MAXIMA) codigos.push("clara")
  // The dark hides every edge: only a picture with light is told that it is blurred.
  if (codigos.length === 0 && medida.nitidez < NITIDEZ_MINIMA[sujeto]) codigos.push("borrosa")
  const [desde, hasta] = QUEMADO
  if (sujeto === "credencial" && medida.quemado > desde && medida.quemado < hasta) codigos.push("reflejo")
  return codigos
}
