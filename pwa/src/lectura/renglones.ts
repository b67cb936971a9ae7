/**
 * Where the lines of text lie in a picture of the back. Characters are upright strokes: their
 * sideways gradient makes bands that are dark between the lines; a comb of as many teeth as lines is
 * laid over the profile of that gradient at every slope, height and spacing.
 */

import type { Plano, Renglon } from "./plano.ts"

/** Lines of a credential are this many characters apart (ICAO 9303: 4.23 mm and 2.54 mm). */
const ESPACIO = 1.61
const LIMITE = 60
const RUIDO = 5
const PENDIENTES = Array.from({ length: 29 }, (_, i) => Math.tan(((i - 14) * 1.25 * Math.PI) / 180))
/** Spacing of the lines as a share of the picture's width, from a far card to one that overflows. */
const [CERCA, LEJOS] = [0.021, 0.055]
const [CUERPO, HUECO] = [0.26, 0.5]

/** Lines that a comb found: height of their middle at the centre of the picture, and what they score. */
interface Peine {
  readonly pendiente: number
  readonly y: number
  readonly espacio: number
  readonly puntos: number
}

/** Return how much each pixel changes sideways, without noise and with a limit for the bars of codes. */
function cambios({ gris, ancho, alto }: Plano): Uint8Array {
  const salida = new Uint8Array(ancho * alto)
  for (let y = 0; y < alto; y++) {
    for (let i = y * ancho + 1; i < (y + 1) * ancho - 1; i++) {
      const cambio = Math.abs((gris[i + 1] as number) - (gris[i - 1] as number)) - RUIDO
      salida[i] = cambio < 0 ? 0 : cambio > LIMITE ? LIMITE : cambio
    }
  }
  return salida
}

interface Tramo {
  readonly de: number
  readonly a: number
}

/** Return the running sums of the profile of those columns along `pendiente`, in those rows alone; every second column is enough. */
function perfil(energia: Uint8Array, { ancho, alto }: Plano, pendiente: number, columnas: Tramo, filas: Tramo): Float64Array {
  const suma = new Float64Array(alto)
  const [arriba, abajo] = [Math.max(0, Math.floor(filas.de)), Math.min(alto, Math.ceil(filas.a))]
  for (let x = columnas.de; x < columnas.a; x += 2) {
    const baja = Math.round(pendiente * (x - ancho / 2))
    const [y0, y1] = [Math.max(arriba, -baja), Math.min(abajo, alto - baja)]
    for (let y = y0; y < y1; y++) suma[y] = (suma[y] as number) + (energia[(y + baja) * ancho + x] as number)
  }
  const corrida = new Float64Array(alto + 1)
  for (let y = 0; y < alto; y++) corrida[y + 1] = (corrida[y] as number) + (suma[y] as number)
  return corrida
}

function media(corrida: Float64Array, de: number, a: number): number {
  const [i, j] = [Math.max(0, Math.round(de)), Math.min(corrida.length - 1, Math.round(a))]
  return j > i ? ((corrida[j] as number) - (corrida[i] as number)) / (j - i) : 0
}

/** Return what a comb of `lineas` teeth about `y` scores: its weakest tooth over the gaps around. */
function puntuarPeine(corrida: Float64Array, y: number, espacio: number, lineas: number): number {
  let debil = Infinity
  let huecos = 0
  const primera = y - ((lineas - 1) / 2) * espacio
  for (let n = 0; n < lineas; n++) {
    const centro = primera + n * espacio
    debil = Math.min(debil, media(corrida, centro - CUERPO * espacio, centro + CUERPO * espacio))
  }
  for (let n = 0; n <= lineas; n++) {
    const centro = primera + (n - HUECO) * espacio
    huecos += media(corrida, centro - 0.1 * espacio, centro + 0.1 * espacio)
  }
  return debil - huecos / (lineas + 1)
}

function cercanos(a: Peine, b: Peine): boolean {
  return Math.abs(a.y - b.y) < 0.6 * a.espacio && Math.abs(a.pendiente - b.pendiente) < 0.09
}

/** Return the best combs of `lineas` teeth, best first, none close to a better one. */
function peines(plano: Plano, energia: Uint8Array, lineas: number, cuantos: number): Peine[] {
  const todos: Peine[] = []
  const { ancho, alto } = plano
  for (const pendiente of PENDIENTES) {
    const corrida = perfil(energia, plano, pendiente, { de: Math.round(ancho * 0.06), a: Math.round(ancho * 0.94) }, { de: 0, a: alto })
    for (let espacio = CERCA * ancho; espacio < LEJOS * ancho; espacio *= 1.1) {
      const borde = (lineas / 2) * espacio
      for (let y = borde; y < alto - borde / 2; y += 2) {
        const puntos = puntuarPeine(corrida, y, espacio, lineas)
        if (puntos > 0) todos.push({ pendiente, y, espacio, puntos })
      }
    }
  }
  todos.sort((a, b) => b.puntos - a.puntos)
  const elegidos: Peine[] = []
  for (const peine of todos) {
    if (elegidos.length === cuantos) break
    if (!elegidos.some((otro) => cercanos(otro, peine))) elegidos.push(peine)
  }
  return elegidos
}

/** A line alone: height at the centre of the picture and slope. */
interface Recta {
  readonly y: number
  readonly pendiente: number
}

/** Return the height and slope near those of the comb where this line alone stands out most. */
function afinar(plano: Plano, energia: Uint8Array, recta: Recta, espacio: number, columnas: Tramo): Recta {
  const filas = { de: recta.y - 1.1 * espacio, a: recta.y + 1.1 * espacio }
  let mejor = { ...recta, puntos: -Infinity }
  for (let d = -5; d <= 5; d++) {
    const pendiente = recta.pendiente + d * 0.006
    const corrida = perfil(energia, plano, pendiente, columnas, filas)
    for (let y = recta.y - 0.4 * espacio; y <= recta.y + 0.4 * espacio; y += 0.5) {
      const cuerpo = media(corrida, y - CUERPO * espacio, y + CUERPO * espacio)
      const huecos = media(corrida, y - 0.65 * espacio, y - 0.4 * espacio) + media(corrida, y + 0.4 * espacio, y + 0.65 * espacio)
      const puntos = cuerpo - 0.5 * huecos
      if (puntos > mejor.puntos) mejor = { y, pendiente, puntos }
    }
  }
  return mejor
}

/** Return from which column to which the line has text: where its gradient, smoothed, is at least a third of the strongest. */
function extremos({ ancho, alto }: Plano, energia: Uint8Array, { y, pendiente }: Recta, espacio: number): [number, number] {
  const columnas = new Float32Array(ancho)
  const medio = CUERPO * espacio
  for (let x = 0; x < ancho; x++) {
    const centro = y + pendiente * (x - ancho / 2)
    for (let j = Math.max(0, Math.round(centro - medio)); j < Math.min(alto, centro + medio); j++) columnas[x] = (columnas[x] as number) + (energia[j * ancho + x] as number)
  }
  const radio = Math.round(espacio)
  const suaves = new Float32Array(ancho)
  let suma = 0
  for (let x = -radio; x < ancho; x++) {
    if (x + radio < ancho) suma += columnas[x + radio] as number
    if (x - radio - 1 >= 0) suma -= columnas[x - radio - 1] as number
    if (x >= 0) suaves[x] = suma
  }
  const fuerte = Float32Array.from(suaves).sort()[Math.floor(ancho * 0.9)] as number
  return tramoMayor(suaves, fuerte / 3, 3 * espacio)
}

/** Return the longest run over `minimo`, gaps shorter than `hueco` bridged; the whole if there is none. */
function tramoMayor(valores: Float32Array, minimo: number, hueco: number): [number, number] {
  const tramos: [number, number][] = []
  valores.forEach((valor, x) => {
    if (valor <= minimo) return
    const ultimo = tramos.at(-1)
    if (ultimo && x - ultimo[1] <= hueco) ultimo[1] = x
    else tramos.push([x, x])
  })
  return tramos.reduce<[number, number]>((m, t) => (t[1] - t[0] > m[1] - m[0] ? t : m), tramos[0] ?? [0, valores.length])
}

/** A block of lines, in pixels of the picture that it was found in. */
export interface Bloque {
  readonly renglones: readonly Renglon[]
  readonly de: number
  readonly a: number
}

/** Return the lines of a comb, each with its own slope; what a character takes follows from their distance. */
function bloqueDe(plano: Plano, energia: Uint8Array, { pendiente, y, espacio }: Peine, lineas: number): Bloque {
  const [de, a] = extremos(plano, energia, { y, pendiente }, espacio)
  const rectas = Array.from({ length: lineas }, (_, n) => {
    const primera = { y: y + (n - (lineas - 1) / 2) * espacio, pendiente }
    return afinar(plano, energia, primera, espacio, { de: Math.max(0, de), a: Math.min(plano.ancho, a) })
  })
  const [arriba, abajo] = [rectas[0] as Recta, rectas[lineas - 1] as Recta]
  const centro = plano.ancho / 2
  const entre = lineas > 1 ? (abajo.y - arriba.y) / (lineas - 1) : espacio
  const abre = lineas > 1 ? (abajo.pendiente - arriba.pendiente) / (lineas - 1) : 0
  return {
    de,
    a,
    renglones: rectas.map((recta) => {
      const coseno = 1 / Math.hypot(1, recta.pendiente)
      const factor = coseno / ESPACIO
      return { y0: recta.y - recta.pendiente * centro, cae: recta.pendiente, paso: (entre - abre * centro) * factor, ensancha: abre * factor }
    }),
  }
}

/** Return the likeliest blocks of `lineas` lines in the picture, likeliest first. */
export function buscarBloques(plano: Plano, lineas: number, cuantos: number): Bloque[] {
  const energia = cambios(plano)
  return peines(plano, energia, lineas, cuantos).map((peine) => bloqueDe(plano, energia, peine, lineas))
}
