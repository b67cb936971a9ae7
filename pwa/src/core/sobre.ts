/** Sobre: the signed cover of a paquete (ET 5.13); the twin of server/rubrica/core/sobre.py. */

import { sha256 } from "@noble/hashes/sha2.js"
import { b64u, type Bytes } from "./bytes.ts"
import { encode } from "./cbor.ts"
import * as codigo from "./codigo.ts"
import { cargaDe, firmar, type Firmante } from "./jws.ts"

export const TYP = "rubrica-sobre+jws"

/** What the phone knows of the time: a signed token and how long ago it came. */
export interface Reloj {
  /** The last time token, JWS as received; null before the first. */
  readonly ficha: string | null
  /** The phone's clock when it came, RFC 3339 UTC with milliseconds. */
  readonly dispositivo_en: string | null
  /** Monotonic milliseconds since then; null after a restart. */
  readonly delta_ms: number | null
}

/** Every field of a sobre that is known before its paquete is sealed, as it is written. */
export interface Datos {
  readonly id: string
  readonly folio: string
  readonly proceso: string
  readonly dispositivo: string
  /** 0 is the alta of ET 4.5; supports count from 1. */
  readonly consecutivo: number
  /** base64url SHA-256 of the payload of this device's previous sobre; null for the first. */
  readonly anterior: string | null
  readonly capturado_en: string
  readonly reloj: Reloj
  readonly app: string
}

/** Return what the seal of the paquete binds: it opens under no other sobre. */
export function aad(datos: Datos): Bytes {
  const { id, folio, proceso, dispositivo, consecutivo, anterior, capturado_en, app } = datos
  const { ficha, dispositivo_en, delta_ms } = datos.reloj
  return encode({ id, folio, proceso, dispositivo, consecutivo, anterior, capturado_en, reloj: { ficha, dispositivo_en, delta_ms }, app })
}

/** Return the JWS that covers a sealed paquete. */
export function componer(datos: Datos, paquete: Uint8Array, firmante: Firmante): Promise<string> {
  const { id, folio, proceso, dispositivo, consecutivo, anterior, capturado_en, reloj, app } = datos
  const carga = {
    id,
    folio,
    proceso,
    dispositivo,
    consecutivo,
    anterior,
    codigo_integridad: codigo.de(paquete),
    bytes: paquete.length,
    capturado_en,
    reloj: { ficha: reloj.ficha, dispositivo_en: reloj.dispositivo_en, delta_ms: reloj.delta_ms },
    app,
  }
  return firmar(carga, TYP, firmante)
}

/** Return the link that the next sobre of the device carries in `anterior`. */
export function resumen(jws: string): string {
  return b64u(sha256(cargaDe(jws)))
}

/** Return an instant as the wire writes it: UTC, milliseconds, Z. */
export function instante(ms: number): string {
  return new Date(ms).toISOString()
}
