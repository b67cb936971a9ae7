/** The lock of a vault: the device key under Argon2id of the local password. */

import { argon2id } from "hash-wasm"
import { utf8, type Bytes } from "../core/bytes.ts"
import { jwkDe, kid, type Firmante, type JwkP256 } from "../core/jws.ts"
import type { Candado } from "./base.ts"
import { AlmacenError } from "./errores.ts"

export const MIN_CONTRASENA = 8
const ARGON = { memoriaKiB: 19 * 1024, vueltas: 2 } as const
const P256 = { name: "ECDSA", namedCurve: "P-256" } as const
const ES256 = { name: "ECDSA", hash: "SHA-256" } as const

export interface ClaveNueva {
  readonly jwk: JwkP256
  readonly kid: string
  readonly candado: Candado
}

async function derivar(contrasena: string, { sal, argon }: Pick<Candado, "sal" | "argon">): Promise<CryptoKey> {
  const crudo = await argon2id({
    // One spelling for one password: keyboards write ñ and accents in two ways.
    password: contrasena.normalize("NFC"),
    salt: new Uint8Array(sal),
    parallelism: 1,
    iterations: argon.vueltas,
    memorySize: argon.memoriaKiB,
    hashLength: 32,
    outputType: "binary",
  })
  const llave = await crypto.subtle.importKey("raw", crudo as Bytes, "AES-GCM", false, ["encrypt", "decrypt"])
  crudo.fill(0)
  return llave
}

function contexto(boveda: string): Bytes {
  return utf8(`rubrica/boveda/1/${boveda}`)
}

function exigirLarga(contrasena: string): void {
  if ([...contrasena.normalize("NFC")].length < MIN_CONTRASENA) throw new AlmacenError("contrasena-corta")
}

/** Return a new device key, locked. Throws AlmacenError("contrasena-corta"). */
export async function crear(contrasena: string, boveda: string): Promise<ClaveNueva> {
  exigirLarga(contrasena)
  const par = await crypto.subtle.generateKey(P256, true, ["sign", "verify"])
  const punto = new Uint8Array(await crypto.subtle.exportKey("raw", par.publicKey))
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", par.privateKey))
  return { jwk: jwkDe(punto), kid: kid({ alg: "ES256", bytes: punto }), candado: await cerrar(contrasena, boveda, pkcs8) }
}

/** Return the lock of a private key, which is overwritten in memory. */
async function cerrar(contrasena: string, boveda: string, pkcs8: Bytes): Promise<Candado> {
  const [sal, iv] = [crypto.getRandomValues(new Uint8Array(16)).buffer, crypto.getRandomValues(new Uint8Array(12)).buffer]
  const llave = await derivar(contrasena, { sal, argon: ARGON })
  const cifrada = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: contexto(boveda) }, llave, pkcs8)
  pkcs8.fill(0)
  return { sal, iv, cifrada, argon: ARGON }
}

async function descifrar(contrasena: string, boveda: string, candado: Candado): Promise<Bytes> {
  const llave = await derivar(contrasena, candado)
  const { iv, cifrada } = candado
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: contexto(boveda) }, llave, cifrada))
  } catch (cause) {
    throw new AlmacenError("contrasena-incorrecta", { cause })
  }
}

/** Return the same key under another password. Throws AlmacenError "contrasena-corta", "contrasena-incorrecta". */
export async function cambiar(actual: string, nueva: string, boveda: string, candado: Candado): Promise<Candado> {
  exigirLarga(nueva)
  return cerrar(nueva, boveda, await descifrar(actual, boveda, candado))
}

/** What a password opens: who signs, and the key of what waits half done in this vault. */
export interface Abierta extends Firmante {
  readonly llave: CryptoKey
}

/** Return the key under which a capture waits, from the device key: the same at each opening. */
async function llaveDeBorrador(boveda: string, pkcs8: Bytes): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", pkcs8, "HKDF", false, ["deriveKey"])
  const modo = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: utf8(`rubrica/borrador/1/${boveda}`) }
  return crypto.subtle.deriveKey(modo, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
}

/**
 * Return what the password opens; the device key stays non-extractable in memory.
 * Throws AlmacenError("contrasena-incorrecta").
 */
export async function abrir(contrasena: string, boveda: string, quien: string, candado: Candado): Promise<Abierta> {
  const pkcs8 = await descifrar(contrasena, boveda, candado)
  const clave = await crypto.subtle.importKey("pkcs8", pkcs8, P256, false, ["sign"])
  const llave = await llaveDeBorrador(boveda, pkcs8)
  pkcs8.fill(0)
  return {
    kid: quien,
    llave,
    firmar: async (mensaje) => new Uint8Array(await crypto.subtle.sign(ES256, clave, mensaje)),
  }
}

/** Whether the key that was kept signs what its public half accepts: the read-back test. */
export async function concuerda(firmante: Firmante, jwk: JwkP256): Promise<boolean> {
  const mensaje = crypto.getRandomValues(new Uint8Array(32))
  const publica = await crypto.subtle.importKey("jwk", { ...jwk }, P256, false, ["verify"])
  return crypto.subtle.verify(ES256, publica, (await firmante.firmar(mensaje)) as Bytes, mensaje)
}
