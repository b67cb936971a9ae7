/**
 * The folio of a call to support: S-7K2M-4QX, made on the phone, random, to be dictated over a telephone.
 *
 * The last character is of control, by the arithmetic of the folio of a registro: any one wrong
 * character and any two swapped are seen. It names the file and nobody.
 */

import { conControl, cuadra, letras, type Azar } from "./folio.ts"

const FORMA = /^S-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}$/

/** Return a new one. */
export function nuevoTicket(azar: Azar): string {
  return conControl(() => `S-${letras(4, azar)}-${letras(2, azar)}`)
}

/** Return whether what was heard is one, whatever its case and the spaces around. */
export function esTicket(texto: string): boolean {
  const limpio = texto.trim().toUpperCase()
  return FORMA.test(limpio) && cuadra(limpio)
}
