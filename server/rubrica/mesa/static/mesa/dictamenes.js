// Dictámenes on their way. The last one waits a few seconds so that it can be undone; what the
// network or a lost session stops is kept here and tried again until the server answers.

import { mandar } from "./servidor.js"

export const GRACIA_MS = 5000
const REINTENTO_MS = 3000

export class Dictamenes {
  /** avisos: {acusado(avance), rechazado(dictamen, motivo), detenido(tipo, cuantos), libre()}. */
  constructor(avisos) {
    this.avisos = avisos
    this.porEnviar = []
    this.ultimo = null
    this.reloj = 0
    this.enviando = false
  }

  /** How many are not yet in the server. */
  get pendientes() {
    return this.porEnviar.length + (this.ultimo ? 1 : 0)
  }

  /** Take a dictamen {url, folio, campos, articulo}; the one before it can no longer be undone. */
  poner(dictamen) {
    this.confirmar()
    this.ultimo = dictamen
    this.reloj = setTimeout(() => this.confirmar(), GRACIA_MS)
  }

  /** Give back the last dictamen, unsent; null when there is none to undo. */
  deshacer() {
    clearTimeout(this.reloj)
    const ultimo = this.ultimo
    this.ultimo = null
    return ultimo
  }

  /** Send the last one now. */
  confirmar() {
    clearTimeout(this.reloj)
    if (!this.ultimo) return
    this.porEnviar.push(this.ultimo)
    this.ultimo = null
    this.avisos.libre()
    void this.enviar()
  }

  async enviar() {
    if (this.enviando) return
    this.enviando = true
    while (this.porEnviar.length > 0) {
      const dictamen = this.porEnviar[0]
      const respuesta = await mandar(dictamen.url, dictamen.campos)
      if (respuesta.tipo === "red" || respuesta.tipo === "sesion") {
        this.avisos.detenido(respuesta.tipo, this.pendientes)
        await new Promise((listo) => setTimeout(listo, REINTENTO_MS))
        continue
      }
      this.porEnviar.shift()
      if (respuesta.tipo === "bien") this.avisos.acusado(await respuesta.respuesta.json(), dictamen)
      else this.avisos.rechazado(dictamen, respuesta.motivo)
    }
    this.enviando = false
  }

  /** The page goes away: what is left is sent by requests that outlive it. */
  despedir() {
    clearTimeout(this.reloj)
    const quedan = this.ultimo ? [...this.porEnviar, this.ultimo] : [...this.porEnviar]
    this.ultimo = null
    for (const dictamen of quedan) void mandar(dictamen.url, dictamen.campos, { alSalir: true })
  }
}
