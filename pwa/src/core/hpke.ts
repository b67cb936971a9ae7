/**
 * HPKE (RFC 9180) as a paquete uses it and no further: base mode, single shot, DHKEM(X25519,
 * HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The tests hold it against a whole library and the vectors.
 */

import { expand, extract } from "@noble/hashes/hkdf.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { unir, utf8, type Bytes } from "./bytes.ts"
import { usar } from "./x25519.ts"

const KEM = unir(utf8("KEM"), Uint8Array.of(0x00, 0x20))
const HPKE = unir(utf8("HPKE"), Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x00, 0x02))
const VERSION = utf8("HPKE-v1")
const NADA = new Uint8Array(0)
const BASE = Uint8Array.of(0x00)

function labeledExtract(suite: Bytes, sal: Uint8Array, etiqueta: string, ikm: Uint8Array): Bytes {
  return Uint8Array.from(extract(sha256, unir(VERSION, suite, utf8(etiqueta), ikm), sal))
}

function labeledExpand(suite: Bytes, prk: Uint8Array, etiqueta: string, info: Uint8Array, largo: number): Bytes {
  return Uint8Array.from(expand(sha256, prk, unir(Uint8Array.of(0, largo), VERSION, suite, utf8(etiqueta), info), largo))
}

export interface Sellado {
  readonly enc: Bytes
  readonly ct: Bytes
}

/**
 * Return `claro` sealed to a raw X25519 public key. `efimera`: 32 random bytes, given only by tests.
 * Throws when the key is no point that a secret can be shared with.
 */
export async function sellarPara(publica: Uint8Array, info: Bytes, aad: Bytes, claro: Bytes, efimera: Uint8Array = crypto.getRandomValues(new Uint8Array(32))): Promise<Sellado> {
  const { publica: enc, compartir } = await usar(efimera)
  const { clave, iv } = await claves(await compartir(publica), enc, publica, info)
  const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad }, clave, claro)
  return { enc, ct: new Uint8Array(ct) }
}

/** Return what was sealed to the public half of `privada`. Throws when it does not open. */
export async function abrirCon(privada: Uint8Array, info: Bytes, aad: Bytes, { enc, ct }: Sellado): Promise<Bytes> {
  const { publica, compartir } = await usar(privada)
  const { clave, iv } = await claves(await compartir(enc), enc, publica, info)
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: aad }, clave, ct))
}

/** The key and nonce of base mode: no pre-shared key, so its two parts are empty. */
async function claves(dh: Uint8Array, enc: Uint8Array, publica: Uint8Array, info: Bytes): Promise<{ clave: CryptoKey; iv: Bytes }> {
  const compartido = labeledExpand(KEM, labeledExtract(KEM, NADA, "eae_prk", dh), "shared_secret", unir(enc, publica), 32)
  const contexto = unir(BASE, labeledExtract(HPKE, NADA, "psk_id_hash", NADA), labeledExtract(HPKE, NADA, "info_hash", info))
  const secreto = labeledExtract(HPKE, compartido, "secret", NADA)
  const llave = labeledExpand(HPKE, secreto, "key", contexto, 32)
  const iv = labeledExpand(HPKE, secreto, "base_nonce", contexto, 12)
  const clave = await crypto.subtle.importKey("raw", llave, "AES-GCM", false, ["encrypt", "decrypt"])
  for (const secreta of [dh, compartido, secreto, llave]) secreta.fill(0)
  return { clave, iv }
}
