/** One request to recepción and what its answer means; an answer that nobody signed means nothing. */

import type { Motivo, Respuesta } from "../core/envio.ts"
import { conPlazo } from "./senales.ts"

const PLAZO_MS = 60_000
/** Refusals that no record of this process can escape: the queue stops instead of repeating them. */
const DE_LA_COLA = new Set(["proceso-desconocido", "proceso-cerrado", "sobre-temprano"])
/** What a bad line does to the bytes: the phone still has them whole, and sends them again. */
const DE_LA_LINEA = new Set(["paquete-danado", "subidas-de-mas", "no-disponible"])

/** What came back and could be the server's: a receipt to verify, an offset, or a refusal. */
export type Contacto =
  | { readonly clase: "jose"; readonly jws: string; readonly minima: string; readonly baja: string | null }
  | { readonly clase: "offset"; readonly offset: number }
  | { readonly clase: "no-hay" }
  | Exclude<Respuesta, { clase: "avanza" }>

export interface Pedido {
  readonly metodo: "GET" | "POST" | "PATCH" | "HEAD" | "PUT"
  readonly camino: string
  readonly cabeceras?: Readonly<Record<string, string>>
  readonly cuerpo?: ArrayBuffer | string
  readonly consecutivo: number
  readonly senal?: AbortSignal | undefined
}

/** Send one request. Never throws: whatever happens to a network is an answer here. */
export async function contactar(pedido: Pedido): Promise<Contacto> {
  const { metodo, camino, cabeceras = {}, cuerpo, consecutivo, senal } = pedido
  const { signal, soltar } = conPlazo(PLAZO_MS, senal)
  try {
    const respuesta = await fetch(camino, {
      method: metodo,
      headers: { ...cabeceras, "rubrica-consecutivo": String(consecutivo) },
      body: cuerpo ?? null,
      cache: "no-store",
      credentials: "omit",
      // A captive portal answers with a redirection to its own page: it is seen, not followed.
      redirect: "manual",
      signal,
    })
    return await entender(respuesta, metodo)
  } catch {
    return { clase: "sin-red" }
  } finally {
    soltar()
  }
}

async function entender(respuesta: Response, metodo: Pedido["metodo"]): Promise<Contacto> {
  if (respuesta.type === "opaqueredirect") return { clase: "portal-cautivo" }
  if (respuesta.ok) return exito(respuesta)
  if (respuesta.status === 404 && metodo === "HEAD") return { clase: "no-hay" }
  const tipo = respuesta.headers.get("content-type") ?? ""
  if (tipo.startsWith("application/problem+json")) return problema(respuesta, (await respuesta.json()) as Problema)
  // A proxy speaks for a server that is away; anything else below 500 is not Rúbrica's.
  const ocupado = respuesta.status >= 500 || respuesta.status === 429
  return ocupado ? { clase: "ocupado", esperaMs: retryAfter(respuesta) } : { clase: "portal-cautivo" }
}

async function exito(respuesta: Response): Promise<Contacto> {
  const tipo = respuesta.headers.get("content-type") ?? ""
  if (tipo.startsWith("application/jose")) return { clase: "jose", jws: (await respuesta.text()).trim(), minima: respuesta.headers.get("rubrica-app-minima") ?? "", baja: respuesta.headers.get("rubrica-baja") }
  return offsetDe(respuesta) ?? { clase: "portal-cautivo" }
}

/** Return how far an upload has come, when the answer tells it. */
function offsetDe(respuesta: Response): Contacto | undefined {
  const offset = respuesta.headers.get("upload-offset") ?? ""
  return /^\d{1,8}$/.test(offset) ? { clase: "offset", offset: Number(offset) } : undefined
}

interface Problema {
  readonly type?: unknown
  readonly title?: unknown
  readonly que_hacer?: unknown
  readonly numeral?: unknown
  readonly rechazo?: unknown
  /** Only with "mantenimiento": what the authority announces (ET 6.3). */
  readonly mensaje?: unknown
}

function problema(respuesta: Response, cuerpo: Problema): Contacto {
  const motivo = motivoDe(cuerpo)
  if (motivo.code === "no-encontrado") return { clase: "no-hay" }
  if (motivo.code === "mantenimiento") return { clase: "mantenimiento", esperaMs: retryAfter(respuesta), mensaje: texto(cuerpo.mensaje) }
  // What a cut request left behind got in after all: the upload goes on from there, at once.
  if (motivo.code === "subida-desfasada") return offsetDe(respuesta) ?? { clase: "ocupado", esperaMs: retryAfter(respuesta) }
  if (respuesta.status >= 500 || DE_LA_LINEA.has(motivo.code)) return { clase: "ocupado", esperaMs: retryAfter(respuesta) }
  return { clase: DE_LA_COLA.has(motivo.code) ? "de-la-cola" : "de-este-registro", motivo }
}

function texto(valor: unknown): string {
  return typeof valor === "string" ? valor : ""
}

function motivoDe({ type, title, que_hacer, numeral, rechazo }: Problema): Motivo {
  return {
    code: texto(type).split("/").pop() ?? "",
    titulo: texto(title),
    que_hacer: texto(que_hacer),
    numeral: texto(numeral),
    firmado: texto(rechazo) || null,
  }
}

/** Return what Retry-After asks, in ms: seconds or a date; null when it asks nothing. */
export function retryAfter(respuesta: Response): number | null {
  const valor = respuesta.headers.get("retry-after")
  if (valor === null) return null
  const ms = /^\d+$/.test(valor) ? Number(valor) * 1000 : Date.parse(valor) - Date.now()
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 3_600_000) : null
}
