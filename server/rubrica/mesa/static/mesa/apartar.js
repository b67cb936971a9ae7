// An inconsistency that no inciso names: described in a dialog, it sets the record aside (ET 10.4).

export class Apartar {
  /** `alElegir(descripcion)` is called once, with the dialog already closed. */
  constructor(dialogo, alElegir) {
    this.dialogo = dialogo
    this.alElegir = alElegir
    dialogo.querySelector("[data-cerrar]").addEventListener("click", () => dialogo.close())
    dialogo.addEventListener("submit", (suceso) => this.guardar(suceso))
    dialogo.addEventListener("keydown", (suceso) => {
      if (suceso.key !== "Enter" || suceso.shiftKey || suceso.target.name !== "descripcion") return
      suceso.preventDefault()
      dialogo.querySelector("form").requestSubmit()
    })
  }

  abrir() {
    this.dialogo.querySelector("form").reset()
    this.decir(false)
    this.dialogo.showModal()
    this.dialogo.querySelector("textarea").focus()
  }

  guardar(suceso) {
    const descripcion = this.dialogo.querySelector("textarea").value.trim()
    this.decir(descripcion === "")
    if (descripcion === "") {
      suceso.preventDefault()
      return
    }
    this.dialogo.addEventListener("close", () => this.alElegir(descripcion), { once: true })
  }

  decir(falta) {
    this.dialogo.querySelector("[data-falta]").hidden = !falta
  }
}
