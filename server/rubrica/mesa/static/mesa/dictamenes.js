// Dictámenes on their way. Each waits some seconds, so that it can be undone, unless three newer ones
// wait already; what the network or a lost session stops is kept here and tried again until the
// server answers.

import { mandar } from "./servidor.js"

export const MAX_EN_GRACIA = 3
const REINTENTO_MS = 3000

export class Dictamenes {
  /** gracia: seconds that each can be undone. avisos: {acusado(avance), rechazado(dictamen, motivo), detenido(tipo, cuantos), libre()}. */
  constructor(gracia, avisos) {
    this.gracia = gracia
    this.avisos = avisos
    this.porEnviar = []
    this.enGracia = []
    this.enviando = false
  }

  /** How many are not yet in the server. */
  get pendientes() {
    return this.porEnviar.length + this.enGracia.length
  }

  /** The records whose dictamen is not yet in the server. */
  get registros() {
    return [...this.porEnviar, ...this.enGracia].map(({ articulo }) => articulo.dataset.id)
  }

  /** Whether there is one to undo. */
  get reversible() {
    return this.enGracia.length > 0
  }

  /** Take a dictamen {url, folio, campos, articulo}; the oldest of too many can no longer be undone. */
  poner(dictamen) {
    const reloj = setTimeout(() => this.soltar(dictamen), this.gracia * 1000)
    this.enGracia.push({ ...dictamen, reloj, original: dictamen })
    while (this.enGracia.length > MAX_EN_GRACIA) this.soltar(this.enGracia[0].original)
  }

  /** Give back the last dictamen, unsent; null when there is none to undo. */
  deshacer() {
    const ultimo = this.enGracia.pop()
    if (!ultimo) return null
    clearTimeout(ultimo.reloj)
    return ultimo.original
  }

  /** Send all of them now. */
  confirmar() {
    for (const { original } of [...this.enGracia]) this.soltar(original)
  }

  /** The time to undo it is over: it goes, after those that were given before it. */
  soltar(dictamen) {
    const hasta = this.enGracia.findIndex(({ original }) => original === dictamen)
    for (const { reloj, original } of this.enGracia.splice(0, hasta + 1)) {
      clearTimeout(reloj)
      this.porEnviar.push(original)
    }
    if (!this.reversible) this.avisos.libre()
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
    const quedan = [...this.porEnviar, ...this.enGracia.map(({ original }) => original)]
    for (const { reloj } of this.enGracia) clearTimeout(reloj)
    this.enGracia = []
    for (const dictamen of quedan) void mandar(dictamen.url, dictamen.campos, { alSalir: true })
  }
}
