/**
 * The network that tells OCR-B characters apart; twin of server/rubrica/ocrb/red.py, which says what
 * it is made of and how its file is laid out. A strip is kept column after column, ALTO each: every
 * window of every layer is then one run of memory.
 */

/** The last class: no character is centred here. */
export const CLASES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ< "
/** Height of a strip, width of a window, and what a character takes, in pixels. */
export const [ALTO, VENTANA, PASO] = [24, 20, 16] as const
/** Pixels between one window and the next. */
export const SALTO = 4

const MARCA = [79, 67, 82, 66, 0]
const [RADIO, SUELO] = [24, 10]
const [CANALES_1, CANALES_2, OCULTAS] = [10, 24, 48]
const [FILAS_1, FILAS_2, COLUMNAS_2] = [11, 5, 4]
const COLUMNA_2 = FILAS_2 * CANALES_2
const ENTRADA = COLUMNAS_2 * COLUMNA_2

interface Capa {
  readonly pesos: Float32Array
  readonly sesgos: Float32Array
}

export type Red = readonly [Capa, Capa, Capa, Capa]

/** Order of the inputs of each layer in memory: where in the file the i-th weight is. */
const ORDENES: readonly (readonly [number, number, (i: number) => number])[] = [
  [CANALES_1, 16, (i) => (i % 4) * 4 + Math.floor(i / 4)],
  [CANALES_2, 9 * CANALES_1, (i) => (i % CANALES_1) * 9 + (Math.floor(i / CANALES_1) % 3) * 3 + Math.floor(i / (3 * CANALES_1))],
  [OCULTAS, ENTRADA, (i) => (i % CANALES_2) * 20 + (Math.floor(i / CANALES_2) % FILAS_2) * COLUMNAS_2 + Math.floor(i / COLUMNA_2)],
  [CLASES.length, OCULTAS, (i) => i],
]

/** Return the network in the bytes of its file; throw RangeError if they are not one. */
export function leerRed(datos: ArrayBuffer): Red {
  const vista = new DataView(datos)
  if (!MARCA.every((byte, i) => vista.getUint8(i) === byte)) throw new RangeError("not a file of weights")
  let desde = MARCA.length
  const capas = ORDENES.map(([salidas, entradas, donde]) => {
    if (vista.getUint16(desde, true) !== salidas || vista.getUint16(desde + 2, true) !== entradas) throw new RangeError("not this network")
    const escalas = desde + 4
    const sesgos = Float32Array.from({ length: salidas }, (_, o) => vista.getFloat32(escalas + 4 * (salidas + o), true))
    const enteros = escalas + 8 * salidas
    desde = enteros + salidas * entradas
    const pesos = Float32Array.from({ length: salidas * entradas }, (_, i) => {
      const o = Math.floor(i / entradas)
      return vista.getInt8(enteros + o * entradas + donde(i % entradas)) * vista.getFloat32(escalas + 4 * o, true)
    })
    return { pesos, sesgos }
  })
  if (desde !== datos.byteLength) throw new RangeError("not a file of weights")
  return capas as unknown as Red
}

/** Even out the light of a strip, in place: each column less the mean around it, over the deviation. */
export function emparejar(franja: Float32Array): Float32Array {
  const ancho = franja.length / ALTO
  const sumas = new Float64Array(ancho + 1)
  const cuadrados = new Float64Array(ancho + 1)
  for (let x = 0, i = 0; x < ancho; x++) {
    let [suma, cuadrado] = [0, 0]
    for (let y = 0; y < ALTO; y++, i++) {
      const v = franja[i] as number
      suma += v
      cuadrado += v * v
    }
    sumas[x + 1] = (sumas[x] as number) + suma
    cuadrados[x + 1] = (cuadrados[x] as number) + cuadrado
  }
  for (let x = 0, i = 0; x < ancho; x++) {
    const [de, a] = [Math.max(x - RADIO, 0), Math.min(x + RADIO + 1, ancho)]
    const cuantos = (a - de) * ALTO
    const media = ((sumas[a] as number) - (sumas[de] as number)) / cuantos
    const varianza = ((cuadrados[a] as number) - (cuadrados[de] as number)) / cuantos - media * media
    const entre = 2.5 * (Math.sqrt(Math.max(varianza, 0)) + SUELO)
    for (let y = 0; y < ALTO; y++, i++) franja[i] = Math.max(-1, Math.min(1, ((franja[i] as number) - media) / entre))
  }
  return franja
}

/** One dense look: each output is the bias and the products of a run of inputs, cut at 0 if `relu`. */
function densa({ pesos, sesgos }: Capa, entrada: Float32Array, desde: number, entradas: number, salida: Float32Array, relu: boolean): void {
  for (let o = 0, w = 0; o < sesgos.length; o++) {
    let suma = sesgos[o] as number
    for (let i = desde; i < desde + entradas; i++, w++) suma += (pesos[w] as number) * (entrada[i] as number)
    salida[o] = relu && suma < 0 ? 0 : suma
  }
}

/** A convolution of stride 2 over columns of `filas` × `canales`; each kernel is `lado` columns of runs. */
function convolucion({ pesos, sesgos }: Capa, entrada: Float32Array, filas: number, canales: number, lado: number): Float32Array {
  const columna = filas * canales
  const [ancho, alto] = [Math.floor((entrada.length / columna - lado) / 2) + 1, Math.floor((filas - lado) / 2) + 1]
  const salida = new Float32Array(ancho * alto * sesgos.length)
  const tramo = lado * canales
  for (let x = 0, s = 0; x < ancho; x++) {
    for (let y = 0; y < alto; y++) {
      const origen = 2 * x * columna + 2 * y * canales
      for (let o = 0, w = 0; o < sesgos.length; o++, s++) {
        let suma = sesgos[o] as number
        for (let c = 0; c < lado; c++) {
          for (let i = origen + c * columna, fin = i + tramo; i < fin; i++, w++) suma += (pesos[w] as number) * (entrada[i] as number)
        }
        salida[s] = suma < 0 ? 0 : suma
      }
    }
  }
  return salida
}

function aLogaritmos(salida: Float32Array, desde: number): void {
  let mayor = -Infinity
  for (let i = desde; i < desde + CLASES.length; i++) mayor = Math.max(mayor, salida[i] as number)
  let suma = 0
  for (let i = desde; i < desde + CLASES.length; i++) suma += Math.exp((salida[i] as number) - mayor)
  const resta = mayor + Math.log(suma)
  for (let i = desde; i < desde + CLASES.length; i++) salida[i] = (salida[i] as number) - resta
}

/**
 * Return the logarithms of the probabilities of CLASES for the windows of an evened-out strip, one
 * after another: window n begins at column n × cada × SALTO.
 */
export function puntuar(red: Red, franja: Float32Array, cada = 1): Float32Array {
  const mapas = convolucion(red[1], convolucion(red[0], franja, ALTO, 1, 4), FILAS_1, CANALES_1, 3)
  const cuantas = Math.floor((mapas.length / COLUMNA_2 - COLUMNAS_2) / cada) + 1
  const salida = new Float32Array(Math.max(0, cuantas) * CLASES.length)
  const ocultas = new Float32Array(OCULTAS)
  for (let n = 0; n < cuantas; n++) {
    densa(red[2], mapas, n * cada * COLUMNA_2, ENTRADA, ocultas, true)
    densa(red[3], ocultas, 0, OCULTAS, salida.subarray(n * CLASES.length, (n + 1) * CLASES.length), false)
    aLogaritmos(salida, n * CLASES.length)
  }
  return salida
}

