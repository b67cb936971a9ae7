/**
 * The face finder: a cascade of local binary patterns, evaluated as OpenCV does, over a pyramid of the
 * picture. The cascade is lbpcascade_frontalface_improved (notice in cascada.LICENCIA).
 */
import datos from "./cascada.json" with { type: "json" }

export interface Cara {
  readonly x: number
  readonly y: number
  readonly lado: number
  /** How many windows agreed on it. */
  readonly votos: number
}

type Etapa = readonly [umbral: number, ...debiles: number[][]]
const VENTANA = datos.ventana
const RASGOS = datos.rasgos as readonly number[][]
const ETAPAS = datos.etapas as unknown as readonly Etapa[]
const DEBILES = ETAPAS.flatMap(([, ...debiles]) => debiles)
// Flat, so that the inner loop touches typed arrays alone: of each weak classifier its feature, eight
// words of 32 patterns, and its two votes; of each stage its threshold and where its classifiers end.
const RASGO = Int32Array.from(DEBILES, (d) => d[0]!)
const PATRONES = Int32Array.from(DEBILES.flatMap((d) => d.slice(1, 9)))
const VOTOS = Float32Array.from(DEBILES.flatMap((d) => d.slice(9, 11)))
const UMBRALES = Float32Array.from(ETAPAS, ([umbral]) => umbral)
const FINALES = Int32Array.from(ETAPAS, (_, e) => ETAPAS.slice(0, e + 1).reduce((n, etapa) => n + etapa.length - 1, 0))

const FACTOR = 1.18
const PASO = 2
const MIN_VOTOS = 3

interface Capa {
  readonly suma: Int32Array
  readonly ancho: number
  readonly alto: number
}

/** Return the picture reduced by `factor` and added up: each cell holds all that is above and left of it. */
function capaDe(gris: Uint8Array, ancho: number, alto: number, factor: number): Capa {
  const [w, h] = [Math.floor(ancho / factor), Math.floor(alto / factor)]
  const suma = new Int32Array((w + 1) * (h + 1))
  for (let y = 0; y < h; y++) {
    let fila = 0
    const fy = Math.min(alto - 1.001, (y + 0.5) * factor - 0.5)
    const y0 = Math.max(0, Math.floor(fy))
    const dy = Math.max(0, fy - y0)
    for (let x = 0; x < w; x++) {
      const fx = Math.min(ancho - 1.001, (x + 0.5) * factor - 0.5)
      const x0 = Math.max(0, Math.floor(fx))
      const dx = Math.max(0, fx - x0)
      const i = y0 * ancho + x0
      const arriba = (gris[i]!) * (1 - dx) + (gris[i + 1]!) * dx
      const abajo = (gris[i + ancho]!) * (1 - dx) + (gris[i + ancho + 1]!) * dx
      fila += Math.round(arriba * (1 - dy) + abajo * dy)
      suma[(y + 1) * (w + 1) + x + 1] = (suma[y * (w + 1) + x + 1]!) + fila
    }
  }
  return { suma, ancho: w, alto: h }
}

/** Sixteen places of the sums for each feature: the corners of its nine cells. */
function lugaresDe(ancho: number): Int32Array {
  const lugares = new Int32Array(RASGOS.length * 16)
  RASGOS.forEach(([x = 0, y = 0, w = 0, h = 0], k) => {
    for (let f = 0; f < 4; f++) for (let c = 0; c < 4; c++) lugares[k * 16 + f * 4 + c] = (y + f * h) * (ancho + 1) + x + c * w
  })
  return lugares
}

/** Return the pattern of nine cells, of which the eight around are compared with the middle one. */
function patron(suma: Int32Array, lugares: Int32Array, k: number, base: number): number {
  const n = k * 16
  const a0 = suma[base + lugares[n]!]!
  const a1 = suma[base + lugares[n + 1]!]!
  const a2 = suma[base + lugares[n + 2]!]!
  const a3 = suma[base + lugares[n + 3]!]!
  const b0 = suma[base + lugares[n + 4]!]!
  const b1 = suma[base + lugares[n + 5]!]!
  const b2 = suma[base + lugares[n + 6]!]!
  const b3 = suma[base + lugares[n + 7]!]!
  const c0 = suma[base + lugares[n + 8]!]!
  const c1 = suma[base + lugares[n + 9]!]!
  const c2 = suma[base + lugares[n + 10]!]!
  const c3 = suma[base + lugares[n + 11]!]!
  const d0 = suma[base + lugares[n + 12]!]!
  const d1 = suma[base + lugares[n + 13]!]!
  const d2 = suma[base + lugares[n + 14]!]!
  const d3 = suma[base + lugares[n + 15]!]!
  const centro = b1 - b2 - c1 + c2
  return (
    (a0 - a1 - b0 + b1 >= centro ? 128 : 0) | (a1 - a2 - b1 + b2 >= centro ? 64 : 0) | (a2 - a3 - b2 + b3 >= centro ? 32 : 0) |
    (b2 - b3 - c2 + c3 >= centro ? 16 : 0) | (c2 - c3 - d2 + d3 >= centro ? 8 : 0) | (c1 - c2 - d1 + d2 >= centro ? 4 : 0) |
    (c0 - c1 - d0 + d1 >= centro ? 2 : 0) | (b0 - b1 - c0 + c1 >= centro ? 1 : 0)
  )
}

/** Whether the window whose corner is `base` passes every stage. */
function pasa(suma: Int32Array, lugares: Int32Array, base: number): boolean {
  for (let etapa = 0, d = 0; etapa < UMBRALES.length; etapa++) {
    let total = 0
    for (const fin = FINALES[etapa]!; d < fin; d++) {
      const codigo = patron(suma, lugares, RASGO[d]!, base)
      const fuera = ((PATRONES[d * 8 + (codigo >> 5)]! >>> (codigo & 31)) & 1) ^ 1
      total += VOTOS[d * 2 + fuera]!
    }
    if (total < UMBRALES[etapa]!) return false
  }
  return true
}

function ventanas({ suma, ancho, alto }: Capa, factor: number): Cara[] {
  const lugares = lugaresDe(ancho)
  const halladas: Cara[] = []
  for (let y = 0; y + VENTANA <= alto; y += PASO) {
    for (let x = 0; x + VENTANA <= ancho; x += PASO) {
      if (pasa(suma, lugares, y * (ancho + 1) + x)) halladas.push({ x: x * factor, y: y * factor, lado: VENTANA * factor, votos: 1 })
    }
  }
  return halladas
}

function parecidas(a: Cara, b: Cara): boolean {
  const lejos = 0.2 * Math.min(a.lado, b.lado)
  return Math.abs(a.x - b.x) <= lejos && Math.abs(a.y - b.y) <= lejos && Math.abs(a.x + a.lado - b.x - b.lado) <= lejos && Math.abs(a.y + a.lado - b.y - b.lado) <= lejos
}

function promedio(grupo: readonly Cara[]): Cara {
  const n = grupo.length
  const de = (medida: (c: Cara) => number): number => grupo.reduce((suma, cara) => suma + medida(cara), 0) / n
  return { x: de((c) => c.x), y: de((c) => c.y), lado: de((c) => c.lado), votos: n }
}

/** Return one face for each group of windows alike; a group inside a better one is the same face. */
function agrupar(halladas: readonly Cara[]): Cara[] {
  const grupos: Cara[][] = []
  for (const cara of halladas) {
    const suyos = grupos.filter((grupo) => grupo.some((otra) => parecidas(cara, otra)))
    const unido = [cara, ...suyos.flat()]
    for (const grupo of suyos) grupos.splice(grupos.indexOf(grupo), 1)
    grupos.push(unido)
  }
  const caras = grupos.filter((grupo) => grupo.length >= MIN_VOTOS).map(promedio).sort((a, b) => b.votos - a.votos)
  const centro = (c: Cara): [number, number] => [c.x + c.lado / 2, c.y + c.lado / 2]
  return caras.filter((cara, i) => {
    const [x, y] = centro(cara)
    return !caras.slice(0, i).some((otra) => {
      const [ox, oy] = centro(otra)
      return Math.max(Math.abs(x - ox), Math.abs(y - oy)) < 0.5 * Math.max(otra.lado, cara.lado)
    })
  })
}

/**
 * Return the frontal faces in `gris`, the surest first: those as large as 45 · `desde` pixels, up to
 * 45 · `hasta` or the whole picture.
 */
export function buscarCaras(gris: Uint8Array, ancho: number, alto: number, desde = 1, hasta = Infinity): Cara[] {
  const halladas: Cara[] = []
  for (let factor = desde; factor < hasta && Math.min(ancho, alto) / factor >= VENTANA; factor *= FACTOR) halladas.push(...ventanas(capaDe(gris, ancho, alto, factor), factor))
  return agrupar(halladas)
}
