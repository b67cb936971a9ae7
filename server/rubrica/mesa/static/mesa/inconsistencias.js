// The table of ET 10.3 in a dialog: a letter chooses the inciso, a digit its detalle, Intro keeps it.

export class Inconsistencias {
  /** `alElegir({causa, precision})` is called once, with the dialog already closed. */
  constructor(dialogo, alElegir) {
    this.dialogo = dialogo
    this.alElegir = alElegir
    this.inciso = ""
    dialogo.addEventListener("keydown", (suceso) => this.tecla(suceso))
    dialogo.addEventListener("submit", (suceso) => this.guardar(suceso))
    dialogo.addEventListener("change", () => this.pedirPrecision())
    for (const boton of dialogo.querySelectorAll("[data-inciso]")) {
      boton.addEventListener("click", () => this.mostrar(boton.dataset.inciso))
    }
    for (const boton of dialogo.querySelectorAll("[data-cerrar]")) {
      boton.addEventListener("click", () => dialogo.close())
    }
  }

  /** Open with an inciso already chosen, or with none. */
  abrir(inciso = "") {
    for (const formulario of this.dialogo.querySelectorAll("form.detalle")) formulario.reset()
    this.dialogo.showModal()
    this.mostrar(inciso)
  }

  mostrar(inciso) {
    this.inciso = inciso
    this.dialogo.querySelector("[data-elija]").hidden = inciso !== ""
    for (const formulario of this.dialogo.querySelectorAll("[data-detalle]")) {
      formulario.hidden = formulario.dataset.detalle !== inciso
    }
    for (const boton of this.dialogo.querySelectorAll("[data-inciso]")) {
      boton.setAttribute("aria-pressed", String(boton.dataset.inciso === inciso))
    }
    this.formulario?.querySelector("input")?.focus()
    this.pedirPrecision()
  }

  get formulario() {
    return this.dialogo.querySelector(`[data-detalle="${this.inciso}"]`)
  }

  get precisa() {
    return this.formulario?.querySelector("[name=causa]:checked")?.hasAttribute("data-precisar") ?? false
  }

  pedirPrecision() {
    const opcional = this.formulario?.querySelector("[data-opcional]")
    if (opcional) opcional.hidden = this.precisa
  }

  tecla(suceso) {
    if (suceso.target.name === "precision" || suceso.ctrlKey || suceso.metaKey || suceso.altKey) return
    if (/^[a-n]$/i.test(suceso.key)) {
      suceso.preventDefault()
      this.mostrar(suceso.key.toLowerCase())
    } else if (/^[1-9]$/.test(suceso.key)) {
      suceso.preventDefault()
      this.elegir(Number(suceso.key) - 1)
    }
  }

  elegir(numero) {
    const opcion = this.formulario?.querySelectorAll("[name=causa]")[numero]
    if (!opcion) return
    opcion.checked = true
    this.pedirPrecision()
    const campo = this.precisa ? this.sugerir(opcion) : opcion
    campo.focus()
  }

  /** The field of the person's own words, beginning with what the option suggests. */
  sugerir(opcion) {
    const campo = this.formulario.querySelector("[name=precision]")
    const otras = [...this.formulario.querySelectorAll("[data-sugiere]")].map((o) => o.dataset.sugiere)
    if (campo.value === "" || otras.includes(campo.value)) campo.value = opcion.dataset.sugiere ?? ""
    return campo
  }

  guardar(suceso) {
    const formulario = suceso.target
    if (!formulario.matches(".detalle")) return
    const datos = new FormData(formulario)
    const falta = this.queFalta(datos)
    if (falta) {
      suceso.preventDefault()
      this.decirFalta(formulario, falta)
      return
    }
    this.decirFalta(formulario, "")
    const dictamen = { causa: datos.get("causa"), precision: datos.get("precision") }
    this.dialogo.addEventListener("close", () => this.alElegir(dictamen), { once: true })
  }

  queFalta(datos) {
    if (!datos.get("causa")) return "Elija el detalle: oprima su número."
    if (this.precisa && !datos.get("precision").trim()) return "Precise cuál o de qué se trata."
    return ""
  }

  decirFalta(formulario, texto) {
    const lugar = formulario.querySelector("[data-falta]")
    lugar.textContent = texto
    lugar.hidden = texto === ""
    if (texto && this.precisa) formulario.querySelector("[name=precision]").focus()
  }
}
