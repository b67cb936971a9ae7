/** Where the credential goes in the frame, and which part of the frame is kept. Pure geometry. */

export interface Rectangulo {
  readonly x: number
  readonly y: number
  readonly ancho: number
  readonly alto: number
}

/** Width over height of the credential: ID-1, 85.60 × 53.98 mm. */
export const PROPORCION = 85.6 / 53.98

/** Longest side of the picture that is kept, in pixels. */
export const LADO_MAYOR = { credencial: 1600, huella: 1600, rostro: 960 } as const

const LLENADO = 0.9
const MARGEN = 1.35

function centrado(ancho: number, alto: number, enAncho: number, enAlto: number): Rectangulo {
  return { x: Math.round((enAncho - ancho) / 2), y: Math.round((enAlto - alto) / 2), ancho, alto }
}

/** Return the largest centred card, at nine tenths of a frame of `ancho` × `alto` pixels. */
export function marco(ancho: number, alto: number): Rectangulo {
  const largo = Math.round(LLENADO * Math.min(ancho, alto * PROPORCION))
  return centrado(largo, Math.round(largo / PROPORCION), ancho, alto)
}

/**
 * Return the part of the frame that is kept: its whole width and the height of the card with a
 * margin. A landscape frame is kept whole; an upright one loses the table above and below the card.
 */
export function recorte(ancho: number, alto: number): Rectangulo {
  return centrado(ancho, Math.min(alto, Math.round((ancho / PROPORCION) * MARGEN)), ancho, alto)
}

/** Return the size of a picture of `ancho` × `alto` once its longest side is at most `mayor`. */
export function reducir(ancho: number, alto: number, mayor: number): { ancho: number; alto: number } {
  const factor = Math.min(1, mayor / Math.max(ancho, alto))
  return { ancho: Math.max(1, Math.round(ancho * factor)), alto: Math.max(1, Math.round(alto * factor)) }
}
