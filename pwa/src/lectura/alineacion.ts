/** From a line of a picture to the probabilities of its characters: where each is, and what it may be. */

import { cortar, type Corte, type Plano, type Renglon } from "./plano.ts"
import { ALTO, CLASES, emparejar, PASO, puntuar, SALTO, VENTANA, type Red } from "./red.ts"

/** What each place of a line admits, one set of characters a place; " " is nothing. */
export type Patron = readonly string[]

const N = CLASES.length
/** Windows from a character to the next, and what the unusual ones cost. */
const SALTOS: readonly (readonly [number, number])[] = [[4, 0], [3, 0.3], [5, 0.3]]
/** Halfway between two characters there must be nothing: that is what centres the path. */
const [PESO_DE_NADA, SUELO_DE_NADA] = [0.5, -4]
/** Where the centre of a window is, in pixels from its first column. */
const CENTRO = (VENTANA - 1) / 2
/** Characters of paper taken on each side of a line: while it is sought, and when it is read. */
const [MARGEN, ALREDEDOR] = [2.5, 2]

/** Return for each window the best of the classes in `admite`. */
function mejores(puntos: Float32Array, admite: string): Float32Array {
  const clases = [...admite].map((c) => CLASES.indexOf(c))
  return Float32Array.from({ length: puntos.length / N }, (_, n) => {
    let mejor = -Infinity
    for (const c of clases) mejor = Math.max(mejor, puntos[n * N + c] as number)
    return mejor
  })
}

/** Return the columns of a strip along the line, `PASO` to a character, from one x to another. */
function columnas(renglon: Renglon, de: number, a: number): Float32Array {
  const coseno = 1 / Math.hypot(1, renglon.cae)
  const lista: number[] = []
  for (let x = de; x < a && lista.length < 1500; ) {
    lista.push(x)
    x += Math.max(0.2, ((renglon.paso + renglon.ensancha * x) * coseno) / PASO)
  }
  return Float32Array.from(lista)
}

/** The line laid on its characters: `lugar(k)` is the x of the k-th, and `puntos` what the places score. */
export interface Alineado {
  readonly lugar: (k: number) => number
  readonly puntos: number
}

/** Return where between the windows about `v` a character is centred: they weigh by how likely it is seen in each. */
function centrar(v: number, puntos: Float32Array): number {
  let [suma, pesos] = [0, 0]
  for (let j = Math.max(0, v - 1); j <= Math.min(puntos.length - 1, v + 1); j++) {
    const peso = Math.exp(puntos[j] as number)
    suma += j * peso
    pesos += peso
  }
  return pesos > 0 ? suma / pesos : v
}

/** What the best path to each window scores, and by how many windows it came from the place before. */
interface Avance {
  readonly puntos: Float32Array
  readonly saltos: Uint8Array
}

/** Return the paths one place further on, whose windows score `propios`; `nada` is what the halfway points score. */
function avanzar(antes: Float32Array, propios: Float32Array, nada: Float32Array): Avance {
  const puntos = new Float32Array(antes.length).fill(-Infinity)
  const saltos = new Uint8Array(antes.length)
  for (let j = 0; j < antes.length; j++) {
    for (const [salto, cuesta] of SALTOS) {
      if (j < salto) continue
      const entre = ((nada[j - (salto >> 1)] as number) + (nada[j - ((salto + 1) >> 1)] as number)) / 2
      const valor = (antes[j - salto] as number) + entre - cuesta
      if (valor > (puntos[j] as number)) [puntos[j], saltos[j]] = [valor, salto]
    }
    puntos[j] = (puntos[j] as number) + (propios[j] as number)
  }
  return { puntos, saltos }
}

/** Return the window of each place of the pattern along the best path, and its score; undefined if none fits. */
function camino(puntos: Float32Array, patron: Patron): { ventanas: number[]; total: number } | undefined {
  const porClase = new Map([...new Set(patron)].map((admite) => [admite, mejores(puntos, admite)]))
  const propios = patron.map((admite) => porClase.get(admite) as Float32Array)
  const nada = mejores(puntos, " ").map((v) => PESO_DE_NADA * Math.max(SUELO_DE_NADA, v))
  let antes = propios[0] as Float32Array
  const pasos = propios.slice(1).map((estos) => {
    const avance = avanzar(antes, estos, nada)
    antes = avance.puntos
    return avance.saltos
  })
  let j = antes.indexOf(antes.reduce((m, v) => Math.max(m, v), -Infinity))
  const total = antes[j] ?? -Infinity
  if (!Number.isFinite(total)) return undefined
  const ventanas = [j]
  for (const saltos of pasos.reverse()) ventanas.unshift((j -= saltos[j] as number))
  return { ventanas: ventanas.map((v, k) => centrar(v, propios[k] as Float32Array)), total }
}

/** Return a, b, c of a + b·k + c·k² through the windows of those lugares, by least squares. */
function ajustar(ventanas: readonly number[], lugares: readonly number[]): [number, number, number] {
  const medio = (ventanas.length - 1) / 2
  const s = [0, 0, 0, 0, 0]
  const y = [0, 0, 0]
  for (const k of lugares) {
    const t = k - medio
    for (let i = 0; i < 5; i++) s[i] = (s[i] as number) + t ** i
    for (let i = 0; i < 3; i++) y[i] = (y[i] as number) + (ventanas[k] as number) * t ** i
  }
  const [a, b, c] = resolver(s, y)
  return [a - b * medio + c * medio * medio, b - 2 * c * medio, c]
}

/** Return the solution of the three normal equations whose sums of powers are `s` (Cramer). */
function resolver(s: readonly number[], y: readonly number[]): [number, number, number] {
  const [s0, s1, s2, s3, s4] = s as [number, number, number, number, number]
  const [y0, y1, y2] = y as [number, number, number]
  const det = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2)
  const a = y0 * (s2 * s4 - s3 * s3) - s1 * (y1 * s4 - y2 * s3) + s2 * (y1 * s3 - y2 * s2)
  const b = s0 * (y1 * s4 - y2 * s3) - y0 * (s1 * s4 - s2 * s3) + s2 * (s1 * y2 - s2 * y1)
  const c = s0 * (s2 * y2 - s3 * y1) - s1 * (s1 * y2 - s2 * y1) + y0 * (s1 * s3 - s2 * s2)
  return [a / det, b / det, c / det]
}

/** Return the fit of the path without the lugares that stray from it: one at an end would bend it all. */
function ajusteFirme(ventanas: readonly number[]): [number, number, number] {
  let lugares = ventanas.map((_, k) => k)
  let ajuste = ajustar(ventanas, lugares)
  for (const limite of [1.4, 0.8]) {
    const [a, b, c] = ajuste
    const firmes = lugares.filter((k) => Math.abs(a + b * k + c * k * k - (ventanas[k] as number)) <= limite)
    if (firmes.length < 0.6 * ventanas.length) break
    lugares = firmes
    ajuste = ajustar(ventanas, lugares)
  }
  return ajuste
}

/** Lay the pattern on the line between two x, with room on both sides; undefined if it does not fit. */
export function alinear(red: Red, plano: Plano, renglon: Renglon, [de, a]: readonly [number, number], patron: Patron, corte: Corte): Alineado | undefined {
  const paso = renglon.paso + (renglon.ensancha * (de + a)) / 2
  const xs = columnas(renglon, de - MARGEN * paso, a + MARGEN * paso)
  if (xs.length < VENTANA + PASO) return undefined
  const hallado = camino(puntuar(red, emparejar(cortar(plano, renglon, xs, corte))), patron)
  if (!hallado) return undefined
  const [p, q, r] = ajusteFirme(hallado.ventanas)
  const lugar = (k: number): number => {
    const columna = (p + q * k + r * k * k) * SALTO + CENTRO
    const i = Math.max(0, Math.min(xs.length - 2, Math.floor(columna)))
    return (xs[i] as number) + (columna - i) * ((xs[i + 1] as number) - (xs[i] as number))
  }
  return { lugar, puntos: hallado.total / patron.length }
}

/** A second look is a different one: shifted, stretched and sharpened. */
export interface Mirada extends Corte {
  readonly corre: number
  readonly agudiza: number
}

function agudizar(franja: Float32Array, cuanto: number): Float32Array {
  if (cuanto === 0) return franja
  const salida = Float32Array.from(franja)
  for (let i = ALTO + 1; i < franja.length - ALTO - 1; i++) {
    const vecinos = ((franja[i - 1] as number) + (franja[i + 1] as number) + (franja[i - ALTO] as number) + (franja[i + ALTO] as number)) / 4
    salida[i] = (franja[i] as number) + cuanto * ((franja[i] as number) - vecinos)
  }
  return salida
}

/** Return the logarithms of the probabilities of each of `cuantos` characters, each looked at in its centre. */
export function mirar(red: Red, plano: Plano, renglon: Renglon, { lugar }: Alineado, cuantos: number, mirada: Mirada): Float32Array {
  // The light around the first and the last counts too: the strip goes on beyond them.
  const largo = (cuantos + 2 * ALREDEDOR - 1) * PASO + VENTANA
  const xs = Float32Array.from({ length: largo }, (_, i) => lugar((i - CENTRO + mirada.corre) / PASO - ALREDEDOR))
  const franja = agudizar(cortar(plano, renglon, xs, mirada), mirada.agudiza)
  return puntuar(red, emparejar(franja), PASO / SALTO).subarray(ALREDEDOR * N, (ALREDEDOR + cuantos) * N)
}
