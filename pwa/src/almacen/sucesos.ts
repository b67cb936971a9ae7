/**
 * The last technical events of this phone: codes and times, in a ring that forgets.
 *
 * They live in a database of their own: when the one of the supports does not open, this is what
 * support has to go on. A code is a word of this program, never a text that somebody typed.
 */

import { openDB, type DBSchema } from "idb"

export const MAX_SUCESOS = 200
const FORMA = /^[a-z][a-z-]{0,39}$/

export interface Suceso {
  /** ISO instant of the phone's clock. */
  readonly en: string
  readonly que: string
  /** Which of its kind, a code too. */
  readonly cual?: string
  readonly cuantos?: number
}

interface Esquema extends DBSchema {
  sucesos: { key: number; value: Suceso }
}

let abierta: ReturnType<typeof abrir> | undefined

function abrir() {
  return openDB<Esquema>("rubrica-sucesos", 1, {
    upgrade: (db) => void db.createObjectStore("sucesos", { autoIncrement: true }),
    terminated: () => (abierta = undefined),
  })
}

/** Return the code, or "otro" when it is not the shape of one: so no free text ever gets in. */
function codigo(texto: string): string {
  return FORMA.test(texto) ? texto : "otro"
}

/** Keep an event, and forget the oldest past MAX_SUCESOS. Never rejects: a lost event is only that. */
export async function anotarSuceso(que: string, cual?: string, cuantos?: number): Promise<void> {
  const suceso: Suceso = {
    en: new Date().toISOString(), que: codigo(que),
    ...(cual === undefined ? {} : { cual: codigo(cual) }), ...(cuantos === undefined ? {} : { cuantos: Math.round(cuantos) }),
  }
  try {
    const tx = (await (abierta ??= abrir())).transaction("sucesos", "readwrite")
    const llave = await tx.store.add(suceso)
    if (llave > MAX_SUCESOS) await tx.store.delete(IDBKeyRange.upperBound(llave - MAX_SUCESOS))
    await tx.done
  } catch {
    abierta = undefined
  }
}

/** Return what is remembered, oldest first; nothing when it cannot be read. */
export async function ultimosSucesos(): Promise<readonly Suceso[]> {
  try {
    return await (await (abierta ??= abrir())).getAll("sucesos")
  } catch {
    abierta = undefined
    return []
  }
}
