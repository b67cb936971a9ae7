// The sheet: Enter keeps the row and goes to the next; nothing typed is lost by a refusal.

import { mandar, Renglon } from "./renglon.js"

const papel = document.getElementById("papel")
const form = document.getElementById("renglon")
const filas = [...document.querySelectorAll("#lista tr")]
let actual = 1

function fila(numero) {
  return filas[numero - 1]
}

function escrito({ dataset }) {
  return dataset.escrito ? { ...dataset } : {}
}

function anotar(numero, campos) {
  const { dataset } = fila(numero)
  dataset.escrito = "si"
  for (const [nombre, valor] of Object.entries(campos)) dataset[nombre] = valor
  fila(numero).querySelector("[data-ver=clave]").textContent = (campos.clave || campos.ocr || campos.cic || "—").toUpperCase()
  fila(numero).querySelector("[data-ver=inciso]").textContent = campos.inciso || "—"
}

function ir(numero) {
  if (numero < 1 || numero > filas.length) return document.getElementById("cerrar").focus()
  actual = numero
  document.getElementById("numero").textContent = String(numero)
  for (const otra of filas) otra.removeAttribute("aria-current")
  fila(numero).setAttribute("aria-current", "true")
  renglon.campos = escrito(fila(numero))
}

function siguientePorCapturar() {
  const libre = filas.find(({ dataset }) => !dataset.escrito)
  return libre ? Number(libre.dataset.numero) : filas.length + 1
}

async function guardar(evento) {
  evento.preventDefault()
  const [numero, campos] = [actual, { ...renglon.campos, clave: renglon.campos.clave.toUpperCase(), inciso: renglon.campos.inciso.toLowerCase() }]
  const { bien, cuerpo } = await mandar(`${papel.dataset.guardar}${numero}/`, campos)
  if (!bien) return renglon.faltar(cuerpo)
  anotar(numero, campos)
  if (numero === actual) ir(siguientePorCapturar())
}

async function terminar() {
  const capturados = filas.filter(({ dataset }) => dataset.escrito).length
  const { bien, cuerpo } = await mandar(papel.dataset.terminar, { renglones: String(capturados) })
  if (bien) location.reload()
  else renglon.faltar(cuerpo)
}

const ACTOS = {
  nombre: () => renglon.abrirBusqueda(),
  anterior: () => ir(actual - 1),
  siguiente: () => ir(actual + 1),
  terminar: () => void terminar(),
}
const TECLAS = { F2: "nombre", F7: "anterior", F8: "siguiente", F9: "terminar" }

const renglon = form && new Renglon(form, papel.dataset.buscar)
if (renglon) {
  form.addEventListener("submit", (evento) => void guardar(evento))
  form.addEventListener("click", ({ target }) => ACTOS[target.closest("[data-acto]")?.dataset.acto]?.())
  addEventListener("keydown", (evento) => {
    if (evento.key === "F10") {
      evento.preventDefault()
      document.getElementById("cerrar").click()
    }
    const acto = TECLAS[evento.key]
    if (!acto) return
    evento.preventDefault()
    ACTOS[acto]()
  })
  ir(Math.min(siguientePorCapturar(), filas.length))
}
