/**
 * What covers a face, by comparing pieces of it with its own skin: the pieces are given
 * in sides of the square where the cascade found it, whose upper left corner is (0, 0).
 */
import { medirEnfoque } from "./enfoque.ts"
import type { Cara } from "./cascada.ts"

export interface MedidaDeRostro {
  /** Side of the face over the shorter side of the picture. */
  readonly ocupa: number
  /** Mean grey of the face, 0 to 255, and share of it burnt to white. */
  readonly luz: number
  readonly quemado: number
  readonly enfoque: number
  /** How unlike the skin between the eyes the nose and the cheeks are. */
  readonly tapado: number
  /** Light of the brighter eye over that of the skin. */
  readonly ojos: number
  /** What is over the forehead: its difference from the skin, and its grain. */
  readonly arriba: number
  readonly grano: number
  /** That grain over the skin's: a phone that sharpens does so to both. */
  readonly aspereza: number
}

export interface Imagen {
  readonly rgba: Uint8ClampedArray
  readonly gris: Uint8Array
  readonly ancho: number
  readonly alto: number
}

type Caja = readonly [x0: number, y0: number, x1: number, y1: number]

interface Tinte {
  readonly luz: number
  readonly rojo: number
  readonly azul: number
}

function enPixeles({ ancho, alto }: Imagen, { x, y, lado }: Cara, [x0, y0, x1, y1]: Caja): Caja {
  const dentro = (valor: number, tope: number): number => Math.max(0, Math.min(tope, Math.round(valor)))
  return [dentro(x + x0 * lado, ancho), dentro(y + y0 * lado, alto), dentro(x + x1 * lado, ancho), dentro(y + y1 * lado, alto)]
}

/** Return the mean colour of a piece: its light, and red and blue over green. */
function tinte(imagen: Imagen, cara: Cara, caja: Caja): Tinte {
  const [x0, y0, x1, y1] = enPixeles(imagen, cara, caja)
  let [r, v, a, n] = [0, 0, 0, 0]
  for (let y = y0; y < y1; y++) {
    for (let j = 4 * (y * imagen.ancho + x0); j < 4 * (y * imagen.ancho + x1); j += 4, n++) {
      r += imagen.rgba[j]!
      v += imagen.rgba[j + 1]!
      a += imagen.rgba[j + 2]!
    }
  }
  const verde = Math.max(1, v)
  return { luz: (0.3 * r + 0.59 * v + 0.11 * a) / Math.max(1, n), rojo: r / verde, azul: a / verde }
}

function distancia(a: Tinte, b: Tinte): number {
  return Math.abs(a.rojo - b.rojo) + Math.abs(a.azul - b.azul) + 0.3 * Math.abs(Math.log((a.luz + 4) / (b.luz + 4)))
}

const ENTRECEJO: Caja = [0.4, 0.26, 0.6, 0.42]
const NARIZ: Caja = [0.41, 0.5, 0.59, 0.62]
const MEJILLAS: readonly Caja[] = [[0.12, 0.6, 0.34, 0.78], [0.66, 0.6, 0.88, 0.78]]
const OJOS: readonly Caja[] = [[0.1, 0.15, 0.34, 0.31], [0.66, 0.15, 0.9, 0.31]]
const COPA: Caja = [0.2, -0.62, 0.8, -0.3]

function tapado(imagen: Imagen, cara: Cara, piel: Tinte): number {
  // A beard covers the cheeks and leaves the nose; a mask covers all three.
  return Math.min(...[NARIZ, ...MEJILLAS].map((caja) => distancia(tinte(imagen, cara, caja), piel)))
}

/** Return the mean step between neighbours on a row over the mean light: strands of hair have it, cloth has not. */
function grano(imagen: Imagen, cara: Cara, caja: Caja): number {
  const [x0, y0, x1, y1] = enPixeles(imagen, cara, caja)
  let [pasos, luz, n] = [0, 0, 0]
  for (let y = y0; y < y1; y++) {
    for (let i = y * imagen.ancho + x0; i < y * imagen.ancho + x1 - 2; i++, n++) {
      pasos += Math.abs((imagen.gris[i + 2]!) - (imagen.gris[i]!))
      luz += imagen.gris[i]!
    }
  }
  return n === 0 ? 1 : pasos / Math.max(1, luz)
}

function recortar({ gris, ancho, alto }: Imagen, { x, y, lado }: Cara): { gris: Uint8Array; lado: number } {
  const l = Math.min(Math.floor(lado), ancho - Math.round(x), alto - Math.round(y))
  const corte = new Uint8Array(l * l)
  for (let f = 0; f < l; f++) corte.set(gris.subarray((Math.round(y) + f) * ancho + Math.round(x), (Math.round(y) + f) * ancho + Math.round(x) + l), f * l)
  return { gris: corte, lado: l }
}

/** Return the measures of one face of the picture. */
export function medirRostro(imagen: Imagen, cara: Cara): MedidaDeRostro {
  const corte = recortar(imagen, cara)
  const piel = tinte(imagen, cara, ENTRECEJO)
  return {
    ocupa: cara.lado / Math.min(imagen.ancho, imagen.alto),
    luz: corte.gris.reduce((suma, valor) => suma + valor, 0) / Math.max(1, corte.gris.length),
    quemado: corte.gris.reduce((n, valor) => n + (valor >= 250 ? 1 : 0), 0) / Math.max(1, corte.gris.length),
    enfoque: medirEnfoque(corte.gris, corte.lado, corte.lado),
    tapado: tapado(imagen, cara, piel),
    ojos: Math.max(...OJOS.map((caja) => tinte(imagen, cara, caja).luz)) / Math.max(1, piel.luz),
    arriba: distancia(tinte(imagen, cara, COPA), piel),
    grano: grano(imagen, cara, COPA),
    aspereza: grano(imagen, cara, COPA) / Math.max(0.001, Math.min(...MEJILLAS.map((caja) => grano(imagen, cara, caja)))),
  }
}
