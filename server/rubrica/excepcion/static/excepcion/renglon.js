// One row of a sheet while it is typed: what its fields say, who the padrón has, what is missing.

const LARGO_DE_CLAVE = 18
const CAMPOS = ["clave", "emision", "ocr", "cic", "inciso", "comentario", "nombres", "paterno", "materno", "nacimiento"]

function csrf() {
  const hallada = document.cookie.match(/(?:^|; )(?:oficial_csrf|csrf)=([^;]+)/)
  return hallada ? decodeURIComponent(hallada[1]) : ""
}

/** POST of fields; {bien, cuerpo}, or {bien: false, cuerpo: {title, que_hacer}}. Never throws. */
export async function mandar(url, campos) {
  try {
    const respuesta = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": csrf() },
      body: new URLSearchParams(campos),
    })
    if (respuesta.type === "opaqueredirect") return falla("Su sesión terminó.", "Entre de nuevo en otra pestaña; lo escrito sigue aquí.")
    return { bien: respuesta.ok, cuerpo: await respuesta.json() }
  } catch {
    return falla("No hay conexión con el servidor.", "Lo escrito sigue aquí: vuelva a guardar.")
  }
}

function falla(title, que_hacer) {
  return { bien: false, cuerpo: { title, que_hacer } }
}

export class Renglon {
  #form
  #buscar
  #turno = 0

  constructor(form, buscar) {
    this.#form = form
    this.#buscar = buscar
    form.elements.clave.addEventListener("input", () => this.#alEscribirLaClave())
    for (const campo of ["ocr", "cic"]) form.elements[campo].addEventListener("change", () => void this.#preguntar(campo))
    form.querySelector("[data-acto=candidatos]").addEventListener("click", () => void this.#proponer())
  }

  get campos() {
    return Object.fromEntries(CAMPOS.map((nombre) => [nombre, this.#form.elements[nombre].value.trim()]))
  }

  set campos(valores) {
    for (const nombre of CAMPOS) this.#form.elements[nombre].value = valores[nombre] ?? ""
    this.#hallado("")
    this.faltar()
    this.#form.querySelector(".papel-candidatos").replaceChildren()
    this.enfocar()
  }

  enfocar() {
    this.#form.elements.clave.focus()
  }

  abrirBusqueda() {
    const panel = this.#form.querySelector(".papel-nombre")
    panel.hidden = !panel.hidden
    if (panel.hidden) this.enfocar()
    else this.#form.elements.nombres.focus()
  }

  /** Point at the field that the server refused, or at none. */
  faltar(problema) {
    for (const campo of this.#form.elements) campo.removeAttribute("aria-invalid")
    this.#form.querySelector(".papel-falta").textContent = problema ? (problema.falta ?? `${problema.title} ${problema.que_hacer}`) : ""
    const campo = problema?.campo && this.#form.elements[problema.campo]
    if (!campo) return
    campo.setAttribute("aria-invalid", "true")
    campo.focus()
  }

  #alEscribirLaClave() {
    const { value } = this.#form.elements.clave
    if (value.trim().length === LARGO_DE_CLAVE) void this.#preguntar("clave")
    else this.#hallado("")
  }

  async #preguntar(campo) {
    const turno = ++this.#turno
    const valor = this.campos[campo].toUpperCase()
    if (!valor) return
    const { bien, cuerpo } = await mandar(this.#buscar, { [campo]: valor })
    // What was typed meanwhile asks by itself: only the last answer counts.
    if (turno !== this.#turno || !bien) return
    this.#decir(cuerpo.hallados[0])
  }

  #decir(persona) {
    if (!persona) return this.#hallado("Datos no encontrados en el padrón.", "cempasuchil")
    const repetida = persona.repetida ? " · ya tiene un apoyo en este proceso" : ""
    this.#hallado(`${persona.nombre} · ${persona.municipio} · ${persona.situacion.replaceAll("_", " ")}${repetida}`, persona.repetida ? "cempasuchil" : "nopal")
  }

  #hallado(texto, tono = "") {
    const lugar = this.#form.querySelector(".papel-hallado")
    lugar.textContent = texto
    lugar.dataset.tono = tono
  }

  async #proponer() {
    const { nombres, paterno, materno, nacimiento } = this.campos
    const { bien, cuerpo } = await mandar(this.#buscar, { nombres, paterno, materno, nacimiento })
    const lista = this.#form.querySelector(".papel-candidatos")
    if (!bien || cuerpo.hallados.length === 0) return lista.replaceChildren(Object.assign(document.createElement("li"), { textContent: nacimiento ? "Nadie con ese nombre nació ese día." : "Escriba la fecha de nacimiento." }))
    lista.replaceChildren(...cuerpo.hallados.map((persona) => this.#opcion(persona)))
    lista.querySelector("button").focus()
  }

  #opcion(persona) {
    const fila = document.createElement("li")
    const boton = Object.assign(document.createElement("button"), { type: "button", className: "boton", textContent: `${persona.nombre} · ${persona.municipio}` })
    boton.addEventListener("click", () => {
      this.#form.elements.clave.value = persona.clave
      this.#form.elements.emision.value = persona.emision
      this.#decir(persona)
      this.#form.querySelector(".papel-nombre").hidden = true
      this.enfocar()
    })
    fila.append(boton)
    return fila
  }
}
