/** What the characters of a line say, with what is sure of them and what is not. */

import { CLASES } from "./red.ts"
import type { Patron } from "./alineacion.ts"

const N = CLASES.length

/** One place: the likeliest character that the pattern admits, the next, and how far apart they are. */
export interface Lugar {
  readonly caracter: string
  readonly segundo: string
  /** Logarithm of the probability of `caracter` among all classes. */
  readonly seguro: number
  /** By how much `caracter` goes before `segundo`; Infinity if nothing else is admitted. */
  readonly ventaja: number
  /** Whether it is also the likeliest of all classes. */
  readonly libre: boolean
}

/** Return what each place says within the pattern. puntos: logarithms of CLASES, place after place. */
export function lugares(puntos: Float32Array, patron: Patron): Lugar[] {
  return patron.map((admite, k) => {
    const valor = (c: string): number => puntos[k * N + CLASES.indexOf(c)] as number
    const [caracter = " ", segundo = ""] = [...admite].sort((a, b) => valor(b) - valor(a))
    const propios = puntos.subarray(k * N, (k + 1) * N)
    const mayor = propios.reduce((m, v) => Math.max(m, v), -Infinity)
    const seguro = valor(caracter)
    return { caracter, segundo, seguro, ventaja: segundo ? seguro - valor(segundo) : Infinity, libre: seguro === mayor }
  })
}

export function textoDe(lista: readonly Lugar[]): string {
  return lista.map(({ caracter }) => caracter).join("")
}
