/** The burnt patch of a glare: a white where no letter shows. */

const BLANCO = 250

/** Return the side of the largest square burnt to white, over the width of the picture, 0 to 1. */
export function medirReflejo(gris: Uint8Array, ancho: number, alto: number): number {
  let anterior = new Uint16Array(ancho)
  let fila = new Uint16Array(ancho)
  let mayor = 0
  for (let y = 0; y < alto; y++) {
    for (let x = 0; x < ancho; x++) {
      const quemado = (gris[y * ancho + x]!) >= BLANCO
      const lado = quemado ? 1 + (x === 0 ? 0 : Math.min(anterior[x]!, fila[x - 1]!, anterior[x - 1]!)) : 0
      fila[x] = lado
      if (lado > mayor) mayor = lado
    }
    ;[anterior, fila] = [fila, anterior]
  }
  return mayor / ancho
}
