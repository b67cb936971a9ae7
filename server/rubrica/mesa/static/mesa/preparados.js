// Records ready to be shown: their page and their four images are here before they are needed.

import { recortar } from "./recorte.js"
import { leer, mandar } from "./servidor.js"

const LISTOS = 2 // ready before the one on screen is decided

/** A record prepared: its article, already with its images. */
async function preparar(url) {
  const pagina = await leer(url, "registro")
  if (pagina.tipo !== "bien") return pagina
  const documento = new DOMParser().parseFromString(await pagina.respuesta.text(), "text/html")
  const articulo = documento.getElementById("registro")
  const imagenes = await ponerImagenes(articulo)
  return imagenes.tipo === "bien" ? { tipo: "bien", articulo: document.adoptNode(articulo) } : imagenes
}

/** Put the four testigos of a record in its article, with one request; resolves when decoded. */
export async function ponerImagenes(articulo) {
  for (const nodo of articulo.querySelectorAll("noscript")) nodo.remove()
  const respuesta = await leer(articulo.dataset.imagenes)
  if (respuesta.tipo !== "bien") return respuesta
  const partes = await respuesta.respuesta.formData()
  const direcciones = new Map([...partes].map(([cual, parte]) => [cual, URL.createObjectURL(parte)]))
  const listas = [...articulo.querySelectorAll("[data-testigo]")].map((vista) => {
    const imagen = document.createElement("img")
    imagen.alt = vista.dataset.alt
    imagen.src = direcciones.get(vista.dataset.testigo)
    return imagen
      .decode()
      .then(() => vista.append(vista.dataset.recorte ? recortar(imagen, vista.dataset.recorte) : imagen))
      .catch(() => vista.classList.add("vista-danada"))
  })
  await Promise.all(listas)
  return { tipo: "bien" }
}

/** Give an article the images of another of the same record, already painted. */
export function pasarImagenes(viejo, nuevo) {
  for (const nodo of nuevo.querySelectorAll("noscript")) nodo.remove()
  const vistas = nuevo.querySelectorAll("[data-testigo]")
  for (const [i, vista] of viejo.querySelectorAll("[data-testigo]").entries()) {
    vistas[i].replaceChildren(...vista.childNodes)
  }
}

/** Free the images of a record that will not be shown again. */
export function soltarImagenes(articulo) {
  for (const imagen of articulo.querySelectorAll("img")) URL.revokeObjectURL(imagen.src)
}

/** The records ahead, in order. `vistos`: those already shown here, which may still be ours. */
export class Preparados {
  constructor(urlTomar, urlDe) {
    this.urlTomar = urlTomar
    this.urlDe = urlDe
    this.vistos = new Set()
    this.enCamino = new Map()
    this.orden = []
  }

  /** Take the next ones and start preparing them; {tipo} says how it went. */
  async surtir() {
    const tomados = await mandar(this.urlTomar)
    if (tomados.tipo !== "bien") return tomados
    const { registros } = await tomados.respuesta.json()
    this.orden = registros.filter((id) => !this.vistos.has(id))
    this.adelantar()
    return { tipo: "bien" }
  }

  /** Prepare the next two and no more: nobody's images are opened before they are about to be seen. */
  adelantar() {
    for (const id of this.orden.slice(0, LISTOS)) this.empezar(id)
  }

  empezar(id) {
    if (!this.enCamino.has(id)) this.enCamino.set(id, preparar(this.urlDe(id)))
  }

  /** The next record, {tipo: "bien", articulo}; {tipo: "ninguno"} when the queue is empty. */
  async siguiente() {
    if (this.orden.length === 0) {
      const surtido = await this.surtir()
      if (surtido.tipo !== "bien") return surtido
    }
    const id = this.orden.shift()
    if (id === undefined) return { tipo: "ninguno" }
    this.vistos.add(id) // at once: a restocking under way must not line it up again
    this.empezar(id)
    this.adelantar()
    const listo = await this.enCamino.get(id)
    this.enCamino.delete(id)
    if (listo.tipo === "rechazo") return this.siguiente()
    if (listo.tipo !== "bien") this.alinear(id)
    return listo
  }

  /** The records prepared, or on their way to be. */
  get registros() {
    return [...new Set([...this.orden, ...this.enCamino.keys()])]
  }

  /** Put a record that was on screen back at the head of the line, as it is. */
  devolver(articulo) {
    this.alinear(articulo.dataset.id)
    this.enCamino.set(articulo.dataset.id, Promise.resolve({ tipo: "bien", articulo }))
  }

  alinear(id) {
    this.vistos.delete(id)
    this.orden = [id, ...this.orden.filter((otro) => otro !== id)]
  }
}
