/** Código de integridad: the SHA-256 of a paquete, which tells it from any other (ET 5.13). */

import { sha256 } from "@noble/hashes/sha2.js"
import { hex } from "./bytes.ts"

/** Return the código de integridad of a paquete as sent: 64 lowercase hexadecimal characters. */
export function de(paquete: Uint8Array): string {
  return hex(sha256(paquete))
}

/** Return the código in sixteen groups of four, to be copied by hand. */
export function agrupar(codigo: string): string {
  return (codigo.match(/.{4}/g) ?? []).join(" ")
}
