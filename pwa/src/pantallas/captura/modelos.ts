/** Which models the process takes: its manifest says so, by their letters or as objects that carry one. */

import { firmaEn, modelos as conocidos, type Recorte } from "../../core/credencial/modelos.ts"
import type { Borrador } from "./contenido.ts"

function letra(modelo: unknown): string {
  if (typeof modelo === "string") return modelo
  const suya = (modelo as { modelo?: unknown } | null)?.modelo
  return typeof suya === "string" ? suya : ""
}

/** Return the letters of the models, newest first as hands meet them; all known ones when none is named. */
export function codigosDeModelos(modelos: readonly unknown[]): string[] {
  const letras = modelos.map(letra).filter((codigo) => /^[A-Z][A-Z0-9]{0,3}$/.test(codigo))
  return [...new Set(letras.length > 0 ? letras : conocidos().map(({ modelo }) => modelo))].sort().reverse()
}

/** Return the photograph on which the model prints the signature, and where; undefined until it is taken (ET 5.12). */
export function firmaImpresa(borrador: Borrador): { readonly jpeg: Uint8Array<ArrayBuffer>; readonly recorte: Recorte } | undefined {
  const recorte = firmaEn(borrador.modelo ?? "")
  const foto = borrador[recorte.lado]
  return foto && { jpeg: foto.jpeg, recorte }
}
