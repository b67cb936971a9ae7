/** What this phone could not send, in a file; and the receipts that come back by hand (ET 6.2, 6.5). */

import { deUtf8, utf8 } from "../core/bytes.ts"
import * as codigo from "../core/codigo.ts"
import { conservaPaquete, type Motivo } from "../core/envio.ts"
import { leer as leerFolio } from "../core/folio.ts"
import { cargaDe } from "../core/jws.ts"
import { Escritor, INICIO } from "../core/rescate.ts"
import { escribir, leer, type FilaDeRegistro } from "./base.ts"
import { anotarAcuse, anotarRechazo, exportar, rechazoValido } from "./cola.ts"

export const TIPO = "application/vnd.rubrica.rescate"

/** What has no receipt in some vaults, the alta and what was refused included. */
export interface PorRescatar {
  readonly registros: number
  readonly bytes: number
  /** How many of them are in no rescue file yet. */
  readonly sinRescatar: number
  /** Of which processes they are: a citizen's vault goes from one to another (ET 7.12). */
  readonly procesos: readonly string[]
  /** When the last rescue file was made, and up to which consecutivo; null before the first. */
  readonly hecho: { readonly en: string; readonly hasta: number } | null
}

export interface Rescate {
  readonly archivo: Blob
  /** The records in it, for anotarRescate. */
  readonly ids: readonly string[]
  readonly hasta: number
  /** How many the disk did not give back whole: those are not in it. */
  readonly danados: number
}

async function sinAcuse(bovedas: readonly string[]): Promise<FilaDeRegistro[]> {
  const filas = await leer(["registros"], (tx) => tx.objectStore("registros").getAll())
  return filas.filter((fila) => bovedas.includes(fila.boveda) && conservaPaquete(fila.estado)).sort((a, b) => (a.id < b.id ? -1 : 1))
}

function ultimo(filas: readonly FilaDeRegistro[]): number {
  return filas.reduce((alto, { consecutivo }) => Math.max(alto, consecutivo), 0)
}

/** Count what a rescue file of those vaults would hold, and what is already in one. */
export async function porRescatar(bovedas: readonly string[]): Promise<PorRescatar> {
  const filas = await sinAcuse(bovedas)
  const hechas = filas.filter(({ rescatadoEn }) => rescatadoEn !== undefined)
  const en = hechas.map(({ rescatadoEn }) => rescatadoEn ?? "").sort().pop()
  return {
    registros: filas.length,
    bytes: filas.reduce((suma, { bytes }) => suma + bytes, 0),
    sinRescatar: filas.length - hechas.length,
    procesos: [...new Set(filas.map(({ folio }) => leerFolio(folio).proceso))],
    hecho: en === undefined ? null : { en, hasta: ultimo(hechas) },
  }
}

/** Write the rescue file of those vaults, one record in memory at a time. No password. */
export async function hacerRescate(bovedas: readonly string[], alAvanzar?: (hechos: number) => void): Promise<Rescate> {
  const escritor = new Escritor()
  const partes: Blob[] = [new Blob([INICIO])]
  const dentro: FilaDeRegistro[] = []
  const filas = await sinAcuse(bovedas)
  for (const fila of filas) {
    const sellado = await exportar(fila.id)
    const paquete = sellado && new Uint8Array(sellado.paquete)
    if (!paquete || codigo.de(paquete) !== fila.codigoIntegridad) continue
    const sobre = utf8(sellado.sobre)
    // A Blob of its own for each: the browser may put it on disk and let the memory go.
    partes.push(new Blob([escritor.cabeza(sobre, paquete), sobre, paquete]))
    dentro.push(fila)
    alAvanzar?.(dentro.length)
  }
  partes.push(new Blob([escritor.cierre()]))
  return { archivo: new Blob(partes, { type: TIPO }), ids: dentro.map(({ id }) => id), hasta: ultimo(dentro), danados: filas.length - dentro.length }
}

/** Remember that the person took away a rescue file with those records. */
export async function anotarRescate(ids: readonly string[], momento: number): Promise<void> {
  const rescatadoEn = new Date(momento).toISOString()
  await escribir(["registros"], async (tx) => {
    const registros = tx.objectStore("registros")
    for (const id of ids) {
      const fila = await registros.get(id)
      if (fila) await registros.put({ ...fila, rescatadoEn })
    }
  })
}

/** What a file of receipts did. */
export interface AcusesTomados {
  /** Received, and erased from this phone just now. */
  readonly recibidos: number
  /** They had their receipt already. */
  readonly yaEstaban: number
  /** Refused, with a signed reason. */
  readonly noRecibidos: number
  /** Of no record of this phone, or not signed by the installation where it enrolled. */
  readonly ajenos: number
}

type Suerte = keyof AcusesTomados

/**
 * Take receipts and signed refusals in, each verified as if recepción had just given it: a record is
 * erased only by its own receipt (ET 6.5). `palabras` puts a refusal into words, by its code.
 */
export async function tomarAcuses(firmados: readonly string[], palabras: (code: string) => Pick<Motivo, "titulo" | "que_hacer">): Promise<AcusesTomados> {
  const cuenta = { recibidos: 0, yaEstaban: 0, noRecibidos: 0, ajenos: 0 }
  for (const jws of firmados) cuenta[await tomarUno(jws, palabras)] += 1
  return cuenta
}

async function tomarUno(jws: string, palabras: (code: string) => Pick<Motivo, "titulo" | "que_hacer">): Promise<Suerte> {
  const { id, code, numeral } = dichoPor(jws)
  const fila = await leer(["registros"], (tx) => tx.objectStore("registros").get(id))
  if (!fila) return "ajenos"
  if (!conservaPaquete(fila.estado)) return "yaEstaban"
  if (code === "") return (await anotarAcuse(fila.boveda, fila, jws)) ? "recibidos" : "ajenos"
  const motivo = { code, numeral, firmado: jws, ...palabras(code) }
  if (!(await rechazoValido(fila.boveda, fila, motivo))) return "ajenos"
  await anotarRechazo(id, motivo)
  return "noRecibidos"
}

/** What a JWS says of itself, before anybody verified it; "" where it says nothing. */
function dichoPor(jws: string): { id: string; code: string; numeral: string } {
  const texto = (valor: unknown): string => (typeof valor === "string" ? valor : "")
  try {
    const { id, code, numeral } = JSON.parse(deUtf8(cargaDe(jws))) as Record<string, unknown>
    return { id: texto(id), code: texto(code), numeral: texto(numeral) }
  } catch {
    return { id: "", code: "", numeral: "" }
  }
}
