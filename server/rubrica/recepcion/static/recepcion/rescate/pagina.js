// The page: takes the file, hands its records over one by one, and says what was answered to each.

import { INICIO_DE_ACUSES, dichoPor, leer, recorrer } from "./archivo.js"
import { SinRespuesta, entregar } from "./entregar.js"

const ESPERAS_S = [2, 5, 15, 60]
const DE_OTRA_INSTALACION = new Set(["dispositivo-desconocido", "proceso-desconocido"])
const PALABRAS = { recibido: "Recibido", ya: "Ya estaba recibido" }
const uno = (nombre) => document.querySelector(`[data-${nombre}]`)
const formulario = uno("rescate")
let enMarcha = false

/** Show the words of the catalogue for what is wrong with the file; nothing when nothing is. */
function decirFalla(causa) {
  const plantilla = document.querySelector(`template[data-causa="${causa}"]`)
  uno("falla").replaceChildren(...(plantilla ? [plantilla.content.cloneNode(true)] : []))
  uno("falla").hidden = !plantilla
}

/** What a refusal of the door says, or the page's own words when the file itself is at fault. */
function motivoDe({ type = "", title, que_hacer, numeral }) {
  const propia = document.querySelector(`template[data-causa="${type.split("/").pop()}"]`)?.content
  const titulo = title ?? propia?.querySelector("h2").textContent ?? "No se recibió."
  return { titulo: numeral ? `${titulo} (${numeral})` : titulo, hacer: que_hacer ?? propia?.querySelector("p").textContent ?? "" }
}

function anotarFila(folio, { estado, motivo }) {
  const fila = uno("fila").content.cloneNode(true)
  const [quien, respuesta, hacer] = fila.querySelectorAll("th, td")
  const dicho = motivo ? motivoDe(motivo) : { titulo: PALABRAS[estado], hacer: "" }
  fila.querySelector("tr").dataset.respuesta = estado
  quien.textContent = folio
  respuesta.textContent = dicho.titulo
  hacer.textContent = dicho.hacer || "Nada más."
  uno("filas").append(fila)
}

function empezar(cuantos) {
  uno("filas").replaceChildren()
  uno("acuses").hidden = uno("ajeno").hidden = true
  uno("marcha").hidden = uno("resultado").hidden = cuantos === 0
  uno("progreso").max = Math.max(1, cuantos)
  uno("progreso").value = 0
  for (const cifra of document.querySelectorAll("[data-cuantos]")) cifra.textContent = "0"
}

function contar(estado) {
  const cifra = document.querySelector(`[data-cuantos="${estado}"]`)
  cifra.textContent = String(Number(cifra.textContent) + 1)
  uno("progreso").value += 1
}

/** Hand one record over however long it takes: the network comes and goes, and nothing is repeated. */
async function conPaciencia(registro, titulo) {
  for (let falla = 0; ; falla++) {
    uno("estado").textContent = titulo
    try {
      return await entregar(registro)
    } catch (error) {
      if (!(error instanceof SinRespuesta)) throw error
      const segundos = Math.max(error.segundos, ESPERAS_S[Math.min(falla, ESPERAS_S.length - 1)])
      uno("estado").textContent = `${titulo} No hay respuesta de recepción: se intenta otra vez en ${segundos} segundos. Lo recibido no se repite.`
      await new Promise((sigue) => {
        setTimeout(sigue, segundos * 1000)
        addEventListener("online", sigue, { once: true })
      })
    }
  }
}

async function entregarTodo(archivo, registros) {
  const respuestas = []
  for (const [n, donde] of registros.entries()) {
    const registro = await leer(archivo, donde)
    const respuesta = await conPaciencia(registro, `Registro ${n + 1} de ${registros.length}.`)
    respuestas.push(respuesta)
    contar(respuesta.estado)
    anotarFila(dichoPor(registro.sobre).folio ?? `Registro ${n + 1}`, respuesta)
  }
  return respuestas
}

function ofrecerAcuses(archivo, respuestas) {
  const firmados = respuestas.map(({ jws }) => jws).filter(Boolean)
  const enlace = uno("descarga")
  if (enlace.href) URL.revokeObjectURL(enlace.href)
  enlace.href = URL.createObjectURL(new Blob([[INICIO_DE_ACUSES, ...firmados, ""].join("\n")], { type: "text/plain" }))
  enlace.download = `acuses-${archivo.name.replace(/\.(rubrica|txt)/g, "")}.txt`
  uno("acuses").hidden = firmados.length === 0
}

function esDeOtra(respuestas) {
  const codigos = respuestas.map(({ motivo }) => (motivo?.type ?? "").split("/").pop())
  return codigos.length > 0 && codigos.every((code) => DE_OTRA_INSTALACION.has(code))
}

async function atender(archivo) {
  decirFalla("")
  const { registros, causa } = await recorrer(archivo)
  decirFalla(causa)
  empezar(registros.length)
  const respuestas = await entregarTodo(archivo, registros)
  uno("estado").textContent = registros.length === 1 ? "Terminó: 1 registro." : `Terminó: ${registros.length} registros.`
  if (registros.length === 0 && !causa) {
    uno("marcha").hidden = false
    uno("estado").textContent = "El archivo está completo y no trae ningún registro: en ese teléfono no había nada por enviar."
  }
  uno("ajeno").hidden = !esDeOtra(respuestas)
  ofrecerAcuses(archivo, respuestas)
}

formulario.addEventListener("submit", async (evento) => {
  evento.preventDefault()
  const [archivo] = formulario.elements.archivo.files
  if (!archivo || enMarcha) return
  enMarcha = true
  formulario.querySelector("button").disabled = true
  try {
    await atender(archivo)
  } catch {
    // The browser could not read the file any further: a memory taken out, a file moved.
    decirFalla("rescate-cortado")
  }
  formulario.querySelector("button").disabled = false
  enMarcha = false
})
addEventListener("beforeunload", (evento) => enMarcha && evento.preventDefault())
formulario.hidden = false
