/** Build step: the manuals that phones keep, from Markdown to a tree of the few tags that the app draws. */

import MarkdownIt from "markdown-it"
import type { Manual, Nodo, Seccion } from "./src/pantallas/ayuda/arbol.ts"

interface EnObra {
  readonly e: string
  readonly c: Nodo[]
}

type Ficha = ReturnType<InstanceType<typeof MarkdownIt>["parse"]>[number]

/** "Qué hacer cuando…" → "que-hacer-cuando", as the portal's addresses do. */
export function ancla(titulo: string): string {
  return titulo.normalize("NFKD").replace(/[^\w\s-]/g, "").trim().toLowerCase().replace(/[-\s]+/g, "-")
}

function textoDe(nodo: Nodo): string {
  return typeof nodo === "string" ? nodo : nodo.c.map(textoDe).join("")
}

/** Pour the tokens into `raiz`. Images stay out: who reads this has the screen at hand. */
function verter(fichas: readonly Ficha[], raiz: EnObra): void {
  const pila = [raiz]
  const encima = (): EnObra => pila[pila.length - 1] ?? raiz
  for (const { type, content, children, nesting, hidden, tag } of fichas) {
    if (type === "inline") verter(children ?? [], encima())
    else if (type === "text") encima().c.push(content)
    else if (type === "softbreak") encima().c.push(" ")
    else if (nesting === 1 && !hidden) pila.push({ e: tag, c: [] })
    else if (nesting === -1 && !hidden) cerrar(pila)
  }
}

function cerrar(pila: EnObra[]): void {
  const hecha = pila.pop()
  if (hecha && hecha.c.length > 0) pila[pila.length - 1]?.c.push(hecha)
}

/** Return a manual as the app keeps it: its title and, section by section, what each says. */
export function arbolDe(markdown: string): Manual {
  const raiz: EnObra = { e: "div", c: [] }
  verter(new MarkdownIt({ html: false }).parse(markdown, {}), raiz)
  const secciones: (Seccion & { readonly cuerpo: Nodo[] })[] = []
  let titulo = ""
  for (const nodo of raiz.c) {
    const etiqueta = typeof nodo === "string" ? "" : nodo.e
    if (etiqueta === "h1") titulo = textoDe(nodo)
    else if (etiqueta === "h2") secciones.push({ id: ancla(textoDe(nodo)), titulo: textoDe(nodo), cuerpo: [] })
    else secciones[secciones.length - 1]?.cuerpo.push(nodo)
  }
  return { titulo, secciones }
}
