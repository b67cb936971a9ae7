/** A recepción in memory, that can also be cut, busy, or a captive portal. */

import { createHash } from "node:crypto"
import { cargaDe } from "../src/core/jws.ts"
import { ACUSE, ficha, firmar } from "./bovedas.ts"

interface Subida {
  readonly sobre: string
  readonly trozos: Buffer[]
}

export type Falla = "bien" | "corte" | "corte-despues" | "portal" | "ocupado" | "mantenimiento" | "redireccion"

/** What somebody else than the server answers. */
const FALLAS: Partial<Record<Falla, () => Response>> = {
  portal: () => new Response("<html>Acepte</html>", { headers: { "content-type": "text/html" } }),
  ocupado: () => new Response("", { status: 503, headers: { "retry-after": "7" } }),
  mantenimiento: () => problema(503, "/rechazos/mantenimiento", { mensaje: "De 2 a 4 de la mañana." }, { "retry-after": "1800" }),
  redireccion: () => Object.defineProperty(new Response(null), "type", { value: "opaqueredirect" }),
}

export class Servidor {
  readonly recibidos = new Map<string, Buffer>()
  readonly subidas = new Map<string, Subida>()
  readonly pedidos: string[] = []
  readonly consecutivos: string[] = []
  /** What happens to each request, in order; "bien" once they run out. */
  fallas: Falla[] = []
  /** Bytes of a piece that get through before it is cut. */
  llegaAntesDelCorte = 0
  bytesQueLlegaron = 0
  /** What goes with each time token once the device was given up. */
  baja: string | null = null
  /** Refusal of each folio, as the members of its problem+json. */
  rechazos = new Map<string, { status: number; type: string; rechazo?: string }>()

  readonly fetch = (camino: string, opciones: RequestInit): Promise<Response> => {
    this.pedidos.push(`${opciones.method ?? ""} ${camino.split("?")[0] ?? ""}`)
    this.consecutivos.push(new Headers(opciones.headers).get("rubrica-consecutivo") ?? "")
    const falla = this.fallas.shift() ?? "bien"
    const respuesta = this.contestar(falla, camino, opciones)
    return respuesta ? Promise.resolve(respuesta) : Promise.reject(new TypeError("Failed to fetch"))
  }

  private contestar(falla: Falla, camino: string, opciones: RequestInit): Response | undefined {
    const ajena = FALLAS[falla]
    if (ajena) return ajena()
    const respuesta = falla === "corte" ? this.cortar(camino, opciones) : this.atender(camino, opciones)
    return falla === "corte-despues" ? undefined : respuesta
  }

  /** A request cut on its way: what had arrived of a piece is kept. */
  private cortar(camino: string, { method, headers, body }: RequestInit): undefined {
    const subida = this.subidas.get(camino.split("/")[4] ?? "")
    const desde = Number(new Headers(headers).get("upload-offset"))
    if (method !== "PATCH" || this.llegaAntesDelCorte === 0 || !subida || desde !== Buffer.concat(subida.trozos).length) return
    this.guardar(subida, Buffer.from(body as ArrayBuffer).subarray(0, this.llegaAntesDelCorte))
  }

  private guardar(subida: Subida, trozo: Buffer): void {
    this.bytesQueLlegaron += trozo.length
    subida.trozos.push(trozo)
  }

  private atender(camino: string, { method, headers, body }: RequestInit): Response {
    const cabeceras = new Headers(headers)
    const id = camino.split("/")[4] ?? ""
    if (camino.startsWith("/api/v1/hora")) return jose(ficha(), 200, this.baja === null ? {} : { "rubrica-baja": this.baja })
    if (method === "POST") return this.empezar(body as string)
    if (method === "PUT") return this.entero(id, cabeceras.get("sobre") ?? "", Buffer.from(body as ArrayBuffer))
    const subida = this.subidas.get(id)
    if (!subida) return problema(404, "/rechazos/no-encontrado")
    const llevo = Buffer.concat(subida.trozos).length
    if (method === "HEAD") return new Response(null, { status: 200, headers: { "upload-offset": String(llevo) } })
    if (cabeceras.get("upload-offset") !== String(llevo)) return problema(409, "/rechazos/subida-desfasada")
    this.guardar(subida, Buffer.from(body as ArrayBuffer))
    return this.seguir(id, subida)
  }

  private empezar(sobre: string): Response {
    const { id, folio } = carga(sobre)
    const rechazo = this.rechazos.get(folio)
    if (rechazo) return problema(rechazo.status, rechazo.type, rechazo.rechazo ? { rechazo: rechazo.rechazo } : {})
    if (this.recibidos.has(id)) return jose(this.acuse(sobre))
    const subida = this.subidas.get(id) ?? { sobre, trozos: [] }
    this.subidas.set(id, subida)
    return new Response(null, { status: 201, headers: { "upload-offset": String(Buffer.concat(subida.trozos).length) } })
  }

  private seguir(id: string, { sobre, trozos }: Subida): Response {
    const todo = Buffer.concat(trozos)
    if (todo.length < carga(sobre).bytes) return new Response(null, { status: 204, headers: { "upload-offset": String(todo.length) } })
    this.subidas.delete(id)
    return this.entero(id, sobre, todo)
  }

  private entero(id: string, sobre: string, todo: Buffer): Response {
    const { codigo_integridad, folio } = carga(sobre)
    const rechazo = this.rechazos.get(folio)
    if (rechazo) return problema(rechazo.status, rechazo.type, rechazo.rechazo ? { rechazo: rechazo.rechazo } : {})
    if (createHash("sha256").update(todo).digest("hex") !== codigo_integridad) return problema(422, "/rechazos/paquete-danado")
    this.recibidos.set(id, todo)
    return jose(this.acuse(sobre), 201)
  }

  acuse(sobre: string, cambios: object = {}, secreta: Uint8Array = ACUSE): string {
    const { id, folio, proceso, codigo_integridad } = carga(sobre)
    return firmar({ id, folio, proceso, codigo_integridad, recibido_en: "2026-11-23T20:05:07.123Z", ...cambios }, "rubrica-acuse+jws", secreta)
  }
}

interface Carga {
  readonly id: string
  readonly folio: string
  readonly proceso: string
  readonly codigo_integridad: string
  readonly bytes: number
}

export function carga(sobre: string): Carga {
  return JSON.parse(Buffer.from(cargaDe(sobre)).toString()) as Carga
}

export function jose(jws: string, status = 200, cabeceras: Readonly<Record<string, string>> = {}): Response {
  return new Response(jws, { status, headers: { "content-type": "application/jose", ...cabeceras } })
}

function problema(status: number, type: string, datos: object = {}, cabeceras: Readonly<Record<string, string>> = {}): Response {
  const cuerpo = { type, title: "No.", status, que_hacer: "Espere.", numeral: "ET 6.6", ...datos }
  return new Response(JSON.stringify(cuerpo), { status, headers: { "content-type": "application/problem+json", ...cabeceras } })
}
