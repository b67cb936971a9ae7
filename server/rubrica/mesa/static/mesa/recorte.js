// The part of a card where something is printed, cut from its photograph.

const CREDENCIAL = 85.6 / 54 // width over height, ISO/IEC 7810 ID-1
const PARECIDO = 0.12 // a picture this near to that shape is the card alone
const MARCO = 0.84 // share of the picture's width that the camera's frame gives the card
const HOLGURA = 0.25 // of the part, on each side: nobody holds a phone exactly

/** Where the card lies in a picture of that size: {x, y, ancho, alto} in pixels. Pure. */
export function tarjeta(ancho, alto) {
  if (Math.abs(ancho / alto - CREDENCIAL) < PARECIDO) return { x: 0, y: 0, ancho, alto }
  const suAncho = Math.min(ancho * MARCO, alto * CREDENCIAL)
  const suAlto = suAncho / CREDENCIAL
  return { x: (ancho - suAncho) / 2, y: (alto - suAlto) / 2, ancho: suAncho, alto: suAlto }
}

/** The rectangle to cut, inside the picture. `medidas`: "x y ancho alto" as shares of the card. */
export function parte(ancho, alto, medidas) {
  const [x, y, a, h] = medidas.split(" ").map(Number)
  const carta = tarjeta(ancho, alto)
  const izquierda = Math.max(0, carta.x + (x - a * HOLGURA) * carta.ancho)
  const arriba = Math.max(0, carta.y + (y - h * HOLGURA) * carta.alto)
  const derecha = Math.min(ancho, carta.x + (x + a * (1 + HOLGURA)) * carta.ancho)
  const abajo = Math.min(alto, carta.y + (y + h * (1 + HOLGURA)) * carta.alto)
  return { x: izquierda, y: arriba, ancho: derecha - izquierda, alto: abajo - arriba }
}

/** A canvas with that part of a decoded image, named as the image is. */
export function recortar(imagen, medidas) {
  const corte = parte(imagen.naturalWidth, imagen.naturalHeight, medidas)
  const lienzo = document.createElement("canvas")
  lienzo.width = Math.round(corte.ancho)
  lienzo.height = Math.round(corte.alto)
  lienzo.setAttribute("role", "img")
  lienzo.setAttribute("aria-label", imagen.alt)
  const { x, y, ancho, alto } = corte
  lienzo.getContext("2d").drawImage(imagen, x, y, ancho, alto, 0, 0, lienzo.width, lienzo.height)
  return lienzo
}
