import { h, type ComponentChild } from "preact"
import { ETIQUETAS, type Nodo } from "./arbol.ts"

/** Draw a manual's tree. Its links go to other pages, which a phone without signal has not: they stay words. */
export function Texto({ nodos }: { nodos: readonly Nodo[] }) {
  return <>{nodos.map(dibujar)}</>
}

function dibujar(nodo: Nodo): ComponentChild {
  if (typeof nodo === "string") return nodo
  const hijos = nodo.c.map(dibujar)
  return ETIQUETAS.has(nodo.e) ? h(nodo.e, {}, hijos) : hijos
}
