/** Whether this phone keeps what it is given: a record of trial, written, read back and erased. */

import { openDB } from "idb"

const NOMBRE = "rubrica-ensayo"
const BYTES = 400_000
const P256 = { name: "ECDSA", namedCurve: "P-256" } as const
const ES256 = { name: "ECDSA", hash: "SHA-256" } as const

/**
 * Write as much as one support with strict durability, open anew, and compare; true when it came back whole.
 * Rejects when the engine does not even open a database, as in some private windows.
 */
export async function ensayarGuardado(): Promise<boolean> {
  const dato = new Uint8Array(BYTES)
  for (let desde = 0; desde < BYTES; desde += 65_536) crypto.getRandomValues(dato.subarray(desde, desde + 65_536))
  try {
    const escrita = await abrir()
    const tx = escrita.transaction("cosas", "readwrite", { durability: "strict" })
    await Promise.all([tx.store.put(dato.buffer.slice(0), "una"), tx.done])
    escrita.close()
    const leida = await abrir()
    const vuelto = (await leida.get("cosas", "una")) as ArrayBuffer | undefined
    leida.close()
    return vuelto !== undefined && igual(new Uint8Array(vuelto), dato)
  } finally {
    indexedDB.deleteDatabase(NOMBRE)
  }
}

/**
 * Keep a key that cannot be taken out, read it back and sign with it; true when the signature is good. The citizen's own
 * vault rests on such a key (ET 7.25), and some engines give back one that no longer signs.
 */
export async function ensayarLlave(): Promise<boolean> {
  const par = await crypto.subtle.generateKey(P256, false, ["sign", "verify"])
  try {
    const escrita = await abrir()
    await escrita.put("cosas", par.privateKey, "llave")
    escrita.close()
    const leida = await abrir()
    const vuelta = (await leida.get("cosas", "llave")) as CryptoKey
    leida.close()
    const mensaje = crypto.getRandomValues(new Uint8Array(32))
    return await crypto.subtle.verify(ES256, par.publicKey, await crypto.subtle.sign(ES256, vuelta, mensaje), mensaje)
  } finally {
    indexedDB.deleteDatabase(NOMBRE)
  }
}

function abrir() {
  return openDB(NOMBRE, 1, { upgrade: (db) => void db.createObjectStore("cosas") })
}

function igual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((valor, i) => valor === b[i])
}
