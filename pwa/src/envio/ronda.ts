/**
 * The sender: it runs in the page, needs no password and loses nothing (ET 6.2 to 6.6).
 *
 * ```ts
 * const resultado = await enviar(boveda, { alAvanzar: refrescar })        // the button
 * const dejar = vigilar((senal) => enviar(boveda, { senal }))             // from launch until dejar()
 * ```
 */

import { pendientes, type Pendiente } from "../almacen/cola.ts"
import { anotarBajaDada, enrolada, guardarFicha } from "../almacen/consulta.ts"
import { siNadie } from "../almacen/turno.ts"
import type { Respuesta } from "../core/envio.ts"
import { contactar } from "./red.ts"
import { enviarRegistro, viaje, type Viaje } from "./registro.ts"

export type { Respuesta } from "../core/envio.ts"
export { vigilar } from "./vigilancia.ts"

export interface Opciones {
  /** Called whenever a record changed: time to count again. */
  readonly alAvanzar?: () => void
  /** Stops after the request in course; nothing is lost. */
  readonly senal?: AbortSignal | undefined
}

/** What one sending left. */
export interface Resultado {
  readonly recibidos: number
  readonly noRecibidos: number
  /** Bytes that the server has now and had not before: on a bad line a sending that stopped may have gone far. */
  readonly avance: number
  /** Why it stopped before the end; null when nothing waits any more. */
  readonly detenido: Exclude<Respuesta, { clase: "avanza" | "de-este-registro" }> | { readonly clase: "otra-ventana" } | null
}

/**
 * Send what waits in a vault, the oldest first, until all is received or the network says no.
 * Never throws for what a network does; AlmacenError when the phone cannot read its own queue.
 */
export function enviar(boveda: string, opciones: Opciones = {}): Promise<Resultado> {
  const enCurso = enMarcha.get(boveda)
  if (enCurso) return enCurso
  const nuevo = enTurno(boveda, opciones).finally(() => enMarcha.delete(boveda))
  enMarcha.set(boveda, nuevo)
  return nuevo
}

/** The sending of each vault that this page has under way: who asks again waits for the same one. */
const enMarcha = new Map<string, Promise<Resultado>>()

async function enTurno(boveda: string, opciones: Opciones): Promise<Resultado> {
  const hecho = await siNadie(`rubrica-envio-${boveda}`, () => ronda(boveda, opciones))
  return hecho ?? { recibidos: 0, noRecibidos: 0, avance: 0, detenido: { clase: "otra-ventana" } }
}

/**
 * Ask recepción for a signed time token of this device and keep it.
 *
 * It is also the proof that the server is there: a captive portal cannot sign. `navigator.onLine`
 * is never asked, because it lies in both directions.
 */
export async function pedirHora(boveda: string, senal?: AbortSignal): Promise<Respuesta> {
  const { dispositivo, consecutivo } = await enrolada(boveda)
  const contacto = await contactar({ metodo: "GET", camino: `/api/v1/hora?dispositivo=${dispositivo}`, consecutivo, senal })
  if (contacto.clase === "jose") return enterarse(boveda, contacto)
  if (contacto.clase === "offset" || contacto.clase === "no-hay") return { clase: "portal-cautivo" }
  return contacto.clase === "de-este-registro" ? { clase: "de-la-cola", motivo: contacto.motivo } : contacto
}

/** Keep what the server says of the time, of the version and of a baja of this device, given elsewhere. */
async function enterarse(boveda: string, { jws, minima, baja }: { jws: string; minima: string; baja: string | null }): Promise<Respuesta> {
  if (!(await guardarFicha(boveda, jws, Date.now(), minima))) return { clase: "portal-cautivo" }
  if (baja !== null) await anotarBajaDada(boveda, baja)
  return { clase: "avanza" }
}

async function ronda(boveda: string, opciones: Opciones): Promise<Resultado> {
  const cuenta = { recibidos: 0, noRecibidos: 0 }
  const { consecutivo } = await enrolada(boveda)
  const suyo = viaje(boveda, consecutivo, opciones.senal)
  const hora = await pedirHora(boveda, opciones.senal)
  if (hora.clase !== "avanza" && hora.clase !== "de-este-registro") return { ...cuenta, avance: 0, detenido: hora }
  const vistos = new Set<string>()
  // Read again each time: another may have been sealed meanwhile.
  for (let registro; (registro = await siguiente(boveda, vistos)); vistos.add(registro.id)) {
    const respuesta = await uno(suyo, registro, opciones)
    if (respuesta.clase === "avanza") cuenta.recibidos += 1
    else if (respuesta.clase === "de-este-registro") cuenta.noRecibidos += 1
    else return { ...cuenta, avance: suyo.avance, detenido: respuesta }
  }
  return { ...cuenta, avance: suyo.avance, detenido: null }
}

async function siguiente(boveda: string, vistos: ReadonlySet<string>): Promise<Pendiente | undefined> {
  return (await pendientes(boveda)).find(({ id }) => !vistos.has(id))
}

async function uno(viaje: Viaje, registro: Pendiente, { alAvanzar, senal }: Opciones): Promise<Respuesta> {
  if (senal?.aborted) return { clase: "sin-red" }
  const respuesta = await enviarRegistro(viaje, registro)
  alAvanzar?.()
  return respuesta
}
