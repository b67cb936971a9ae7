/** A language for tests: the same words between ⟦ ⟧, so that one outside the catalogue stands out. */

import type { Traductor } from "./idioma.ts"

type Funcion = (...datos: unknown[]) => unknown

function marcar(valor: unknown): unknown {
  if (typeof valor === "string") return `⟦${valor}⟧`
  if (typeof valor === "function") return (...datos: unknown[]) => marcar((valor as Funcion)(...datos))
  if (Array.isArray(valor)) return valor.map(marcar)
  if (typeof valor !== "object" || valor === null) return valor
  return Object.fromEntries(Object.entries(valor).map(([clave, hijo]) => [clave, marcar(hijo)]))
}

export const traducir: Traductor = (_nombre, base) => marcar(base) as ReturnType<Traductor>
