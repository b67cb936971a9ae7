/** A grey picture and how strips are cut from it. Pure arithmetic, in the thread of the reader. */

import { ALTO, PASO } from "./red.ts"

/** Row after row, `ancho` × `alto`. */
export interface Plano {
  readonly gris: Uint8Array
  readonly ancho: number
  readonly alto: number
}

/**
 * A line of text: its centre is y0 + cae · x, and its characters are `paso` + `ensancha` · x pixels
 * apart at x.
 */
export interface Renglon {
  readonly y0: number
  readonly cae: number
  readonly paso: number
  readonly ensancha: number
}

/** Return the picture `veces` times smaller, each pixel the mean of those it stands for. */
export function reducido({ gris, ancho, alto }: Plano, veces: number): Plano {
  if (veces === 1) return { gris, ancho, alto }
  const [w, h] = [Math.floor(ancho / veces), Math.floor(alto / veces)]
  const salida = new Uint8Array(w * h)
  for (let y = 0, s = 0; y < h; y++) {
    for (let x = 0; x < w; x++, s++) {
      let suma = 0
      for (let j = 0; j < veces; j++) {
        const fila = (y * veces + j) * ancho + x * veces
        for (let i = 0; i < veces; i++) suma += gris[fila + i] as number
      }
      salida[s] = suma / (veces * veces)
    }
  }
  return { gris: salida, ancho: w, alto: h }
}

/** Return the grey between pixels; the border goes on beyond the picture. */
function entre({ gris, ancho, alto }: Plano, x: number, y: number): number {
  const cx = x < 0 ? 0 : x > ancho - 1.001 ? ancho - 1.001 : x
  const cy = y < 0 ? 0 : y > alto - 1.001 ? alto - 1.001 : y
  const [ix, iy] = [cx | 0, cy | 0]
  const [fx, fy] = [cx - ix, cy - iy]
  const i = iy * ancho + ix
  const arriba = (gris[i] as number) * (1 - fx) + (gris[i + 1] as number) * fx
  const abajo = (gris[i + ancho] as number) * (1 - fx) + (gris[i + ancho + 1] as number) * fx
  return arriba * (1 - fy) + abajo * fy
}

/** How a strip is cut: `dy` pixels of the strip lower, its height times `estira`. */
export interface Corte {
  readonly dy: number
  readonly estira: number
}

/**
 * Return the strip of the columns whose places along the line are `xs`, column after column.
 * xs: x of the picture for each column of the strip; nothing there is evened out.
 */
export function cortar(plano: Plano, renglon: Renglon, xs: Float32Array, { dy, estira }: Corte): Float32Array {
  const franja = new Float32Array(xs.length * ALTO)
  const largo = Math.hypot(1, renglon.cae)
  const [nx, ny] = [-renglon.cae / largo, 1 / largo]
  for (let c = 0, s = 0; c < xs.length; c++) {
    const x = xs[c] as number
    const y = renglon.y0 + renglon.cae * x
    const pixel = ((renglon.paso + renglon.ensancha * x) / PASO) * estira
    for (let r = 0; r < ALTO; r++, s++) {
      const lejos = (r - (ALTO - 1) / 2 + dy) * pixel
      franja[s] = entre(plano, x + nx * lejos, y + ny * lejos)
    }
  }
  return franja
}
