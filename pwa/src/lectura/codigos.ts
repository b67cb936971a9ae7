/**
 * From the codes of the credential to its keys (ET 5.6, 5.8). The codes stay as they were read;
 * the keys are what a bar code or a text says when its length and check digits leave no doubt.
 */

import type { Claves, Codigo } from "../core/contenido.ts"
import { leerBarras } from "../core/credencial/claves.ts"
import { leer as leerMrz } from "../core/credencial/mrz.ts"
import { LecturaInvalida } from "../core/credencial/causas.ts"

/** MRZ, OCR and CIC are text that the network read: the zone, or a line printed apart. */
export type Simbologia = "Code128" | "PDF417" | "QRCode" | "MRZ" | "OCR" | "CIC"
export type Lado = Codigo["lado"]

const LARGO_SECCION = 4

function deMrz(texto: string): Claves {
  const { cic, ocr, identificador } = leerMrz(texto)
  return { cic, ocr, identificador }
}

function deDigitos(texto: string): Claves {
  const { tipo, clave } = leerBarras(texto)
  if (tipo === "cic") return { cic: clave }
  return clave.length === 13 ? { ocr: clave, identificador: clave.slice(LARGO_SECCION) } : { ocr: clave }
}

/** Return the keys that one code tells: those of an MRZ, the CIC, or the OCR and the identificador inside it. */
export function clavesDe({ simbologia, texto }: Pick<Codigo, "simbologia" | "texto">): Claves {
  if (texto === undefined) return {}
  try {
    return simbologia === "MRZ" ? deMrz(texto) : deDigitos(texto)
  } catch (motivo) {
    if (motivo instanceof LecturaInvalida) return {}
    throw motivo
  }
}

/** Return the keys that all the codes tell together; one that two codes tell differently is left out. */
export function reunirClaves(codigos: readonly Codigo[]): Claves {
  const vistas = new Map<string, Set<string>>()
  for (const codigo of codigos) {
    for (const [nombre, valor] of Object.entries(clavesDe(codigo) as Record<string, string>)) {
      vistas.set(nombre, (vistas.get(nombre) ?? new Set()).add(valor))
    }
  }
  return Object.fromEntries([...vistas].filter(([, valores]) => valores.size === 1).map(([nombre, [valor]]) => [nombre, valor]))
}
