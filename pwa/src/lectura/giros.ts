/** Turns of a grey picture by a few degrees: bar codes read only when they lie almost level. */

/** Degrees tried in order; the reader stops at the first that gives what was looked for. */
export const GIROS: readonly number[] = [0, 6, -6, 12, -12]

/**
 * Return `gris` (row after row, `ancho` × `alto`) turned about its centre, in the same size; what
 * comes from outside is white. Nearest neighbour: the reader binarises, and this is 30 times a frame.
 */
export function girar(gris: Uint8Array, ancho: number, alto: number, grados: number): Uint8Array {
  if (grados === 0) return gris
  const angulo = (grados * Math.PI) / 180
  const [seno, coseno] = [Math.sin(angulo), Math.cos(angulo)]
  const [cx, cy] = [(ancho - 1) / 2, (alto - 1) / 2]
  const salida = new Uint8Array(gris.length).fill(255)
  for (let y = 0, i = 0; y < alto; y++) {
    for (let x = 0; x < ancho; x++, i++) {
      const ox = Math.round(cx + (x - cx) * coseno + (y - cy) * seno)
      const oy = Math.round(cy - (x - cx) * seno + (y - cy) * coseno)
      if (ox >= 0 && ox < ancho && oy >= 0 && oy < alto) salida[i] = gris[oy * ancho + ox] ?? 255
    }
  }
  return salida
}
