/** The dots of a screen: a pattern that repeats itself all over the picture, which no card has. */

/** Side, in pixels of the camera itself, of the piece of the picture that is looked at. */
export const LADO_DE_TRAMA = 384
const T = 128
const RUIDO = 2_500 // power of a grain of one level: less than that is nothing seen
const MENOR = 0.11 // cycles per pixel under which letters and bars live

const cosenos = Float32Array.from({ length: T / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / T))
const senos = Float32Array.from({ length: T / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / T))
const ventana = Float32Array.from({ length: T }, (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (k + 0.5)) / T))

/** In-place radix-2 transform of T values that start at `desde` and are `paso` apart. */
function transformar(re: Float32Array, im: Float32Array, desde: number, paso: number): void {
  for (let i = 1, j = 0; i < T; i++) {
    let bit = T >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      const [p, q] = [desde + i * paso, desde + j * paso]
      const [a, b] = [re[p]!, im[p]!]
      re[p] = re[q]!
      im[p] = im[q]!
      re[q] = a
      im[q] = b
    }
  }
  for (let largo = 2; largo <= T; largo <<= 1) mariposas(re, im, desde, paso, largo)
}

function mariposas(re: Float32Array, im: Float32Array, desde: number, paso: number, largo: number): void {
  const medio = largo >> 1
  const salto = T / largo
  for (let i = 0; i < T; i += largo) {
    for (let k = 0; k < medio; k++) {
      const [p, q] = [desde + (i + k) * paso, desde + (i + k + medio) * paso]
      const [c, s] = [cosenos[k * salto]!, senos[k * salto]!]
      const [x, y] = [re[q]!, im[q]!]
      const [ur, ui] = [c * x - s * y, c * y + s * x]
      const [ar, ai] = [re[p]!, im[p]!]
      re[p] = ar + ur
      im[p] = ai + ui
      re[q] = ar - ur
      im[q] = ai - ui
    }
  }
}

/** Return the power of each frequency of one tile, seen through a smooth window. */
function potencia(gris: Uint8Array, lado: number, x0: number, y0: number): Float32Array {
  const re = new Float32Array(T * T)
  const im = new Float32Array(T * T)
  let media = 0
  for (let y = 0; y < T; y++) for (let x = 0; x < T; x++) media += gris[(y0 + y) * lado + x0 + x]!
  media /= T * T
  for (let y = 0; y < T; y++) {
    for (let x = 0; x < T; x++) re[y * T + x] = ((gris[(y0 + y) * lado + x0 + x]!) - media) * (ventana[x]!) * (ventana[y]!)
  }
  for (let y = 0; y < T; y++) transformar(re, im, y * T, 1)
  for (let x = 0; x < T; x++) transformar(re, im, x, T)
  for (let i = 0; i < T * T; i++) re[i] = (re[i]!) ** 2 + (im[i]!) ** 2
  return re
}

const ANILLOS = 64

/** Return to which ring each frequency belongs; -1 for those too low to be a pattern of dots. */
const anillo = Int8Array.from({ length: T * T }, (_, i) => {
  const [x, y] = [i % T, Math.floor(i / T)]
  const r = Math.hypot(x < T / 2 ? x : x - T, y < T / 2 ? y : y - T)
  return r < MENOR * T || r >= ANILLOS ? -1 : Math.floor(r)
})

const porAnillo: readonly (readonly number[])[] = Array.from({ length: ANILLOS }, (_, r) => [...anillo.keys()].filter((i) => anillo[i] === r))

/** Return how much each frequency stands out of its ring, the best of it and its eight neighbours. */
function relieve(poder: Float32Array): Float32Array {
  const saliente = new Float32Array(T * T)
  for (const ring of porAnillo) {
    const orden = ring.map((i) => poder[i]!).sort((a, b) => a - b)
    const medio = (orden[orden.length >> 1]!) + RUIDO
    for (const i of ring) saliente[i] = (poder[i]!) / medio
  }
  const ancho = new Float32Array(T * T)
  for (let y = 0; y < T; y++) {
    for (let x = 0; x < T; x++) {
      let mayor = 0
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) mayor = Math.max(mayor, saliente[((y + dy + T) % T) * T + ((x + dx + T) % T)]!)
      }
      ancho[y * T + x] = mayor
    }
  }
  return ancho
}

/**
 * Return how much the strongest repeated pattern stands out, as a logarithm of base 10: of each frequency,
 * the median of nine tiles, so that a bar code in one corner is not a screen. gris: LADO_DE_TRAMA squared,
 * pixels of the camera, neither enlarged nor reduced.
 */
export function medirTrama(gris: Uint8Array): number {
  const tiles: Float32Array[] = []
  for (let y = 0; y < LADO_DE_TRAMA; y += T) for (let x = 0; x < LADO_DE_TRAMA; x += T) tiles.push(relieve(potencia(gris, LADO_DE_TRAMA, x, y)))
  let mayor = 1
  for (let i = 0; i < (T * T) / 2 + T; i++) {
    if ((anillo[i] ?? -1) < 0) continue
    const orden = tiles.map((tile) => tile[i]!).sort((a, b) => a - b)
    mayor = Math.max(mayor, orden[4]!)
  }
  return Math.log10(mayor)
}
