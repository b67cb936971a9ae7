/**
 * The live picture, looked at while the hand frames it (ET 5.8): one quick try at a time, at most five
 * a second and never more than half of the time, for as long as PLAZO. Pure but for the clock passed in.
 */

import type { Claves } from "../core/contenido.ts"
import { modeloDe } from "../core/credencial/modelos.ts"
import { clavesDe, reunirClaves } from "./codigos.ts"
import type { Lectura } from "./lector.ts"
import { MIRADAS, votar } from "./votar.ts"

/** Milliseconds between tries, at least; and after which the camera alone goes on (ET 5.6). */
export const CADA_MS = 200
export const PLAZO_MS = 20_000
/** A look older than this may be at another card: it has no part in the reading of a picture. */
const FRESCA_MS = 4_000

export interface Mirada extends Lectura {
  readonly en: number
}

/** Return the looks that are still of the card before the camera. */
export function frescas(miradas: readonly Mirada[], ahora: number): Mirada[] {
  return miradas.filter(({ en }) => ahora - en <= FRESCA_MS)
}

/** Return what the looks say together: a code counts when MIRADAS of them saw it. */
export function juntar(miradas: readonly Lectura[]): Claves {
  const barras = miradas.flatMap(({ codigos }) => codigos.filter(({ texto }) => texto !== undefined))
  const repetidas = barras.filter(({ texto }, i) => barras.findIndex((otra) => otra.texto === texto) === i && barras.filter((otra) => otra.texto === texto).length >= MIRADAS)
  return reunirClaves(votar(repetidas, miradas.flatMap(({ vistas }) => vistas)).map((codigo) => ({ ...codigo, lado: "reverso" })))
}

/** The keys that the back of a model tells; of one newer than the app, the CIC. */
export function delReverso(modelo: string): readonly (keyof Claves)[] {
  const exige = modeloDe(modelo)?.exige ?? ["cic" as const]
  return exige.filter((nombre) => nombre !== "clave" && nombre !== "emision")
}

/** Whether the looks have read all that the back of that model tells. */
export function yaSeLeyo(miradas: readonly Mirada[], modelo: string): boolean {
  const claves = juntar(miradas)
  return delReverso(modelo).every((nombre) => claves[nombre])
}

/** Return the milliseconds to wait after a try that took `ms`: the phone rests as long as it worked. */
export function descanso(ms: number): number {
  return Math.max(CADA_MS - ms, ms)
}

/**
 * Return the reading of a picture with the looks at the live one before it. One of them that says
 * another key than the picture says was at another card: then the picture speaks alone.
 */
export function conVivas(toma: Lectura, vivas: readonly Lectura[]): Lectura {
  const suyas = [...toma.codigos, ...toma.vistas].map((codigo) => clavesDe(codigo) as Record<string, string>)
  const contradice = (codigo: Parameters<typeof clavesDe>[0]): boolean =>
    Object.entries(clavesDe(codigo) as Record<string, string>).some(([nombre, valor]) => suyas.some((claves) => claves[nombre] !== undefined && claves[nombre] !== valor))
  if (vivas.some(({ codigos, vistas }) => [...codigos, ...vistas].some(contradice))) return toma
  return { codigos: toma.codigos, vistas: [...vivas.flatMap(({ vistas }) => vistas), ...toma.vistas] }
}
