/** Paquete: a record sealed to the key of its process (ET 5.13); twin of core/paquete.py. */

import { unir, type Bytes } from "./bytes.ts"
import { encode } from "./cbor.ts"
import { comoMapa, type Contenido } from "./contenido.ts"
import { sellarPara } from "./hpke.ts"
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

/**
 * Return the paquete of a record, sealed to a raw X25519 public key and bound to its sobre.
 * Throws PaqueteGrande, and TypeError on a record with something that is not an integer.
 */
export async function sellar(contenido: Contenido, datos: Datos, publica: Uint8Array): Promise<Bytes> {
  const quien = kid(publica)
  const claro = encode(comoMapa(contenido))
  const { enc, ct } = await sellarPara(publica, info(datos.proceso, quien), aad(datos), claro)
  claro.fill(0)
  const paquete = unir(Uint8Array.of(SUITE), quien, enc, ct)
  if (paquete.length > MAX_PAQUETE) throw new PaqueteGrande()
  return paquete
}
