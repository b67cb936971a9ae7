/**
 * The CURP: eighteen positions and its check digit.
 *
 * The digit does not see everything: nothing at position 9, H for M at 11, even differences at 14, 0 for
 * O and 6 for G at 17, nor differences of 5 under an even weight. Sex X is valid (issued since 2023).
 */
import { exigir } from "./causas.ts"
import { LETRAS } from "./entidades.ts"
import { esDia } from "./fechas.ts"

const ALFABETO = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
const LARGO = 18
const FORMA = /^[A-Z][AEIOUX][A-Z]{2}[0-9]{6}[A-Z]{3}[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9][0-9]$/

/** A CURP whose every part agrees. nacimiento: YYYY-MM-DD. */
export type Curp = {
  readonly texto: string
  readonly nacimiento: string
  readonly sexo: string
  readonly entidad: string
}

/** Return the check digit of the first 17 characters. */
export function digitoVerificador(curp: string): string {
  const suma = [...curp.slice(0, 17)].reduce((s, c, i) => s + ALFABETO.indexOf(c) * (LARGO - i), 0)
  return String((10 - (suma % 10)) % 10)
}

/** Return the CURP; throw LecturaInvalida with its first cause. */
export function leer(texto: string): Curp {
  const curp = texto.trim().toUpperCase()
  exigir([...curp].length === LARGO, "longitud")
  exigir(FORMA.test(curp), "caracter")
  const siglo = /[0-9]/.test(curp.charAt(16)) ? 1900 : 2000
  exigir(esDia(curp.slice(4, 10), siglo), "nacimiento")
  exigir("HMX".includes(curp.charAt(10)), "sexo")
  exigir(LETRAS.has(curp.slice(11, 13)), "entidad")
  exigir(digitoVerificador(curp) === curp[17], "digito")
  const anio = siglo + Number(curp.slice(4, 6))
  const nacimiento = `${String(anio)}-${curp.slice(6, 8)}-${curp.slice(8, 10)}`
  return { texto: curp, nacimiento, sexo: curp.charAt(10), entidad: curp.slice(11, 13) }
}
