/** Which models the process takes: its manifest says so, by their letters or as objects that carry one. */

import { MODELOS } from "../../core/credencial/modelos.ts"

function letra(modelo: unknown): string {
  if (typeof modelo === "string") return modelo
  const suya = (modelo as { modelo?: unknown } | null)?.modelo
  return typeof suya === "string" ? suya : ""
}

/** Return the letters of the models, newest first as hands meet them; all known ones when none is named. */
export function codigosDeModelos(modelos: readonly unknown[]): string[] {
  const letras = modelos.map(letra).filter((codigo) => /^[A-Z][A-Z0-9]{0,3}$/.test(codigo))
  return [...new Set(letras.length > 0 ? letras : MODELOS.keys())].sort().reverse()
}
