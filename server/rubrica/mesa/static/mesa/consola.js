// The Mesa console: one record on screen, the next ones ready, dictámenes on their way.

import { Apartar } from "./apartar.js"
import { Dictamenes, MAX_EN_GRACIA } from "./dictamenes.js"
import { Inconsistencias } from "./inconsistencias.js"
import { Lente } from "./lente.js"
import { Preparados, pasarImagenes, ponerImagenes, soltarImagenes } from "./preparados.js"
import { corregir } from "./servidor.js"
import { Turno } from "./turno.js"

const LETRAS_DE_INCISO = /^[a-n]$/i
const FLECHAS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }
const MAX_PENDIENTES = MAX_EN_GRACIA + 2 // past these it waits for the network: the turn holds no more
const PAUSA = "Lleva 50 minutos o más sin descanso: conviene una pausa de cinco."

const sitio = document.getElementById("sitio")
const recado = document.getElementById("recado")
const ayuda = document.getElementById("ayuda")
const lente = new Lente(sitio)
const preparados = new Preparados(sitio.dataset.tomar, (id) => `${sitio.dataset.inicio}${id}/`)
const dictamenes = new Dictamenes(Number(sitio.dataset.gracia), {
  acusado: (avance, dictamen) => {
    decir(negativa || (avance.pausa ? PAUSA : ""), negativa ? "falta" : "dato")
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
const inconsistencias = new Inconsistencias(document.getElementById("inconsistencias"), (campos) =>
  dictaminar(campos),
)
const dialogoDeApartar = document.getElementById("apartar")
const otra = dialogoDeApartar && new Apartar(dialogoDeApartar, (descripcion) => dictaminar({ descripcion }, "apartar"))
const turno = new Turno(sitio.dataset, presentes, alPerder)
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
  for (const nodo of articulo.querySelectorAll("[data-sin-guion]")) nodo.remove()
  lente.reiniciar()
}

/** Every record that this console holds. */
function presentes() {
  if (terminada) return dictamenes.registros
  return [...new Set([registro().dataset.id, ...preparados.registros, ...dictamenes.registros])]
}

/** Another took what is on screen while this console slept: say so before time is spent on it. */
function alPerder(perdidos) {
  if (!perdidos.includes(registro().dataset.id) || terminada) return
  decir("El turno de este registro venció y otra persona lo tiene, o ya lo dictaminó: siga con el siguiente.", "cuidado")
}

/** Send what was found in the record on screen (or set it aside) and show the next one. */
async function dictaminar(campos, como = "dictamen") {
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
  dictamenes.poner({ url: articulo.dataset[como], folio: articulo.dataset.folio, campos, articulo })
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
    permitirDeshacer(dictamenes.reversible)
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
    decir(`Pasaron ${sitio.dataset.gracia} segundos y el dictamen ya se guardó: sólo la garantía de audiencia puede reconsiderarlo (ET 11.4).`)
    return
  }
  preparados.devolver(registro())
  mostrar(dictamen.articulo)
  permitirDeshacer(dictamenes.reversible)
  decir("Se deshizo el dictamen: este registro sigue por revisar.")
}

const ACTOS = {
  validar: () => dictaminar({ causa: "", precision: "" }),
  inconsistencia: () => inconsistencias.abrir(),
  apartar: () => otra?.abrir(),
  corregir: corregirDatos,
  deshacer,
  acercar: () => lente.hacer("acercar"),
  girar: () => lente.hacer("girar"),
  contraste: () => lente.hacer("contraste"),
  ayuda: () => ayuda.showModal(),
}
const TECLAS = {
  Enter: ACTOS.validar,
  o: ACTOS.apartar,
  z: deshacer,
  "+": ACTOS.acercar,
  "=": ACTOS.acercar,
  "-": () => lente.hacer("alejar"),
  0: () => lente.hacer("igual"),
  r: ACTOS.girar,
  x: ACTOS.contraste,
  "?": ACTOS.ayuda,
}
// f and h are incisos of ET 10.3: the two capital keys are with Mayús, whatever Bloq Mayús says.
const CON_MAYUS = { f: corregirDatos, h: ACTOS.ayuda }

/** Only what the padrón did not find is corrected (ET 10.3, last paragraph). */
function corregirDatos() {
  const detalles = registro().querySelector(".datos-corregir")
  if (!detalles) {
    decir("Los datos sólo se corrigen cuando la situación registral es «Datos no encontrados» (ET 10.3).")
    return
  }
  detalles.open = !detalles.open
  if (detalles.open) detalles.querySelector("input:not([type=hidden])").focus()
}

/** Send a correction and show the same record with what the padrón answers now. */
async function buscarDeNuevo(formulario) {
  const articulo = registro()
  const respuesta = await corregir(formulario.action, new URLSearchParams(new FormData(formulario)))
  if (respuesta.tipo === "bien" || respuesta.estado === 422) {
    const nuevo = await articuloDe(respuesta.respuesta ?? respuesta.cruda)
    if (registro() !== articulo || !nuevo) return
    pasarImagenes(articulo, nuevo)
    mostrar(nuevo)
    const faltas = nuevo.querySelector(".datos-corregir .resumen-faltas, .datos-corregir[open]")
    decir(faltas && respuesta.tipo !== "bien" ? "" : "Los datos se corrigieron y se buscaron de nuevo en el padrón.")
  } else if (respuesta.tipo === "rechazo") {
    decir(`${respuesta.motivo.title} ${respuesta.motivo.que_hacer}`, "falta")
  } else {
    decir("La corrección no se guardó: no hay conexión con el servidor, o su sesión terminó. Intente de nuevo.", "falta")
  }
}

async function articuloDe(respuesta) {
  const documento = new DOMParser().parseFromString(await respuesta.text(), "text/html")
  const articulo = documento.getElementById("registro")
  return articulo && document.adoptNode(articulo)
}

function escribe(nodo) {
  return nodo.matches("input, textarea, select, summary, a, dialog *")
}

document.addEventListener("keydown", (suceso) => {
  if (suceso.ctrlKey || suceso.metaKey || suceso.altKey || suceso.repeat || escribe(suceso.target)) return
  // On a button, Intro is the button's: the person moved there to press it.
  if (suceso.key === "Enter" && suceso.target.closest("button")) return
  const accion = alTeclear(suceso)
  if (!accion) return
  suceso.preventDefault()
  accion()
})

function alTeclear({ key, shiftKey }) {
  const tecla = key.length === 1 ? key.toLowerCase() : key
  if (shiftKey && tecla in CON_MAYUS) return CON_MAYUS[tecla]
  if (LETRAS_DE_INCISO.test(tecla)) return () => inconsistencias.abrir(tecla)
  if (tecla in FLECHAS) return () => lente.mirar(...FLECHAS[tecla])
  return TECLAS[tecla]
}

sitio.addEventListener("click", (suceso) => {
  const acto = suceso.target.closest("[data-acto]")?.dataset.acto
  if (!acto) return
  suceso.preventDefault()
  ACTOS[acto]()
})
sitio.addEventListener("submit", (suceso) => {
  if (!suceso.target.matches("[data-correccion]")) return
  suceso.preventDefault()
  void buscarDeNuevo(suceso.target)
})
addEventListener("pagehide", () => {
  const decididos = dictamenes.registros
  dictamenes.despedir()
  turno.soltar(decididos)
})

alistar(registro())
preparados.vistos.add(registro().dataset.id)
const primera = await ponerImagenes(registro())
if (primera.tipo !== "bien") decir("Las imágenes de este registro no se pudieron abrir. Recargue la página.", "falta")
await preparados.surtir()
await turno.latir()
