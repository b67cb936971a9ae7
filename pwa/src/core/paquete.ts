/** Paquete: a record sealed to the key of its process (ET 5.13); twin of core/paquete.py. */

import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core"
import { DhkemX25519HkdfSha256 } from "@hpke/dhkem-x25519"
import { unir, type Bytes } from "./bytes.ts"
import { encode } from "./cbor.ts"
import { comoMapa, type Contenido } from "./contenido.ts"
import { aad, type Datos } from "./sobre.ts"
import { kid, SUITE } from "./suite.ts"

export const MAX_PAQUETE = 4 * 1024 * 1024
const CONTEXTO = "rubrica/paquete/1"

/** The sealed record would be over 4 MiB. */
export class PaqueteGrande extends Error {}

/** Return what the seal binds besides the sobre: protocol, process and key. */
export function info(proceso: string, quien: Uint8Array): Bytes {
  return encode([CONTEXTO, proceso, quien])
}

/** Return the HPKE suite of paquetes with suite byte 0x01. */
export function suite(): CipherSuite {
  return new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
}

/**
 * Return the paquete of a record, sealed to a raw X25519 public key and bound to its sobre.
 * Throws PaqueteGrande, and TypeError on a record with something that is not an integer.
 */
export async function sellar(contenido: Contenido, datos: Datos, publica: Uint8Array): Promise<Bytes> {
  const hpke = suite()
  const quien = kid(publica)
  const recipientPublicKey = await hpke.kem.deserializePublicKey(Uint8Array.from(publica).buffer)
  const claro = encode(comoMapa(contenido))
  const { enc, ct } = await hpke.seal({ recipientPublicKey, info: info(datos.proceso, quien) }, claro, aad(datos))
  claro.fill(0)
  const paquete = unir(Uint8Array.of(SUITE), quien, new Uint8Array(enc), new Uint8Array(ct))
  if (paquete.length > MAX_PAQUETE) throw new PaqueteGrande()
  return paquete
}
