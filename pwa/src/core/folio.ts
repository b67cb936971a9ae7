/**
 * The folio of a registro: OAX26-0153-1-00042-XYK, made to be dictated over a telephone.
 *
 * Id Proceso, Id_Auxiliar, number of the device, consecutivo, two random characters (a forked phone
 * never repeats a folio) and one of control. Each position has its own weight modulo 37, hyphens count
 * as characters, and the whole adds up to zero: any one wrong character and any two swapped are seen.
 */

const MODULO = 37
const ALFABETO = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-" // 37 values: none is lost modulo 37
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const FORMA = new RegExp(
  "^([A-Z][A-Z0-9]{3,7})-([0-9]{4}|[1-9][0-9]{4,7})-([1-9][0-9]?)-([0-9]{5}|[1-9][0-9]{5,7})" +
    `-([${CROCKFORD}]{2})[${CROCKFORD}]$`,
)

/** n → n random bytes. */
export type Azar = (n: number) => Uint8Array

/** The text is no folio, or a character of it is wrong. */
export class FolioInvalido extends Error {}

/** A folio that adds up. auxiliar keeps its zeros; consecutivo 0 is the alta (ET 4.5). */
export type Folio = {
  readonly texto: string
  readonly proceso: string
  readonly auxiliar: string
  readonly dispositivo: number
  readonly consecutivo: number
  readonly azar: string
}

/** The parts of a folio before its random pair. */
export type Partes = Omit<Folio, "texto" | "azar">

/**
 * Return a new folio; `azar` is asked again while its control is no Crockford character.
 *
 * Throws FolioInvalido when a part is outside its form.
 */
export function componer(partes: Partes, azar: Azar): string {
  const { proceso, auxiliar, dispositivo, consecutivo } = partes
  const numero = String(consecutivo).padStart(5, "0")
  const inicio = `${proceso}-${auxiliar}-${String(dispositivo)}-${numero}-`
  if (!FORMA.test(`${inicio}000`)) throw new FolioInvalido("a part is outside its form")
  return conControl(() => inicio + letras(2, azar))
}

/** Return `n` random characters that nobody mistakes for another. */
export function letras(n: number, azar: Azar): string {
  return [...azar(n)].map((b) => CROCKFORD.charAt(b & 31)).join("")
}

/** Return a text with its control; `base` is asked for another while its control is no Crockford character. */
export function conControl(base: () => string): string {
  for (;;) {
    const texto = base()
    const control = ALFABETO.charAt((MODULO - suma(`${texto}0`)) % MODULO)
    if (CROCKFORD.includes(control)) return texto + control
  }
}

/** Return whether the text adds up with its control, last. Only for texts of folio's characters. */
export function cuadra(texto: string): boolean {
  return suma(texto) === 0
}

/** Return the folio, whatever its case and the spaces around; throw FolioInvalido. */
export function leer(texto: string): Folio {
  const limpio = texto.trim()
  const hallado = /^[\x20-\x7e]*$/.test(limpio) ? FORMA.exec(limpio.toUpperCase()) : null
  if (hallado === null || !cuadra(hallado[0])) throw new FolioInvalido("not a folio, or a wrong character")
  const [entero, proceso = "", auxiliar = "", dispositivo, consecutivo, azar = ""] = hallado
  return {
    texto: entero,
    proceso,
    auxiliar,
    dispositivo: Number(dispositivo),
    consecutivo: Number(consecutivo),
    azar,
  }
}

/** Return whether `leer` would take it. */
export function esValido(texto: string): boolean {
  try {
    leer(texto)
    return true
  } catch {
    return false
  }
}

/** Return the weighted sum modulo 37; the control, last, weighs 1. */
function suma(folio: string): number {
  return [...folio].reduce((s, c, i) => s + (folio.length - i) * ALFABETO.indexOf(c), 0) % MODULO
}
