// The second capture of a row: Enter keeps it and brings the next.

import { mandar, Renglon } from "./renglon.js"

const form = document.getElementById("renglon")

async function guardar(evento) {
  evento.preventDefault()
  const campos = { ...renglon.campos, clave: renglon.campos.clave.toUpperCase(), inciso: renglon.campos.inciso.toLowerCase() }
  const { bien, cuerpo } = await mandar(form.dataset.cotejar, campos)
  if (bien) location.reload()
  else renglon.faltar(cuerpo)
}

const renglon = form && new Renglon(form, form.dataset.buscar)
if (renglon) {
  form.addEventListener("submit", (evento) => void guardar(evento))
  form.querySelector("[data-acto=nombre]").addEventListener("click", () => renglon.abrirBusqueda())
  addEventListener("keydown", (evento) => {
    if (evento.key !== "F2") return
    evento.preventDefault()
    renglon.abrirBusqueda()
  })
  renglon.enfocar()
}
