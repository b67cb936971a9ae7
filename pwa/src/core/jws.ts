/** Compact JWS in the only shape Rúbrica takes; the twin of server/rubrica/core/jws.py. */

import { ed25519 } from "@noble/curves/ed25519.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { b64u, deB64u, deUtf8, iguales, utf8, type Bytes } from "./bytes.ts"

export type Causa = "jws-mal-formado" | "jws-algoritmo" | "jws-tipo" | "jws-cabecera" | "jws-clave" | "jws-firma" | "jws-carga"
export type Carga = Readonly<Record<string, unknown>>

/** The JWS is not one that this key signed in the shape expected; `code` says why. */
export class JwsInvalido extends Error {
  readonly code: Causa
  constructor(code: Causa) {
    super(code)
    this.code = code
  }
}

/** Whoever signs with a device's key, without showing it. `firmar` gives r ‖ s, 64 bytes. */
export interface Firmante {
  readonly kid: string
  firmar(mensaje: Bytes): Promise<Uint8Array>
}

/** A public key: Ed25519 raw (32 bytes) or P-256 as uncompressed point (65 bytes). */
export type Publica = { readonly alg: "EdDSA" | "ES256"; readonly bytes: Uint8Array }

/** A key to verify with. A phone verifies only what an installation signs, so only EdDSA is here. */
export interface Verificador {
  readonly alg: Publica["alg"]
  readonly kid: string
  /** Whether it made the signature, 64 bytes; may throw on one that is no signature at all. */
  firmo(firma: Uint8Array, mensaje: Uint8Array): boolean
}

export interface JwkP256 {
  readonly kty: "EC"
  readonly crv: "P-256"
  readonly x: string
  readonly y: string
}

export const MAX_BYTES = 8 * 1024

/** Return the JWK of a P-256 point of 65 bytes, with only what its thumbprint covers. */
export function jwkDe(punto: Uint8Array): JwkP256 {
  return { kty: "EC", crv: "P-256", x: b64u(punto.subarray(1, 33)), y: b64u(punto.subarray(33, 65)) }
}

/** Return the RFC 7638 thumbprint of a key, base64url. */
export function kid({ alg, bytes }: Publica): string {
  const jwk =
    alg === "EdDSA"
      ? { crv: "Ed25519", kty: "OKP", x: b64u(bytes) }
      : { crv: "P-256", kty: "EC", x: b64u(bytes.subarray(1, 33)), y: b64u(bytes.subarray(33, 65)) }
  return b64u(sha256(utf8(JSON.stringify(jwk))))
}

/** Return who verifies with an Ed25519 key of 32 bytes. */
export function ed(bytes: Uint8Array): Verificador {
  return { alg: "EdDSA", kid: kid({ alg: "EdDSA", bytes }), firmo: (firma, mensaje) => ed25519.verify(firma, mensaje, bytes, { zip215: false }) }
}

/** Return the only spelling of a protected header. */
export function cabecera(alg: Publica["alg"], typ: string, quien: string): string {
  return `{"alg":"${alg}","typ":"${typ}","kid":"${quien}"}`
}

/** Return the JWS of a payload, written as JSON without spaces, signed by a device (ES256). */
export async function firmar(carga: Carga, typ: string, firmante: Firmante): Promise<string> {
  const firmado = `${b64u(utf8(cabecera("ES256", typ, firmante.kid)))}.${b64u(utf8(JSON.stringify(carga)))}`
  return `${firmado}.${b64u(await firmante.firmar(utf8(firmado)))}`
}

/** Return the payload of a JWS that `clave` signed. Throws JwsInvalido. */
export function verificar(texto: string, typ: string, clave: Verificador, maxBytes = MAX_BYTES): Carga {
  if (texto.length > maxBytes) throw new JwsInvalido("jws-mal-formado")
  const partes = texto.split(".")
  const [primero, segundo, tercero] = partes
  if (partes.length !== 3 || primero === undefined || segundo === undefined || tercero === undefined) throw new JwsInvalido("jws-mal-formado")
  const quien = leerCabecera(bytesDe(primero), clave.alg, typ)
  const [carga, firma] = [bytesDe(segundo), bytesDe(tercero)]
  if (firma.length !== 64) throw new JwsInvalido("jws-firma")
  if (quien !== clave.kid) throw new JwsInvalido("jws-clave")
  if (!firmo(clave, firma, utf8(`${primero}.${segundo}`))) throw new JwsInvalido("jws-firma")
  return leerJson(carga, "jws-carga")
}

/** Return the payload of a JWS without looking at its signature: to read what this phone wrote. */
export function cargaDe(texto: string): Bytes {
  return bytesDe(texto.split(".")[1] ?? "")
}

function bytesDe(parte: string): Bytes {
  try {
    return deB64u(parte)
  } catch {
    throw new JwsInvalido("jws-mal-formado")
  }
}

function leerCabecera(cruda: Bytes, alg: Publica["alg"], typ: string): string {
  const miembros = leerJson(cruda, "jws-cabecera")
  if (miembros["alg"] !== alg) throw new JwsInvalido("jws-algoritmo")
  if (miembros["typ"] !== typ) throw new JwsInvalido("jws-tipo")
  const quien = miembros["kid"]
  if (typeof quien !== "string" || !/^[\w-]{43}$/.test(quien)) throw new JwsInvalido("jws-cabecera")
  if (!iguales(cruda, utf8(cabecera(alg, typ, quien)))) throw new JwsInvalido("jws-cabecera")
  return quien
}

function firmo(clave: Verificador, firma: Uint8Array, mensaje: Uint8Array): boolean {
  try {
    return clave.firmo(firma, mensaje)
  } catch {
    return false
  }
}

/** Whoever signs writes JSON in one way only, so a repeated member or a space is seen here. */
function leerJson(crudo: Bytes, causa: Causa): Carga {
  try {
    const texto = deUtf8(crudo)
    const objeto: unknown = JSON.parse(texto)
    if (typeof objeto === "object" && objeto !== null && !Array.isArray(objeto) && JSON.stringify(objeto) === texto) return objeto as Carga
  } catch {
    // Falls to the refusal below: what cannot be read is refused as what reads otherwise.
  }
  throw new JwsInvalido(causa)
}
