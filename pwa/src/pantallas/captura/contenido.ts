/** What the capture has gathered, and what of it goes into the paquete. It lives in memory only. */

import type { Fotografia } from "../../camara/fotografia.ts"
import type { Aceptacion, Codigo, Contenido, Firma } from "../../core/contenido.ts"
import { reunirClaves } from "../../lectura/codigos.ts"

export interface Borrador {
  readonly modelo?: string
  readonly anverso?: Fotografia
  readonly reverso?: Fotografia
  readonly codigos?: readonly Codigo[]
  readonly original?: boolean
  readonly rostro?: Fotografia
  readonly firma?: Firma
  /** Only when the person did not sign the pad. */
  readonly aceptacion?: Aceptacion
  readonly senales?: Contenido["avisos_de_calidad"]
}

const MAX_CODIGOS = 12

/** The record lacks a part: a screen let the hand go on too soon. */
export class CapturaIncompleta extends Error {}

function avisosDe(borrador: Borrador): Contenido["avisos_de_calidad"] {
  const deFotos = (["anverso", "reverso", "rostro"] as const).flatMap((de) => (borrador[de]?.avisos ?? []).map((codigo) => ({ codigo, de })))
  return [...deFotos, ...(borrador.senales ?? [])]
}

/** Whether the pad was signed, or may be blank because the person accepted in another way (ET 10.3 m). */
function acepto({ aceptacion }: Borrador, firma: Firma | undefined): firma is Firma {
  return firma !== undefined && (firma.trazos.length > 0 || aceptacion !== undefined)
}

/** Return the whole record. Throws CapturaIncompleta when a part is missing, the tick of ET 5.9 included. */
export function completar(borrador: Borrador, posicion: Contenido["posicion"], manifiesto: Contenido["manifiesto"]): Contenido {
  const { modelo, anverso, reverso, rostro, firma, original } = borrador
  if (!modelo || !anverso || !reverso || !rostro || !acepto(borrador, firma) || !original) throw new CapturaIncompleta()
  const codigos = (borrador.codigos ?? []).slice(0, MAX_CODIGOS)
  return {
    modelo, anverso: anverso.jpeg, reverso: reverso.jpeg, rostro: rostro.jpeg, firma, codigos,
    claves: reunirClaves(codigos), posicion, manifiesto, avisos_de_calidad: avisosDe(borrador),
    ...(borrador.aceptacion && { aceptacion: borrador.aceptacion }),
  }
}
