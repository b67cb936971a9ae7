/** The signature as strokes of whole numbers with their timing: half a kilobyte, and drawable again. */
import type { Firma } from "../../core/contenido.ts"

export interface Punto {
  readonly x: number
  readonly y: number
  readonly time: number
}

export interface Medida {
  readonly ancho: number
  readonly alto: number
}

// What the paquete admits: core/contenido refuses more.
const MAX_TRAZOS = 500
const MAX_PUNTOS = 10_000

function trazoDe(puntos: readonly Punto[], desde: number): number[] {
  const trazo: number[] = []
  let [t, x, y] = [desde, 0, 0]
  for (const punto of puntos) {
    const [tn, xn, yn] = [Math.round(punto.time), Math.round(punto.x), Math.round(punto.y)]
    trazo.push(tn - t, xn - x, yn - y)
    ;[t, x, y] = [tn, xn, yn]
  }
  return trazo
}

/** Return the strokes of a pad of `ancho` × `alto` px; none empty, and never more than the paquete takes. */
export function firmaDe(grupos: readonly (readonly Punto[])[], ancho: number, alto: number): Firma {
  const conTinta = grupos.filter((puntos) => puntos.length > 0).slice(0, MAX_TRAZOS)
  const desde = Math.round(conTinta[0]?.[0]?.time ?? 0)
  let quedan = MAX_PUNTOS
  const trazos: number[][] = []
  for (const puntos of conTinta) {
    if (quedan === 0) break
    trazos.push(trazoDe(puntos.slice(0, quedan), desde))
    quedan -= Math.min(quedan, puntos.length)
  }
  return { ancho: Math.max(1, Math.round(ancho)), alto: Math.max(1, Math.round(alto)), trazos }
}

/** Return the points of one stroke, absolute: the inverse of what is kept. */
export function puntosDe(trazo: readonly number[]): Punto[] {
  const puntos: Punto[] = []
  let [time, x, y] = [0, 0, 0]
  for (let i = 0; i + 2 < trazo.length; i += 3) {
    time += trazo[i] ?? 0
    x += trazo[i + 1] ?? 0
    y += trazo[i + 2] ?? 0
    puntos.push({ time, x, y })
  }
  return puntos
}

/** Return by how much what was drawn shrinks so that none of it falls out of a pad that was turned; 1 when it fits. */
export function escalaAl(antes: Medida, ahora: Medida): number {
  if (antes.ancho <= 0 || antes.alto <= 0) return 1
  return Math.min(1, ahora.ancho / antes.ancho, ahora.alto / antes.alto)
}
