/**
 * A capture that waits while the phone's own camera app is open: on a phone of little memory that ends
 * the page (ADR 0117). One for each vault, encrypted under what its owner alone opens, and for half an hour.
 *
 * In a database of its own: the shape of the almacén does not change by it.
 */

import { openDB, type DBSchema, type IDBPDatabase } from "idb"
import { utf8, type Bytes } from "../core/bytes.ts"
import { noHacer } from "./base.ts"

const NOMBRE = "rubrica-borrador"
const VIDA_MS = 30 * 60_000

interface Esquema extends DBSchema {
  borradores: { key: string; value: { readonly iv: ArrayBuffer; readonly cifrado: ArrayBuffer; readonly en: number } }
}

function abrir() {
  return openDB<Esquema>(NOMBRE, 1, { upgrade: (db) => void db.createObjectStore("borradores") })
}

/** Do it where a capture was ever kept; elsewhere no database is made, and undefined comes back. */
async function siHubo<R>(acto: (db: IDBPDatabase<Esquema>) => Promise<R>): Promise<R | undefined> {
  const db = await openDB<Esquema>(NOMBRE, undefined, { upgrade: (_db, _de, _a, tx) => noHacer(tx) }).catch(() => undefined)
  try {
    return db && (await acto(db))
  } finally {
    db?.close()
  }
}

function contexto(boveda: string, en: number): Bytes {
  return utf8(`rubrica/borrador/1/${boveda}/${en}`)
}

/** Keep it in place of the one before. Rejects when the phone has no room for it. */
export async function apartar(boveda: string, llave: CryptoKey, claro: Bytes, en: number): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12)).buffer
  const cifrado = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: contexto(boveda, en) }, llave, claro)
  const db = await abrir()
  try {
    const tx = db.transaction("borradores", "readwrite", { durability: "strict" })
    await Promise.all([tx.store.put({ iv, cifrado, en }, boveda), tx.done])
  } finally {
    db.close()
  }
}

/** Return what waits; undefined when nothing does, it is half an hour old, or another key wrote it. */
export async function apartado(boveda: string, llave: CryptoKey, ahora: number): Promise<Bytes | undefined> {
  const fila = await siHubo((db) => db.get("borradores", boveda))
  if (!fila || haPasado(fila.en, ahora)) return undefined
  const { iv, cifrado, en } = fila
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: contexto(boveda, en) }, llave, cifrado).then((claro) => new Uint8Array(claro), () => undefined)
}

/** Erase what waits in that vault. */
export async function soltar(boveda: string): Promise<void> {
  await siHubo((db) => db.delete("borradores", boveda))
}

/** Erase all that nobody came back for. */
export async function olvidarViejos(ahora: number): Promise<void> {
  await siHubo(async (db) => {
    const tx = db.transaction("borradores", "readwrite")
    for (let cursor = await tx.store.openCursor(); cursor; cursor = await cursor.continue()) if (haPasado(cursor.value.en, ahora)) await cursor.delete()
    await tx.done
  })
}

/** A clock that was moved leaves nothing for ever. */
function haPasado(en: number, ahora: number): boolean {
  return Math.abs(ahora - en) > VIDA_MS
}
