import { h, type ComponentChild } from "preact"
import { ETIQUETAS, type Nodo } from "./arbol.ts"

/** In the manual a section is an h2; on a screen its title is the h1, and what it holds goes one up. */
const UNO_ARRIBA: Readonly<Record<string, string>> = { h3: "h2", h4: "h3" }

/** Draw a manual's tree. Its links go to other pages, which a phone without signal has not: they stay words. */
export function Texto({ nodos, enPantalla = false }: { nodos: readonly Nodo[]; enPantalla?: boolean }) {
  const dibujar = (nodo: Nodo): ComponentChild => {
    if (typeof nodo === "string") return nodo
    const hijos = nodo.c.map(dibujar)
    return ETIQUETAS.has(nodo.e) ? h((enPantalla && UNO_ARRIBA[nodo.e]) || nodo.e, {}, hijos) : hijos
  }
  return <>{nodos.map(dibujar)}</>
}
