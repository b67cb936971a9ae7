// Zoom, turn and contrast of all the pictures together: what is done to one is done to each.

const ACERCAMIENTOS = [1, 1.5, 2.25, 3.5]
const PASO = 0.12
const INICIAL = { nivel: 0, giro: 0, contraste: false, x: 0, y: 0 }

/** The lens after a movement. Pure. */
export function mover(lente, acto) {
  switch (acto) {
    case "acercar":
      return { ...lente, nivel: Math.min(lente.nivel + 1, ACERCAMIENTOS.length - 1) }
    case "alejar":
      return lente.nivel <= 1 ? { ...lente, nivel: 0, x: 0, y: 0 } : { ...lente, nivel: lente.nivel - 1 }
    case "igual":
      return INICIAL
    case "girar":
      return { ...lente, giro: (lente.giro + 90) % 360 }
    case "contraste":
      return { ...lente, contraste: !lente.contraste }
    default:
      return lente
  }
}

/** The lens moved by steps to the sides; without zoom there is nowhere to go. */
export function desplazar(lente, dx, dy) {
  if (lente.nivel === 0) return lente
  const tope = 0.5
  const acotar = (valor) => Math.max(-tope, Math.min(tope, valor))
  return { ...lente, x: acotar(lente.x + dx * PASO), y: acotar(lente.y + dy * PASO) }
}

export class Lente {
  constructor(sitio) {
    this.sitio = sitio
    this.estado = INICIAL
  }

  hacer(acto) {
    this.estado = mover(this.estado, acto)
    this.pintar()
  }

  mirar(dx, dy) {
    this.estado = desplazar(this.estado, dx, dy)
    this.pintar()
  }

  /** Every record starts as it came. */
  reiniciar() {
    this.estado = INICIAL
    this.pintar()
  }

  pintar() {
    const { nivel, giro, contraste, x, y } = this.estado
    for (const imagen of this.sitio.querySelectorAll("[data-vista] img")) {
      imagen.style.transform = `translate(${x * 100}%, ${y * 100}%) scale(${ACERCAMIENTOS[nivel]}) rotate(${giro}deg)`
    }
    this.sitio.classList.toggle("con-contraste", contraste)
    this.sitio.querySelector("[data-acto=contraste]")?.setAttribute("aria-pressed", String(contraste))
  }
}
