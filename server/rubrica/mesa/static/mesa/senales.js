// Where a señal is: a box over the image that it speaks of, while its sentence is open or pointed at.

/** The rectangle of a region inside a box that shows a whole image, in pixels of the box. Pure. */
export function recuadro(region, natural, caja) {
  const [x, y, ancho, alto] = region.split(" ").map(Number)
  const escala = Math.min(caja.ancho / natural.ancho, caja.alto / natural.alto)
  const [w, h] = [natural.ancho * escala, natural.alto * escala]
  return {
    x: caja.x + (caja.ancho - w) / 2 + x * w,
    y: caja.y + (caja.alto - h) / 2 + y * h,
    ancho: ancho * w,
    alto: alto * h,
  }
}

function quitar() {
  for (const marca of document.querySelectorAll(".senal-marca")) marca.remove()
}

function mostrar(resumen) {
  quitar()
  const { region, en } = resumen.dataset
  const vista = en && resumen.closest(".registro")?.querySelector(`.vista[data-vista][data-testigo="${en}"]`)
  const imagen = vista && vista.querySelector("img")
  if (!imagen || !imagen.naturalWidth) return
  const [fuera, dentro] = [vista.getBoundingClientRect(), imagen.getBoundingClientRect()]
  const caja = { x: dentro.left - fuera.left, y: dentro.top - fuera.top, ancho: dentro.width, alto: dentro.height }
  const { x, y, ancho, alto } = recuadro(region, { ancho: imagen.naturalWidth, alto: imagen.naturalHeight }, caja)
  const marca = document.createElement("div")
  marca.className = "senal-marca"
  marca.setAttribute("aria-hidden", "true")
  Object.assign(marca.style, { left: `${x}px`, top: `${y}px`, width: `${ancho}px`, height: `${alto}px` })
  vista.append(marca)
}

const deSenal = (nodo) => (nodo instanceof Element ? nodo.closest("summary[data-region]") : null)

for (const suceso of ["pointerover", "focusin"]) {
  document.addEventListener(suceso, ({ target }) => deSenal(target) && mostrar(deSenal(target)))
}
for (const suceso of ["pointerout", "focusout"]) {
  document.addEventListener(suceso, ({ target }) => deSenal(target) && quitar())
}
