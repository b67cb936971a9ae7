/** Announced maintenances as a phone shows them (ET 6.3). No clock: who asks says the instant. */

export interface Anuncio {
  /** RFC 3339. */
  readonly inicio: string
  readonly fin: string
  /** What stops: "recepcion", "portal", "mesa". */
  readonly detiene: readonly string[]
  readonly mensaje: string
}

/** What a phone talks to; the Mesa stops without anybody noticing it there. */
const DEL_TELEFONO = new Set(["recepcion", "portal"])
const MAX_MENSAJE = 500

function esAnuncio(valor: unknown): valor is Anuncio {
  const { inicio, fin, detiene, mensaje } = (valor ?? {}) as Partial<Record<keyof Anuncio, unknown>>
  return Array.isArray(detiene) && typeof mensaje === "string" && mensaje.length <= MAX_MENSAJE && esInstante(inicio) && esInstante(fin)
}

function esInstante(valor: unknown): valor is string {
  return typeof valor === "string" && Number.isFinite(Date.parse(valor))
}

/** Return the announcements that touch a phone, of any shape of answer: what is not one is left out. */
export function leerAnuncios(cuerpo: unknown): readonly Anuncio[] {
  const { anuncios } = (cuerpo ?? {}) as { anuncios?: unknown }
  return Array.isArray(anuncios) ? anuncios.filter(esAnuncio).filter(({ detiene }) => detiene.some((parte) => DEL_TELEFONO.has(parte))) : []
}

/** Return the one that goes on or comes next, and whether it goes on; undefined when none is left. */
export function elProximo(anuncios: readonly Anuncio[], ahora: Date): { readonly anuncio: Anuncio; readonly enCurso: boolean } | undefined {
  const [anuncio] = anuncios.filter(({ fin }) => new Date(fin) > ahora).sort((a, b) => Date.parse(a.inicio) - Date.parse(b.inicio))
  return anuncio && { anuncio, enCurso: new Date(anuncio.inicio) <= ahora }
}
