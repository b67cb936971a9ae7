/** A manual as the phone keeps it. Nothing of it is ever HTML: it is drawn tag by tag from a short list. */

export type Nodo = string | Rama

/** A tag and what it holds. */
export interface Rama {
  readonly e: string
  readonly c: readonly Nodo[]
}

export interface Seccion {
  readonly id: string
  readonly titulo: string
  readonly cuerpo: readonly Nodo[]
}

export interface Manual {
  readonly titulo: string
  readonly secciones: readonly Seccion[]
}

/** What a manual may be drawn with; anything else shows as its words alone. */
export const ETIQUETAS: ReadonlySet<string> = new Set(["p", "h3", "h4", "ul", "ol", "li", "strong", "em", "code", "blockquote"])
