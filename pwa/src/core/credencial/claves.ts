/**
 * The short keys: CIC, OCR, identificador, número de emisión, sección and the 1-D bar code.
 *
 * Leading zeros count. A 13-digit OCR is the sección (4) and the Identificador del Ciudadano (9).
 */
import { exigir } from "./causas.ts"

const PESOS = [7, 3, 1] as const
const LARGO_OCR = [12, 13] as const

/** Return the 7-3-1 check digit of ICAO 9303; `<` weighs 0 and A weighs 10. */
export function digitoVerificador(texto: string): string {
  const valor = (c: string): number => (c === "<" ? 0 : parseInt(c, 36))
  return String([...texto].reduce((suma, c, i) => suma + valor(c) * (PESOS[i % 3] ?? 0), 0) % 10)
}

/** Return the nine digits of a CIC; ten are taken as CIC and check digit, which is verified. */
export function leerCic(texto: string): string {
  const cic = digitos(texto, 9, 10)
  if (cic.length === 10) exigir(digitoVerificador(cic.slice(0, 9)) === cic[9], "digito_del_cic")
  return cic.slice(0, 9)
}

/** Return the 12 or 13 digits of an OCR. */
export function leerOcr(texto: string): string {
  return digitos(texto, ...LARGO_OCR)
}

/** Return the nine digits of an Identificador del Ciudadano. */
export function leerIdentificador(texto: string): string {
  return digitos(texto, 9)
}

/** Return the two digits of a número de emisión. */
export function leerEmision(texto: string): string {
  return digitos(texto, 2)
}

/** Return the four digits of a sección, 0001 to 9999. */
export function leerSeccion(texto: string): string {
  const seccion = digitos(texto, 4)
  exigir(seccion !== "0000", "seccion")
  return seccion
}

/** What a 1-D code gave: `tipo` says which key `clave` is. */
export type Barras = { readonly tipo: "cic" | "ocr"; readonly clave: string }

/** Return the key in a 1-D code of any symbology: 9 or 10 digits are a CIC, 12 or 13 an OCR. */
export function leerBarras(texto: string): Barras {
  const leidos = digitos(texto, 9, 10, ...LARGO_OCR)
  return leidos.length <= 10 ? { tipo: "cic", clave: leerCic(leidos) } : { tipo: "ocr", clave: leidos }
}

function digitos(texto: string, ...largos: readonly number[]): string {
  const limpio = texto.trim()
  exigir(largos.includes([...limpio].length), "longitud")
  exigir(/^[0-9]+$/.test(limpio), "caracter")
  return limpio
}
