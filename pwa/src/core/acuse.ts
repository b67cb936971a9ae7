/** What the installation signs for a phone, and what a phone signs to give itself up (ET 4.9, 6.4). */

import { ed, firmar, JwsInvalido, verificar, type Carga, type Firmante } from "./jws.ts"

export interface Acuse {
  readonly id: string
  readonly folio: string
  readonly proceso: string
  readonly codigo_integridad: string
  readonly recibido_en: string
}

export interface Hora {
  readonly dispositivo: string
  readonly hora: string
}

export interface RechazoFirmado {
  readonly id: string
  readonly folio: string
  readonly codigo_integridad: string
  readonly code: string
  readonly numeral: string
  readonly momento: string
}

/** The installation's word to a device: it captures no more (ET 3.4, 4.9, 4.10). */
export interface BajaDada {
  readonly dispositivo: string
  /** Whose baja it is: "auxiliar" or "dispositivo". */
  readonly de: string
  readonly numeral: string
  readonly baja_en: string
}

const MAX_MANIFIESTO = 256 * 1024

/** Read a payload whose members are exactly these, each a text. */
function textos<N extends string>(carga: Carga, ...nombres: readonly N[]): Record<N, string> {
  const completos = Object.keys(carga).length === nombres.length && nombres.every((nombre) => typeof carga[nombre] === "string")
  if (!completos) throw new JwsInvalido("jws-carga")
  return carga as Record<N, string>
}

/** Return a receipt that `clave` (Ed25519, 32 bytes) signed. Throws JwsInvalido. */
export function leerAcuse(texto: string, clave: Uint8Array): Acuse {
  return textos(verificar(texto, "rubrica-acuse+jws", ed(clave)), "id", "folio", "proceso", "codigo_integridad", "recibido_en")
}

/** Return a time token that `clave` signed. Throws JwsInvalido. */
export function leerHora(texto: string, clave: Uint8Array): Hora {
  return textos(verificar(texto, "rubrica-hora+jws", ed(clave)), "dispositivo", "hora")
}

/** Return a refusal that `clave`, the receipt key, signed. Throws JwsInvalido. */
export function leerRechazo(texto: string, clave: Uint8Array): RechazoFirmado {
  return textos(verificar(texto, "rubrica-rechazo+jws", ed(clave)), "id", "folio", "codigo_integridad", "code", "numeral", "momento")
}

/** Return a baja that `clave`, the receipt key, told. Throws JwsInvalido. */
export function leerBajaDada(texto: string, clave: Uint8Array): BajaDada {
  return textos(verificar(texto, "rubrica-baja-dada+jws", ed(clave)), "dispositivo", "de", "numeral", "baja_en")
}

/** Return the payload of a manifest that `clave` signed; its shape is in core/manifiesto.ts. */
export function leerManifiesto(texto: string, clave: Uint8Array): Carga {
  return verificar(texto, "rubrica-manifiesto+jws", ed(clave), MAX_MANIFIESTO)
}

/** Return the baja of a device, signed by itself (ET 4.9). */
export function componerBaja(dispositivo: string, hastaConsecutivo: number, momento: string, firmante: Firmante): Promise<string> {
  return firmar({ dispositivo, hasta_consecutivo: hastaConsecutivo, momento }, "rubrica-baja+jws", firmante)
}
