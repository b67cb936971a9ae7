/** CBOR in the one form of RFC 8949 §4.2.1; the twin of server/rubrica/core/cbor.py. */

import { decode as decodeCborg, encode as encodeCborg, rfc8949EncodeOptions } from "cborg"
import { iguales, type Bytes } from "./bytes.ts"

export type Valor = number | string | boolean | null | Uint8Array | readonly Valor[] | { readonly [clave: string]: Valor }

export const MAX_DEPTH = 8
export const MAX_ITEMS = 50_000

/** The bytes are not the deterministic CBOR of any value within the limits. */
export class CborInvalido extends Error {}

/** Return the only encoding of `valor`. Throws TypeError on a kind that has no place here. */
export function encode(valor: Valor): Bytes {
  return encodeCborg(limpio(valor), rfc8949EncodeOptions)
}

/** Return the value of `bytes`. Throws CborInvalido unless they are the encoding of that value. */
export function decode(bytes: Uint8Array): Valor {
  let valor: Valor
  try {
    valor = decodeCborg(bytes, { strict: true, allowIndefinite: false, allowUndefined: false, rejectDuplicateMapKeys: true }) as Valor
    if (!iguales(encode(valor), bytes)) throw new Error("another spelling")
  } catch (error) {
    throw new CborInvalido("not deterministic CBOR", { cause: error })
  }
  return valor
}

/** Return `valor` with −0 as 0, which CBOR would write as a float. Throws TypeError. */
function limpio(valor: Valor, hondo = 0, cuenta = { items: 0 }): Valor {
  if (hondo > MAX_DEPTH || ++cuenta.items > MAX_ITEMS) throw new TypeError("too much for this CBOR")
  if (valor === null || typeof valor !== "object") return simple(valor)
  if (valor instanceof Uint8Array) return valor
  if (Array.isArray(valor)) return valor.map((item: Valor) => limpio(item, hondo + 1, cuenta))
  if (Object.getPrototypeOf(valor) !== Object.prototype) throw new TypeError("only plain maps have a place in this CBOR")
  return Object.fromEntries(Object.entries(valor).map(([clave, item]: [string, Valor]) => [clave, limpio(item, hondo + 1, cuenta)]))
}

function simple(valor: Valor | undefined): Valor {
  if (typeof valor === "number" && Number.isSafeInteger(valor)) return valor + 0
  if (valor === null || typeof valor === "string" || typeof valor === "boolean") return valor
  throw new TypeError("only integers, texts, booleans and null have a place in this CBOR")
}
