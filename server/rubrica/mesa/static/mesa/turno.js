// The turn of the records that are here: while the page lives it beats, so that nobody else takes
// them; when it goes away it gives back those that were not decided.

import { mandar } from "./servidor.js"

const LATIDO_MS = 30_000

/** The fields of a request that names records. */
function nombrar(registros) {
  return registros.map((id) => ["registro", id])
}

export class Turno {
  /** `presentes()`: ids of every record here; `perdidos(ids)` is told of those no longer ours. */
  constructor(urls, presentes, perdidos) {
    this.urls = urls
    this.presentes = presentes
    this.perdidos = perdidos
    this.reloj = setInterval(() => this.latir(), LATIDO_MS)
  }

  async latir() {
    const registros = this.presentes()
    if (registros.length === 0) return
    const latido = await mandar(this.urls.latido, nombrar(registros))
    if (latido.tipo !== "bien") return
    const suyos = new Set((await latido.respuesta.json()).registros)
    this.perdidos(registros.filter((id) => !suyos.has(id)))
  }

  /** The page goes away. `decididos` are on their way to the server and stay ours until then. */
  soltar(decididos) {
    clearInterval(this.reloj)
    const libres = this.presentes().filter((id) => !decididos.includes(id))
    if (libres.length > 0) void mandar(this.urls.soltar, nombrar(libres), { alSalir: true })
  }
}
