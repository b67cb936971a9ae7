// The Mesa console: one record on screen, the next ones ready, dictámenes on their way.

import { Dictamenes } from "./dictamenes.js"
import { Inconsistencias } from "./inconsistencias.js"
import { Lente } from "./lente.js"
import { Preparados, ponerImagenes, soltarImagenes } from "./preparados.js"

const LETRAS_DE_INCISO = /^[a-n]$/i
const FLECHAS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }
const MAX_PENDIENTES = 3 // past these the console waits for the network: it can prepare no more

const sitio = document.getElementById("sitio")
const recado = document.getElementById("recado")
const ayuda = document.getElementById("ayuda")
const lente = new Lente(sitio)
const preparados = new Preparados(sitio.dataset.tomar, (id) => `${sitio.dataset.inicio}${id}/`)
const dictamenes = new Dictamenes({
  acusado: (avance, dictamen) => {
    decir(negativa, "falta")
    pintarRitmo(avance)
    soltarImagenes(dictamen.articulo)
  },
  rechazado: (dictamen, motivo) => {
    negativa = `Registro ${dictamen.folio}: ${motivo.title} ${motivo.que_hacer}`
    decir(negativa, "falta")
    soltarImagenes(dictamen.articulo)
  },
  detenido: (tipo, cuantos) => decir(textoDeDetencion(tipo, cuantos), "cuidado"),
  libre: () => permitirDeshacer(false),
})
const inconsistencias = new Inconsistencias(document.getElementById("inconsistencias"), dictaminar)
let ocupada = false
let terminada = false
let negativa = "" // what the server refused; stays in sight until the person decides something else

function registro() {
  return document.getElementById("registro")
}

function decir(texto, tono = "dato") {
  recado.textContent = texto
  recado.dataset.tono = tono
  recado.hidden = texto === ""
}

function textoDeDetencion(tipo, cuantos) {
  const que = cuantos === 1 ? "1 dictamen sin guardar" : `${cuantos} dictámenes sin guardar`
  return tipo === "sesion"
    ? `Su sesión terminó. Entre de nuevo en otra pestaña y deje ésta abierta: ${que}; se envía en cuanto entre.`
    : `No hay conexión con el servidor. Deje abierta esta página: ${que}; se reintenta cada 3 segundos.`
}

function pintarRitmo(avance) {
  for (const lugar of document.querySelectorAll("[data-ritmo]")) {
    const valor = avance[lugar.dataset.ritmo]
    lugar.textContent = valor === null ? "—" : valor.toLocaleString("en-US")
  }
}

function permitirDeshacer(puede) {
  const boton = sitio.querySelector("[data-acto=deshacer]")
  if (boton) boton.disabled = !puede
}

/** Show an article in the place of the one on screen; the buttons that need this script appear. */
function mostrar(articulo) {
  registro().replaceWith(articulo)
  alistar(articulo)
  history.replaceState(null, "", articulo.dataset.url)
  articulo.querySelector("h1").focus({ preventScroll: true })
  document.title = `${articulo.dataset.folio} · Rúbrica`
}

function alistar(articulo) {
  for (const nodo of articulo.querySelectorAll("[data-acto], [data-con-guion]")) nodo.hidden = false
  articulo.querySelector("[data-sin-guion]")?.remove()
  lente.reiniciar()
}

/** Send what was found in the record on screen and show the next one. */
async function dictaminar(campos) {
  if (ocupada) return
  if (terminada) {
    volverALaMesa()
    return
  }
  ocupada = true
  const articulo = registro()
  await lugar()
  if (registro() !== articulo) {
    ocupada = false // meanwhile the one before was undone and is on screen again
    return
  }
  negativa = ""
  preparados.vistos.add(articulo.dataset.id)
  dictamenes.poner({ url: articulo.dataset.dictamen, folio: articulo.dataset.folio, campos, articulo })
  await avanzar()
  ocupada = false
}

/** Resolves when one more dictamen may wait here: at once, unless the network is behind. */
async function lugar() {
  while (dictamenes.pendientes >= MAX_PENDIENTES) await new Promise((listo) => setTimeout(listo, 100))
}

async function avanzar() {
  sitio.setAttribute("aria-busy", "true")
  const listo = await preparados.siguiente()
  sitio.removeAttribute("aria-busy")
  if (listo.tipo === "bien") {
    mostrar(listo.articulo)
    permitirDeshacer(true)
    if (preparados.orden.length < 2) void preparados.surtir()
  } else if (listo.tipo === "ninguno") {
    terminar()
  } else {
    decir(textoDeDetencion(listo.tipo, dictamenes.pendientes), "cuidado")
    setTimeout(avanzar, 3000)
  }
}

/** Nothing is left to review: the last dictamen goes and the Mesa says so. */
function terminar() {
  dictamenes.confirmar()
  decir("No queda ninguno por revisar. Guardando el último dictamen…")
  const vigia = setInterval(() => {
    if (dictamenes.pendientes > 0) return
    clearInterval(vigia)
    terminada = true
    if (negativa) decir(`${negativa} No queda ninguno por revisar: Intro vuelve a la Mesa.`, "falta")
    else volverALaMesa()
  }, 200)
}

function volverALaMesa() {
  location.assign(sitio.dataset.inicio)
}

function deshacer() {
  const dictamen = dictamenes.deshacer()
  if (!dictamen) {
    decir("El dictamen anterior ya se guardó: sólo la garantía de audiencia puede reconsiderarlo (ET 11.4).")
    return
  }
  preparados.devolver(registro())
  mostrar(dictamen.articulo)
  permitirDeshacer(false)
  decir("Se deshizo el dictamen: este registro sigue por revisar.")
}

const ACTOS = {
  validar: () => dictaminar({ causa: "", precision: "" }),
  inconsistencia: () => inconsistencias.abrir(),
  deshacer,
  acercar: () => lente.hacer("acercar"),
  girar: () => lente.hacer("girar"),
  contraste: () => lente.hacer("contraste"),
  ayuda: () => ayuda.showModal(),
}
const TECLAS = {
  Enter: ACTOS.validar,
  z: deshacer,
  t: corregirDatos,
  "+": ACTOS.acercar,
  "=": ACTOS.acercar,
  "-": () => lente.hacer("alejar"),
  0: () => lente.hacer("igual"),
  r: ACTOS.girar,
  x: ACTOS.contraste,
  "?": ACTOS.ayuda,
}

function corregirDatos() {
  const detalles = sitio.querySelector(".datos-corregir")
  detalles.open = !detalles.open
  if (detalles.open) detalles.querySelector("input:not([type=hidden])").focus()
}

function escribe(nodo) {
  return nodo.matches("input, textarea, select, summary, a, dialog *")
}

document.addEventListener("keydown", (suceso) => {
  if (suceso.ctrlKey || suceso.metaKey || suceso.altKey || suceso.repeat || escribe(suceso.target)) return
  // On a button, Intro is the button's: the person moved there to press it.
  if (suceso.key === "Enter" && suceso.target.closest("button")) return
  const accion = alTeclear(suceso.key)
  if (!accion) return
  suceso.preventDefault()
  accion()
})

function alTeclear(tecla) {
  if (LETRAS_DE_INCISO.test(tecla)) return () => inconsistencias.abrir(tecla.toLowerCase())
  if (tecla in FLECHAS) return () => lente.mirar(...FLECHAS[tecla])
  return TECLAS[tecla.length === 1 ? tecla.toLowerCase() : tecla]
}

sitio.addEventListener("click", (suceso) => {
  const acto = suceso.target.closest("[data-acto]")?.dataset.acto
  if (!acto) return
  suceso.preventDefault()
  ACTOS[acto]()
})
addEventListener("pagehide", () => dictamenes.despedir())

alistar(registro())
preparados.vistos.add(registro().dataset.id)
const primera = await ponerImagenes(registro())
if (primera.tipo !== "bien") decir("Las imágenes de este registro no se pudieron abrir. Recargue la página.", "falta")
await preparados.surtir()
