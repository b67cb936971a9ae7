/** The queue: what waits, what went, what came back with its acuse (ET 6.2 to 6.5). No password. */

import { leerAcuse, leerRechazo, type Acuse } from "../core/acuse.ts"
import { deB64u } from "../core/bytes.ts"
import * as codigo from "../core/codigo.ts"
import { leer as leerFolio } from "../core/folio.ts"
import { avanzar, conservaPaquete, porEnviar, type Motivo, type Suceso } from "../core/envio.ts"
import { escribir, leer, noCupo, siCabe, type FilaDeRegistro } from "./base.ts"
import { enrolada } from "./consulta.ts"

/** Each support is in exactly one of the four. Only those with acuse are received. */
export interface Contadores {
  /** Sealed on this phone, not yet sent. */
  readonly guardados: number
  /** Sent whole, without a verified receipt yet: still on this phone. */
  readonly enviados: number
  /** Received: erased from this phone. */
  readonly conAcuse: number
  /** Refused by the server: sealed on this phone, with the reason. */
  readonly noRecibidos: number
}

export interface Comprobante {
  readonly folio: string
  readonly codigoIntegridad: string
  readonly capturadoEn: string
  readonly estado: "guardado" | "enviado" | "rechazado" | "acusado"
  /** Only with acuse. */
  readonly recibidoEn: string | null
}

export interface Pendiente {
  readonly id: string
  readonly tipo: "alta" | "apoyo"
  readonly folio: string
  readonly codigoIntegridad: string
  readonly capturadoEn: string
  readonly sobre: string
  readonly bytes: number
  readonly intentos: number
}

/** What tells one sealed record from any other. */
export type Sellado = Pick<Pendiente, "id" | "folio" | "codigoIntegridad">

export interface Rechazado extends Comprobante {
  readonly id: string
  readonly motivo: Motivo
}

async function registros(boveda: string): Promise<FilaDeRegistro[]> {
  const filas = await leer(["registros"], (tx) => tx.objectStore("registros").index("boveda").getAll(boveda))
  return filas.sort((a, b) => a.consecutivo - b.consecutivo || a.id.localeCompare(b.id))
}

/** Count the supports of a vault; the alta of the auxiliar is no support. */
export async function contadores(boveda: string): Promise<Contadores> {
  const cuantos = { guardado: 0, enviado: 0, acusado: 0, rechazado: 0 }
  for (const { tipo, estado } of await registros(boveda)) if (tipo === "apoyo") cuantos[estado.estado] += 1
  return { guardados: cuantos.guardado, enviados: cuantos.enviado, conAcuse: cuantos.acusado, noRecibidos: cuantos.rechazado }
}

/** Return what waits to be sent, the oldest first; the alta goes before any support. */
export async function pendientes(boveda: string): Promise<Pendiente[]> {
  return (await registros(boveda)).flatMap(({ estado, id, tipo, folio, codigoIntegridad, capturadoEn, sobre, bytes }) =>
    porEnviar(estado) ? [{ id, tipo, folio, codigoIntegridad, capturadoEn, sobre, bytes, intentos: estado.intentos }] : [],
  )
}

function comoComprobante({ folio, codigoIntegridad, capturadoEn, estado }: FilaDeRegistro): Comprobante {
  const recibidoEn = estado.estado === "acusado" ? estado.recibidoEn : null
  return { folio, codigoIntegridad, capturadoEn, estado: estado.estado, recibidoEn }
}

/** Return folio, código and dates of every support made here, the newest first (ET 6.3). */
export async function comprobantes(boveda: string): Promise<Comprobante[]> {
  return (await registros(boveda)).filter(({ tipo }) => tipo === "apoyo").reverse().map(comoComprobante)
}

/** Return what the server refused, alta included, with the reason and what to do. */
export async function rechazados(boveda: string): Promise<Rechazado[]> {
  return (await registros(boveda)).flatMap((fila) =>
    fila.estado.estado === "rechazado" ? [{ ...comoComprobante(fila), id: fila.id, motivo: fila.estado.motivo }] : [],
  )
}

/** Return the sealed bytes of a record; undefined once erased, or when the disk changed them. */
export async function paqueteDe({ id, codigoIntegridad }: Pick<Pendiente, "id" | "codigoIntegridad">): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const guardado = await leer(["paquetes"], (tx) => tx.objectStore("paquetes").get(id))
  const paquete = guardado && new Uint8Array(guardado)
  return paquete && codigo.de(paquete) === codigoIntegridad ? paquete : undefined
}

/** Return sobre and paquete of a record for a rescue file; undefined once erased. Both sealed. */
export async function exportar(id: string): Promise<{ readonly sobre: string; readonly paquete: ArrayBuffer } | undefined> {
  return leer(["registros", "paquetes"], async (tx) => {
    const [fila, paquete] = await Promise.all([tx.objectStore("registros").get(id), tx.objectStore("paquetes").get(id)])
    return fila && paquete && { sobre: fila.sobre, paquete }
  })
}

/** Move a record by what happened to it. The paquete leaves in the transaction that notes the acuse. */
async function anotar(id: string, suceso: Suceso): Promise<void> {
  await escribir(["registros", "paquetes"], async (tx) => {
    const registros = tx.objectStore("registros")
    const fila = await registros.get(id)
    if (!fila) return
    const estado = avanzar(fila.estado, suceso)
    if (conservaPaquete(estado)) await registros.put({ ...fila, estado })
    else {
      await registros.put({ ...fila, estado, sobre: "" })
      await tx.objectStore("paquetes").delete(id)
    }
  })
}

export function anotarIntento(id: string): Promise<void> {
  return siCabe(anotar(id, { tipo: "intento" }))
}

export function anotarEntregado(id: string): Promise<void> {
  return siCabe(anotar(id, { tipo: "entregado" }))
}

export function anotarRechazo(id: string, motivo: Motivo): Promise<void> {
  return anotar(id, { tipo: "rechazo", motivo })
}

/**
 * Keep a receipt and erase the paquete: only when the pinned key signed it, for this very record and
 * these very bytes (ET 6.5). Return false, with nothing changed, otherwise.
 */
export async function anotarAcuse(boveda: string, registro: Sellado, jws: string): Promise<boolean> {
  const { llaves } = await enrolada(boveda)
  let acuse: Acuse
  try {
    acuse = leerAcuse(jws, deB64u(llaves.acuse))
  } catch {
    return false
  }
  const suyo =
    acuse.id === registro.id &&
    acuse.folio === registro.folio &&
    // The folio, not the vault, says which process: a citizen's vault goes from one to another.
    acuse.proceso === leerFolio(registro.folio).proceso &&
    acuse.codigo_integridad === registro.codigoIntegridad
  if (suyo) await anotarRecibido(registro.id, { tipo: "acuse", acuse: jws, recibidoEn: acuse.recibido_en })
  return suyo
}

/**
 * Note a verified receipt. In a phone so full that not even that fits, the paquete goes first and makes
 * room: it is received, and whoever asks for a record without its paquete gets the receipt again.
 */
async function anotarRecibido(id: string, acuse: Suceso): Promise<void> {
  try {
    await anotar(id, acuse)
  } catch (error) {
    if (!noCupo(error)) throw error
    await escribir(["paquetes"], (tx) => tx.objectStore("paquetes").delete(id))
    await anotar(id, acuse)
  }
}

/** Whether the proof in a refusal is the installation's, for this very record and reason (ET 4.9, 6.6). */
export async function rechazoValido(boveda: string, registro: Sellado, { code, firmado }: Motivo): Promise<boolean> {
  const { llaves } = await enrolada(boveda)
  try {
    const dicho = leerRechazo(firmado ?? "", deB64u(llaves.acuse))
    return dicho.id === registro.id && dicho.code === code && dicho.codigo_integridad === registro.codigoIntegridad
  } catch {
    return false
  }
}

/** Put a refused record back in the queue, because a person asks for it (or its cause was mended). */
export function reintentar(id: string): Promise<void> {
  return anotar(id, { tipo: "reintento" })
}
