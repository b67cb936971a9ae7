/** A refusal as people read it: what happened, why, what to do now. One shape for all of them. */

import { comunes, negativas } from "../textos/index.ts"

export interface Palabras {
  readonly que: string
  readonly porque: string
  readonly hacer: string
}

/** Thrown by whatever a person asked for and could not be done. `codigo` is the catalogue's. */
export class Negativa extends Error {
  readonly codigo: string
  readonly palabras: Palabras
  constructor(codigo: string, palabras: Palabras) {
    super(codigo)
    this.codigo = codigo
    this.palabras = palabras
  }
}

interface Problema {
  readonly type?: string
  readonly title?: string
  readonly detail?: string
  readonly que_hacer?: string
  readonly numeral?: string
  /** Only with "tercer-dispositivo": the two in use, each by the name its owner knows (ET 4.9). */
  readonly activos?: readonly { readonly nombre: string }[]
}

function porque({ title, detail, activos, numeral }: Problema): string {
  const partes = [detail === title ? "" : detail, ...(activos ?? []).map(({ nombre }) => `${nombre}.`), numeral && comunes.numeral(numeral)]
  return partes.filter(Boolean).join("\n")
}

/** Return the refusal that a problem+json of the server says (RFC 9457). */
export function deProblema(problema: Problema): Negativa {
  const codigo = (problema.type ?? "").split("/").pop() ?? ""
  return new Negativa(codigo, {
    que: problema.title ?? negativas.inesperada.que,
    porque: porque(problema),
    hacer: problema.que_hacer ?? negativas.servidorOcupado.hacer,
  })
}

/** Return `error` as a refusal: itself if it is one, else the general one. */
export function comoNegativa(error: unknown): Negativa {
  return error instanceof Negativa ? error : new Negativa("inesperada", negativas.inesperada)
}
