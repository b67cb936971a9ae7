/**
 * Room that is really taken, so that what is in the hands fits when the phone fills up (ADR 0085).
 *
 * What a browser says of its quota may be an invention; bytes that were written are not. They lie in
 * a database of their own and are let go, all at once, the first time that a support does not fit.
 */

import { openDB } from "idb"

const NOMBRE = "rubrica-reserva"
/** In all, two of the largest paquetes (4 MiB each) and as much again for what the engine adds. */
const TROZOS = 4
const BYTES_POR_TROZO = 4 * 1024 * 1024
/** Most that crypto gives at once. */
const DE_UNA_VEZ = 65_536

function abrir() {
  return openDB(NOMBRE, 1, { upgrade: (db) => void db.createObjectStore("trozos") })
}

/** Return bytes that no disk can make smaller. */
function relleno(): ArrayBuffer {
  const dato = new Uint8Array(BYTES_POR_TROZO)
  for (let desde = 0; desde < dato.length; desde += DE_UNA_VEZ) crypto.getRandomValues(dato.subarray(desde, desde + DE_UNA_VEZ))
  return dato.buffer
}

/**
 * Write what the reserve lacks; true once it is whole, false when it does not fit. Rejects when the
 * engine fails otherwise.
 */
export async function apartar(): Promise<boolean> {
  const db = await abrir()
  try {
    for (let n = await db.count("trozos"); n < TROZOS; n += 1) {
      const tx = db.transaction("trozos", "readwrite", { durability: "strict" })
      await Promise.all([tx.store.put(relleno(), n), tx.done])
    }
    return true
  } catch (error) {
    if (esDeCuota(error)) return false
    throw error
  } finally {
    db.close()
  }
}

/** Let the reserve go; false when there was none. Never rejects. */
export async function soltarReserva(): Promise<boolean> {
  try {
    const db = await abrir()
    try {
      const habia = (await db.count("trozos")) > 0
      if (habia) await db.clear("trozos")
      return habia
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}

/** Whether the engine says that nothing more fits. */
export function esDeCuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError"
}
