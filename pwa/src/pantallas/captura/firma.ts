/** The signature as strokes of whole numbers with their timing: half a kilobyte, and drawable again. */

/** Each stroke: (t0, x0, y0, dt, dx, dy, …), ms since the first touch and px of the pad. */
export interface Firma {
  readonly ancho: number
  readonly alto: number
  readonly trazos: readonly (readonly number[])[]
}

export interface Punto {
  readonly x: number
  readonly y: number
  readonly time: number
}

/** What a signature may look like to whoever must accept it (ET 10.3 j, m): never a bar. */
export type Aspecto = "vacia" | "escasa" | "firma"

const MIN_EXTENSION = 0.12
const MIN_PUNTOS = 6
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

/** Return "vacia" without ink, "escasa" for a dot or a tick, else "firma". */
export function aspecto(firma: Firma): Aspecto {
  const puntos = firma.trazos.flatMap(puntosDe)
  if (puntos.length === 0) return "vacia"
  const [xs, ys] = [puntos.map((p) => p.x), puntos.map((p) => p.y)]
  const extension = Math.max((Math.max(...xs) - Math.min(...xs)) / firma.ancho, (Math.max(...ys) - Math.min(...ys)) / firma.alto)
  return puntos.length < MIN_PUNTOS || extension < MIN_EXTENSION ? "escasa" : "firma"
}
