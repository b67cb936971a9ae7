/**
 * The four edges of the card: long straight steps of light with the proportions of a credential.
 * Where no such four are found, a corner is out of the picture, or the card is not in it.
 */
import { PROPORCION } from "./encuadre.ts"

export interface Orillas {
  /** How clean the worst of the four edges is, 0 to 1. */
  readonly nitidas: number
  /** Width of the card over that of the picture; 0 when no four lines make a card. */
  readonly ocupa: number
}

/** A line close to vertical, x = en + (y - alto / 2) · sesgo; for those close to level, x and y change places. */
interface Recta {
  readonly en: number
  readonly sesgo: number
  readonly fuerza: number
}

interface Gradiente {
  readonly valores: Int16Array
  /** Pixels along the lines, and across them. */
  readonly largo: number
  readonly fondo: number
}

const TOPE = 14
const SESGOS = Array.from({ length: 23 }, (_, i) => (i - 11) * 0.025)
const CANDIDATAS = 7

/** Return the step across columns, for edges close to vertical, as rows of `alto` by `ancho`. */
function pasos(gris: Uint8Array, ancho: number, alto: number): { x: Gradiente; y: Gradiente } {
  const x = new Int16Array(ancho * alto)
  const y = new Int16Array(ancho * alto)
  for (let f = 1; f < alto - 1; f++) {
    for (let c = 1; c < ancho - 1; c++) {
      const i = f * ancho + c
      const [no, n, ne, o] = [gris[i - ancho - 1]!, gris[i - ancho]!, gris[i - ancho + 1]!, gris[i - 1]!]
      const [e, so, s, se] = [gris[i + 1]!, gris[i + ancho - 1]!, gris[i + ancho]!, gris[i + ancho + 1]!]
      x[i] = Math.max(-TOPE, Math.min(TOPE, (ne + 2 * e + se - no - 2 * o - so) >> 2))
      // Transposed, so that both are walked the same way.
      y[c * alto + f] = Math.max(-TOPE, Math.min(TOPE, (so + 2 * s + se - no - 2 * n - ne) >> 2))
    }
  }
  return { x: { valores: x, largo: alto, fondo: ancho }, y: { valores: y, largo: ancho, fondo: alto } }
}

/** Return how steadily the step keeps its sign along a line, 0 to 1. desde, hasta: along it, in pixels. */
function firmeza({ valores, largo, fondo }: Gradiente, en: number, sesgo: number, desde: number, hasta: number): number {
  let suma = 0
  let n = 0
  for (let t = Math.max(1, Math.ceil(desde)); t < Math.min(largo - 1, hasta); t += 2, n++) {
    const c = Math.round(en + (t - largo / 2) * sesgo)
    if (c > 0 && c < fondo - 1) suma += valores[t * fondo + c]!
  }
  return n === 0 ? 0 : Math.abs(suma) / (n * TOPE)
}

/** Return the best lines of that half of the picture, no two of them alike. */
function rectas(g: Gradiente, lado: -1 | 1): Recta[] {
  const todas: Recta[] = []
  const [a, b] = lado < 0 ? [1, g.fondo * 0.44] : [g.fondo * 0.56, g.fondo - 1]
  for (const sesgo of SESGOS) {
    for (let en = Math.ceil(a); en < b; en++) todas.push({ en, sesgo, fuerza: firmeza(g, en, sesgo, g.largo * 0.3, g.largo * 0.7) })
  }
  todas.sort((p, q) => q.fuerza - p.fuerza)
  const mejores: Recta[] = []
  for (const recta of todas) {
    if (mejores.every((otra) => Math.abs(otra.en - recta.en) > 3 || Math.abs(otra.sesgo - recta.sesgo) > 0.06)) mejores.push(recta)
    if (mejores.length === CANDIDATAS) break
  }
  return mejores
}

interface Lados {
  readonly izq: Recta
  readonly der: Recta
  readonly arr: Recta
  readonly aba: Recta
}

/** Return where a line close to vertical and one close to level meet. */
function cruce(v: Recta, h: Recta, ancho: number, alto: number): { x: number; y: number } {
  // x = v.en + (y - alto/2) v.sesgo ; y = h.en + (x - ancho/2) h.sesgo
  const y = (h.en + (v.en - (alto / 2) * v.sesgo - ancho / 2) * h.sesgo) / (1 - v.sesgo * h.sesgo)
  return { x: v.en + (y - alto / 2) * v.sesgo, y }
}

const ASPECTO: readonly [number, number] = [PROPORCION * 0.87, PROPORCION * 1.15]

function juntar({ izq, der, arr, aba }: Lados, g: { x: Gradiente; y: Gradiente }, ancho: number, alto: number): Orillas {
  const [no, ne] = [cruce(izq, arr, ancho, alto), cruce(der, arr, ancho, alto)]
  const [so, se] = [cruce(izq, aba, ancho, alto), cruce(der, aba, ancho, alto)]
  const largo = (Math.hypot(ne.x - no.x, ne.y - no.y) + Math.hypot(se.x - so.x, se.y - so.y)) / 2
  const corto = (Math.hypot(so.x - no.x, so.y - no.y) + Math.hypot(se.x - ne.x, se.y - ne.y)) / 2
  const aspecto = largo / Math.max(1, corto)
  if (aspecto < ASPECTO[0] || aspecto > ASPECTO[1]) return { nitidas: 0, ocupa: 0 }
  if ([no, ne, so, se].some(({ x, y }) => x < 1 || y < 1 || x > ancho - 2 || y > alto - 2)) return { nitidas: 0, ocupa: 0 }
  // The corners are round: the edge is straight between a tenth and nine tenths of it.
  const tramo = (a: number, b: number): [number, number] => [a + (b - a) * 0.08, b - (b - a) * 0.08]
  const nitidas = Math.min(
    firmeza(g.x, izq.en, izq.sesgo, ...tramo(no.y, so.y)), firmeza(g.x, der.en, der.sesgo, ...tramo(ne.y, se.y)),
    firmeza(g.y, arr.en, arr.sesgo, ...tramo(no.x, ne.x)), firmeza(g.y, aba.en, aba.sesgo, ...tramo(so.x, se.x)),
  )
  const sigue = Math.max(
    continua(g.x, izq, no.y, so.y), continua(g.x, der, ne.y, se.y), continua(g.y, arr, no.x, ne.x), continua(g.y, aba, so.x, se.x),
  )
  return { nitidas: Math.max(0, nitidas - 0.6 * Math.max(0, sigue - 0.5)), ocupa: largo / ancho }
}

/** Return how firm a line still is beyond its corners: the edge of a card ends there, and that of a larger thing goes on. */
function continua(g: Gradiente, { en, sesgo }: Recta, desde: number, hasta: number): number {
  const [fuera, dentro] = [0.16 * (hasta - desde), 0.03 * (hasta - desde)]
  const antes = desde - dentro < 7 ? 0 : firmeza(g, en, sesgo, desde - fuera, desde - dentro)
  const despues = g.largo - hasta - dentro < 7 ? 0 : firmeza(g, en, sesgo, hasta + dentro, hasta + fuera)
  return Math.max(antes, despues)
}

function paralelas(a: Recta, b: Recta): boolean {
  return Math.abs(a.sesgo - b.sesgo) < 0.13
}

/** Of two cards as clear, the larger: a frame printed on the card is no card. */
function peso({ nitidas, ocupa }: Orillas): number {
  return nitidas * (0.4 + ocupa)
}

/** Return the best four edges in `gris`, `ancho` × `alto`, measured at 320 pixels of width. */
export function medirOrillas(gris: Uint8Array, ancho: number, alto: number): Orillas {
  const g = pasos(gris, ancho, alto)
  const [izqs, ders, arrs, abas] = [rectas(g.x, -1), rectas(g.x, 1), rectas(g.y, -1), rectas(g.y, 1)]
  let mejor: Orillas = { nitidas: 0, ocupa: 0 }
  for (const izq of izqs) {
    for (const der of ders) {
      if (!paralelas(izq, der)) continue
      for (const arr of arrs) {
        for (const aba of abas) {
          if (!paralelas(arr, aba) || Math.abs(izq.sesgo + arr.sesgo) > 0.16) continue
          const orillas = juntar({ izq, der, arr, aba }, g, ancho, alto)
          if (peso(orillas) > peso(mejor)) mejor = orillas
        }
      }
    }
  }
  return mejor
}
