/** How sharp a piece of a picture is, whichever way the hand moved. */

const CERCA = 2
const LEJOS = 8
const RUMBOS: readonly (readonly [number, number])[] = [[1, 0], [0, 1], [1, 1], [1, -1]]

/** Return the mean squared step between pixels `paso` apart in that direction. */
function escalon(gris: Uint8Array, ancho: number, alto: number, rumbo: readonly [number, number], paso: number): number {
  const [dx, dy] = [rumbo[0] * paso, rumbo[1] * paso]
  let suma = 0
  let n = 0
  for (let y = LEJOS; y < alto - LEJOS; y += 2) {
    for (let i = y * ancho + LEJOS; i < (y + 1) * ancho - LEJOS; i++, n++) {
      const d = (gris[i + dy * ancho + dx]!) - (gris[i]!)
      suma += d * d
    }
  }
  return n === 0 ? 0 : suma / n
}

/**
 * Return how much of the step between pixels 8 apart is already there at 2, in the worst of four directions,
 * 0 to 1: an edge out of focus, or shaken along that direction, climbs slowly. A flat piece gives 1: of
 * nothing to see, nothing is said.
 */
export function medirEnfoque(gris: Uint8Array, ancho: number, alto: number): number {
  const razones = RUMBOS.map((rumbo) => {
    const lejos = escalon(gris, ancho, alto, rumbo, LEJOS)
    return lejos < 40 ? 1 : Math.min(1, escalon(gris, ancho, alto, rumbo, CERCA) / lejos)
  })
  return Math.min(...razones)
}
