/**
 * The one selector of language. A part of the catalogue is written in es-MX, and gives its name and
 * its keys to every other language; `elegirIdioma` pours the chosen one over it.
 *
 * A language is a module that is fetched only when it is chosen: `textos/<código>/index.ts` exports
 * `textos: Catalogo`, which does not compile while a key is missing.
 */

/** The shape of a part: the same keys, and any words. */
export type Forma<T> = T extends string
  ? string
  : T extends (...datos: infer D) => infer R
    ? (...datos: D) => Forma<R>
    : { readonly [K in keyof T]: Forma<T[K]> }

type Parte = Readonly<Record<string, unknown>>
/** Return the words of a part in another language; `base` is the same part in es-MX. */
export type Traductor = (nombre: string, base: Parte) => Parte

export interface Idioma {
  /** BCP 47; what the page says in `lang`. */
  readonly codigo: string
  /** As its speakers call it. */
  readonly nombre: string
  /** The words; absent in es-MX, which is what the parts themselves say. */
  readonly traer?: () => Promise<Traductor>
  /** Of no use to people: it shows which words are outside the catalogue. */
  readonly oculto?: true
}

export const IDIOMAS: readonly Idioma[] = [
  { codigo: "es-MX", nombre: "Español" },
  { codigo: "es-x-seudo", nombre: "Pseudo", oculto: true, traer: async () => (await import("./seudo.ts")).traducir },
]

const partes = new Map<string, Parte>()
let traductor: Traductor | undefined

/** Write the words of `otra` over those of `base`, part by part: who kept a part sees the new words. */
function verter(base: Parte, otra: Parte): void {
  for (const [clave, valor] of Object.entries(otra)) {
    const actual = base[clave]
    if (typeof actual === "object" && actual !== null) verter(actual as Parte, valor as Parte)
    else (base as Record<string, unknown>)[clave] = valor
  }
}

/** Return the part as it is, known by its name from now on, in the language chosen. */
export function catalogo<const T extends object>(nombre: string, base: T): T {
  partes.set(nombre, base as Parte)
  if (traductor) verter(base as Parte, traductor(nombre, base as Parte))
  return base
}

/** Return the names of the parts that have been loaded. */
export function partesDelCatalogo(): readonly string[] {
  return [...partes.keys()]
}

/** Return the language of that code; es-MX when there is none. */
export function idiomaDe(codigo: string): Idioma {
  return IDIOMAS.find((idioma) => idioma.codigo === codigo) ?? (IDIOMAS[0] as Idioma)
}

/**
 * Speak that language from now on; to be called before the first screen is drawn. Going back to
 * es-MX asks for a new page. Rejects when the language's file does not come.
 */
export async function elegirIdioma({ traer }: Idioma): Promise<void> {
  if (!traer) return
  traductor = await traer()
  for (const [nombre, base] of partes) verter(base, traductor(nombre, base))
}
