/** The plain measures of a picture: its light, and how much of it is burnt. Pure. */

/** Width, in pixels, at which a credential is measured: its thresholds hold for it alone. */
export const ANCHO_DE_MEDIDA = 320

const BLOQUE = 8
const BLANCO = 244

/** Return the greys of RGBA pixels (ITU-R BT.601, integers). */
export function aGris(rgba: Uint8ClampedArray): Uint8Array {
  const gris = new Uint8Array(rgba.length / 4)
  for (let i = 0, j = 0; i < gris.length; i++, j += 4) gris[i] = (rgba[j]! * 77 + rgba[j + 1]! * 150 + rgba[j + 2]! * 29) >> 8
  return gris
}

/** Return the mean of the greys, 0 to 255. */
export function medirLuz(gris: Uint8Array): number {
  let suma = 0
  for (const valor of gris) suma += valor
  return suma / Math.max(1, gris.length)
}

function bloqueQuemado(gris: Uint8Array, ancho: number, desde: number): boolean {
  for (let y = 0; y < BLOQUE; y++) {
    for (let i = desde + y * ancho; i < desde + y * ancho + BLOQUE; i++) if (gris[i]! < BLANCO) return false
  }
  return true
}

/** Return the share of 8 × 8 blocks burnt to white, 0 to 1. */
export function medirQuemado(gris: Uint8Array, ancho: number, alto: number): number {
  let quemados = 0
  let bloques = 0
  for (let y = 0; y + BLOQUE <= alto; y += BLOQUE) {
    for (let x = 0; x + BLOQUE <= ancho; x += BLOQUE, bloques++) if (bloqueQuemado(gris, ancho, y * ancho + x)) quemados++
  }
  return quemados / Math.max(1, bloques)
}
