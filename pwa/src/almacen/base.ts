/** The database: its shape, and how it is opened, lost and opened again. */

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb"
import type { Estado } from "../core/envio.ts"
import type { JwkP256 } from "../core/jws.ts"
import { AlmacenError } from "./errores.ts"
import { soltarReserva } from "./reserva.ts"

/** The device key under the local password: AES-GCM under Argon2id. Bytes, never a CryptoKey. */
export interface Candado {
  readonly sal: ArrayBuffer
  readonly iv: ArrayBuffer
  readonly cifrada: ArrayBuffer
  readonly argon: { readonly memoriaKiB: number; readonly vueltas: number }
}

export type EstadoDeAlta = "sin_alta" | "recibida" | "abierta" | "no_abre"

/** What the server gave at enrolment, and how far the chain of this device has come. */
export interface Enrolada {
  readonly dispositivo: string
  readonly numero: number
  readonly proceso: string
  readonly auxiliar: string
  /** Ed25519, base64url; pinned at enrolment and never changed. */
  readonly llaves: { readonly acuse: string; readonly hora: string; readonly manifiesto: string }
  readonly manifiesto: string
  readonly consecutivo: number
  readonly anterior: string | null
  readonly ficha: { readonly jws: string; readonly dispositivoEn: string } | null
  readonly alta: EstadoDeAlta
  readonly deBaja: boolean
  /** When the server told it: whose baja, by which numeral and when. None of the phone's own, nor in older rows. */
  readonly bajaDada?: { readonly de: string; readonly numeral: string; readonly en: string }
  /** Versions of the app whose seal the server has opened, the newest first. Rows before 0.2 have none. */
  readonly probadas: readonly string[]
  /** The oldest version that may still capture, as last told; "" for any. Rows before 0.2 have none. */
  readonly minima: string
}

/** A key whose password was just made, until the server says that it took it (ET 4.6). */
export interface LlavePorConfirmar {
  readonly jwk: JwkP256
  readonly kid: string
  readonly candado: Candado
}

/** What the server told a citizen's phone at its activation; nothing of whose it is. */
export interface VinculoDeMiApoyo {
  readonly dispositivo: string
  /** What stands for the Id_Auxiliar in its folios. */
  readonly auxiliar: string
  readonly numero: number
  readonly entidad: { readonly clave: string; readonly nombre: string }
  readonly llaves: Enrolada["llaves"]
}

/** What only the citizen's own vault has. */
export interface DeMiApoyo {
  /** The device key: never extractable. */
  readonly llave: CryptoKey
  /** HMAC key that turns a CIC into `persona`, so that the phone knows it again and does not keep it. */
  readonly marca: CryptoKey
  readonly persona: ArrayBuffer | null
  readonly solicitud: string | null
  /** The version that sealed the last request. Rows before 0.3 have none. */
  readonly selladaCon?: string
  readonly vinculo: VinculoDeMiApoyo | null
  /** What waits while the account is proved (ET 7.8): see apartado.ts. */
  readonly apartado?: { readonly llave: CryptoKey; readonly iv: ArrayBuffer; readonly cifrada: ArrayBuffer }
}

export interface FilaDeBoveda {
  readonly id: string
  readonly creadaEn: string
  readonly jwk: JwkP256
  readonly kid: string
  readonly candado: Candado
  readonly fallas: number
  readonly ultimaFalla: number
  /** A reset that began: until it ends, nothing is sealed with a key that may no longer serve. */
  readonly porConfirmar?: LlavePorConfirmar
  /** null until the server has enrolled the key. */
  readonly enrolada: Enrolada | null
  /** Only in the citizen's own vault, whose `candado` no password opens. */
  readonly miApoyo?: DeMiApoyo
}

/** Nothing here is readable by whoever holds the phone: no name, no key of a credential, no image. */
export interface FilaDeRegistro {
  readonly id: string
  readonly boveda: string
  readonly tipo: "alta" | "apoyo"
  readonly folio: string
  readonly codigoIntegridad: string
  readonly consecutivo: number
  readonly capturadoEn: string
  readonly sobre: string
  readonly bytes: number
  readonly estado: Estado
  /** When it was last written to a rescue file that the person took away. */
  readonly rescatadoEn?: string
}

export interface Esquema extends DBSchema {
  bovedas: { key: string; value: FilaDeBoveda }
  registros: { key: string; value: FilaDeRegistro; indexes: { boveda: string } }
  /** Apart from the registros, so that a list does not read hundreds of photographs. */
  paquetes: { key: string; value: ArrayBuffer }
}

export const NOMBRE = "rubrica"
const VERSION = 1

type Tiendas = readonly StoreNames<Esquema>[]
type Transaccion<T extends Tiendas, M extends IDBTransactionMode> = IDBPTransaction<Esquema, [...T], M>

let abierta: Promise<IDBPDatabase<Esquema>> | undefined

function abrir(): Promise<IDBPDatabase<Esquema>> {
  abierta ??= openDB<Esquema>(NOMBRE, VERSION, {
    upgrade(db) {
      db.createObjectStore("bovedas", { keyPath: "id" })
      db.createObjectStore("registros", { keyPath: "id" }).createIndex("boveda", "boveda")
      db.createObjectStore("paquetes")
    },
    // A newer page wants to migrate: this one lets go, and opens again when it is next used.
    blocking: () => void cerrar(),
    terminated: () => (abierta = undefined),
  }).catch((error: unknown) => {
    abierta = undefined
    throw error
  })
  return abierta
}

/** Whether this version may capture in a vault: the server has opened what it seals. */
export function estaProbada({ probadas }: Pick<Enrolada, "probadas">, version: string): boolean {
  return (probadas as readonly string[] | undefined)?.includes(version) ?? false // older rows have none
}

/** Let go of the database; the next use opens it again. */
export async function cerrar(): Promise<void> {
  const db = abierta
  abierta = undefined
  ;(await db?.catch(() => undefined))?.close()
}

/**
 * Run `acto` in one transaction that is on disk when this returns; all of it or nothing. When it does
 * not fit, the reserve is let go and it runs again: what is in the hands was counted on (ADR 0085).
 */
export async function escribir<T extends Tiendas, R>(tiendas: T, acto: (tx: Transaccion<T, "readwrite">) => Promise<R>): Promise<R> {
  try {
    return await deUnaVez(tiendas, acto)
  } catch (error) {
    if (!noCupo(error) || !(await soltarReserva())) throw error
  }
  return deUnaVez(tiendas, acto)
}

function deUnaVez<T extends Tiendas, R>(tiendas: T, acto: (tx: Transaccion<T, "readwrite">) => Promise<R>): Promise<R> {
  return conBase((db) => enTransaccion(db.transaction([...tiendas] as [...T], "readwrite", { durability: "strict" }), acto))
}

/** Whether the phone has no room, the reserve let go. */
export function noCupo(error: unknown): boolean {
  return error instanceof AlmacenError && error.codigo === "almacen-lleno"
}

/** Do what is worth noting and is no loss when it does not fit: a full phone still sends (ET 6.2). */
export async function siCabe(acto: Promise<void>): Promise<void> {
  try {
    await acto
  } catch (error) {
    if (!noCupo(error)) throw error
  }
}

/** Read the database as whoever uses it left it: one that is not there is not made, none is migrated. */
export async function leerSinMigrar<T extends Tiendas, R>(tiendas: T, acto: (tx: Transaccion<T, "readonly">) => Promise<R[]>): Promise<R[]> {
  const db = await openDB<Esquema>(NOMBRE, undefined, { upgrade: (_db, _de, _a, tx) => noHacer(tx) }).catch(() => undefined)
  if (!db) return []
  try {
    return await enTransaccion(db.transaction([...tiendas] as [...T], "readonly"), acto)
  } finally {
    db.close()
  }
}

/** The upgrade of who reads a database and never makes one: opening it then rejects. */
export function noHacer(tx: { readonly done: Promise<void>; abort(): void }): void {
  tx.done.catch(() => undefined)
  tx.abort()
}

export function leer<T extends Tiendas, R>(tiendas: T, acto: (tx: Transaccion<T, "readonly">) => Promise<R>): Promise<R> {
  return conBase((db) => enTransaccion(db.transaction([...tiendas] as [...T], "readonly"), acto))
}

async function enTransaccion<T extends Tiendas, M extends IDBTransactionMode, R>(
  tx: Transaccion<T, M>,
  acto: (tx: Transaccion<T, M>) => Promise<R>,
): Promise<R> {
  // Awaited in both ways out, or an abort would surface as an unhandled rejection.
  const fin = tx.done
  try {
    const resultado = await acto(tx)
    await fin
    return resultado
  } catch (error) {
    try {
      tx.abort()
    } catch {
      // Already finished or aborted by the engine: there is nothing left to undo.
    }
    const causa = await fin.then(() => undefined, (e: unknown) => e)
    // Whatever the engine aborts it calls the same; why, only the transaction itself knows.
    throw nombreDe(error) === "AbortError" && causa !== undefined ? causa : error
  }
}

/** How each engine says that the database was closed under the page. Nothing here aborts a transaction that went well. */
const PERDIDA = new Set(["UnknownError", "InvalidStateError", "AbortError"])

let avisar = (): void => undefined

/** Call `acto` whenever the database was lost, opened again and lost again: only a new page opens it then. */
export function alPerderse(acto: () => void): void {
  avisar = acto
}

/** iOS kills the database under a page in the background: its handle is useless, a new one works. */
async function conBase<R>(acto: (db: IDBPDatabase<Esquema>) => Promise<R>): Promise<R> {
  try {
    return await acto(await abrir())
  } catch (error) {
    if (!PERDIDA.has(nombreDe(error))) throw traducir(error)
  }
  await cerrar()
  try {
    return await acto(await abrir())
  } catch (error) {
    if (PERDIDA.has(nombreDe(error))) avisar()
    throw traducir(error)
  }
}

function nombreDe(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : ""
}

function traducir(error: unknown): unknown {
  if (error instanceof AlmacenError) return error
  const nombre = nombreDe(error)
  if (nombre === "QuotaExceededError") return new AlmacenError("almacen-lleno", { cause: error })
  if (PERDIDA.has(nombre)) return new AlmacenError("almacen-cerrado", { cause: error })
  return error
}
