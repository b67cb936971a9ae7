/** Whether what is before the camera has colours of its own: a photocopy has only those of the light. */

const BLOQUE = 4
const OSCURO = 32

function mediana(valores: number[]): number {
  valores.sort((a, b) => a - b)
  return valores[valores.length >> 1]!
}

interface Sumas {
  r: number
  v: number
  a: number
}

function sumar(rgba: Uint8ClampedArray, ancho: number, x0: number, y0: number): Sumas {
  const suma = { r: 0, v: 0, a: 0 }
  for (let y = y0; y < y0 + BLOQUE; y++) {
    for (let j = 4 * (y * ancho + x0); j < 4 * (y * ancho + x0 + BLOQUE); j += 4) {
      suma.r += rgba[j]!
      suma.v += rgba[j + 1]!
      suma.a += rgba[j + 2]!
    }
  }
  return suma
}

function esparcido(tonos: number[]): number {
  const centro = mediana([...tonos])
  return tonos.reduce((suma, tono) => suma + Math.abs(tono - centro), 0) / Math.max(1, tonos.length)
}

/**
 * Return how much the hue strays from that of the light, × 1000, in the middle of the picture: red and
 * blue over green in blocks of 4 × 4, apart from the median of them all. Dark blocks are noise and do not count.
 */
export function esparcidoDeColor(rgba: Uint8ClampedArray, ancho: number, alto: number): number {
  const rojos: number[] = []
  const azules: number[] = []
  for (let y = Math.round(alto * 0.22); y + BLOQUE <= alto * 0.78; y += BLOQUE) {
    for (let x = Math.round(ancho * 0.18); x + BLOQUE <= ancho * 0.82; x += BLOQUE) {
      const { r, v, a } = sumar(rgba, ancho, x, y)
      if (v < OSCURO * BLOQUE * BLOQUE || v > 250 * BLOQUE * BLOQUE) continue
      rojos.push(r / v)
      azules.push(a / v)
    }
  }
  return 1000 * (esparcido(rojos) + esparcido(azules))
}
