/**
 * From the codes of the credential to its keys (ET 5.6, 5.8). The codes stay as they were read;
 * the keys are what a bar code says when its length and check digit leave no doubt.
 */

import type { Claves, Codigo } from "../core/contenido.ts"
import { leerBarras } from "../core/credencial/claves.ts"

export type Simbologia = "Code128" | "PDF417" | "QRCode"
export type Lado = Codigo["lado"]

const LARGO_SECCION = 4

/** Return the keys that one bar code tells: CIC, or OCR and the identificador inside it; none if it is neither. */
export function clavesDe(texto: string): Claves {
  try {
    const { tipo, clave } = leerBarras(texto)
    if (tipo === "cic") return { cic: clave }
    return clave.length === 13 ? { ocr: clave, identificador: clave.slice(LARGO_SECCION) } : { ocr: clave }
  } catch {
    return {}
  }
}

/** Return the keys that all the codes tell together; one that two codes tell differently is left out. */
export function reunirClaves(codigos: readonly Codigo[]): Claves {
  const vistas = new Map<string, Set<string>>()
  for (const { texto } of codigos) {
    for (const [nombre, valor] of Object.entries(clavesDe(texto ?? "") as Record<string, string>)) {
      vistas.set(nombre, (vistas.get(nombre) ?? new Set()).add(valor))
    }
  }
  return Object.fromEntries([...vistas].filter(([, valores]) => valores.size === 1).map(([nombre, [valor]]) => [nombre, valor]))
}
