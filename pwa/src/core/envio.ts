/**
 * The life of a registro on the phone, from its folio to its acuse (ET 5.13, 6.2 to 6.6).
 *
 * Pure: no DOM, no IndexedDB, no clock. The page shows these states, envio/ moves them, and the
 * almacén keeps them.
 */

/** Hours to send what was captured, counted from the end of the periodo (ET 6.6). */
export const HORAS_PARA_ENVIAR = 24

/** Why the server would not take a registro, and what to do; in its own words. */
export interface Motivo {
  readonly code: string
  readonly titulo: string
  readonly que_hacer: string
  readonly numeral: string
  /** The refusal signed by the server (ET 4.9, 6.6), when it gave one. */
  readonly firmado: string | null
}

/** `acusado` alone has no paquete: by then it is erased (ET 6.5). */
export type Estado =
  | { readonly estado: "guardado"; readonly intentos: number }
  | { readonly estado: "enviado"; readonly intentos: number }
  | { readonly estado: "rechazado"; readonly intentos: number; readonly motivo: Motivo }
  | { readonly estado: "acusado"; readonly acuse: string; readonly recibidoEn: string }

/** What can happen to a registro. An acuse may come late, after the phone had given up. */
export type Suceso =
  | { readonly tipo: "intento" }
  | { readonly tipo: "entregado" }
  | { readonly tipo: "rechazo"; readonly motivo: Motivo }
  | { readonly tipo: "reintento" }
  | { readonly tipo: "acuse"; readonly acuse: string; readonly recibidoEn: string }

/** Return the estado after the suceso; one that does not apply leaves it as it was. */
export function avanzar(actual: Estado, suceso: Suceso): Estado {
  if (actual.estado === "acusado") return actual
  switch (suceso.tipo) {
    case "intento":
      return { ...actual, intentos: actual.intentos + 1 }
    case "entregado":
      return actual.estado === "rechazado" ? actual : { estado: "enviado", intentos: actual.intentos }
    case "rechazo":
      return { estado: "rechazado", intentos: actual.intentos, motivo: suceso.motivo }
    case "reintento":
      return actual.estado === "rechazado" ? { estado: "guardado", intentos: actual.intentos } : actual
    case "acuse":
      return { estado: "acusado", acuse: suceso.acuse, recibidoEn: suceso.recibidoEn }
  }
}

/** Whether the sealed paquete must stay on the phone (ET 6.5). */
export function conservaPaquete(actual: Estado): boolean {
  return actual.estado !== "acusado"
}

/** Whether the queue should try it again by itself. */
export function porEnviar(actual: Estado): actual is Extract<Estado, { estado: "guardado" | "enviado" }> {
  return actual.estado === "guardado" || actual.estado === "enviado"
}

/**
 * Return whether the server still takes a registro at `ahora` (ET 6.6), both in milliseconds.
 *
 * @param finDelPeriodo - end of the periodo de captación.
 * @param ahora - an instant of the server's clock; the phone's may be wrong.
 */
export function aTiempo(finDelPeriodo: number, ahora: number): boolean {
  return ahora <= finDelPeriodo + HORAS_PARA_ENVIAR * 3_600_000
}

const ESPERA_MS = [2_000, 5_000, 15_000, 60_000, 300_000] as const

/** What a contact with the server can mean for the queue. */
export type Respuesta =
  | { readonly clase: "avanza" }
  | { readonly clase: "sin-red" }
  | { readonly clase: "portal-cautivo" }
  | { readonly clase: "ocupado"; readonly esperaMs: number | null }
  | { readonly clase: "mantenimiento"; readonly esperaMs: number | null; readonly mensaje: string }
  | { readonly clase: "de-este-registro"; readonly motivo: Motivo }
  | { readonly clase: "de-la-cola"; readonly motivo: Motivo }

/** Return how long to wait before the next round, after `fallas` in a row. */
export function espera(respuesta: Respuesta, fallas: number, azar: number): number {
  const propia = ESPERA_MS[Math.min(fallas, ESPERA_MS.length) - 1] ?? ESPERA_MS[0]
  const pedida = respuesta.clase === "ocupado" || respuesta.clase === "mantenimiento" ? (respuesta.esperaMs ?? 0) : 0
  return Math.max(pedida, Math.round(propia * (0.75 + azar / 2)))
}

/** A piece of an upload should take about this long: what a cut may cost, against what each request costs. */
const META_MS = 4_000
const GRANO = 4 * 1024
export const TROZO_MIN = GRANO
export const TROZO_INICIAL = 32 * 1024
export const TROZO_MAX = 256 * 1024

/**
 * Return the bytes of the next piece, from how the last one went: what the line carries in four
 * seconds, and half of it once the line has cut it.
 */
export function siguienteTrozo(bytes: number, ms: number, cortado: boolean): number {
  const cabe = cortado ? bytes / 2 : (bytes * META_MS) / Math.max(1, ms)
  const entero = Math.floor(cabe / GRANO) * GRANO
  return Math.min(TROZO_MAX, Math.max(TROZO_MIN, entero))
}
