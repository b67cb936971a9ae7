/**
 * The clave de elector: eighteen positions.
 *
 * The algorithm of position 16 is not public and is not checked. X and Ñ are allowed among the
 * letters; sex X is possible since 2023 and a person should look at it.
 */
import { exigir } from "./causas.ts"
import { NUMEROS } from "./entidades.ts"
import { esDia } from "./fechas.ts"

const FORMA = /^[A-ZÑ]{6}[0-9]{8}[A-Z][0-9]{3}$/

/** A clave whose form holds. nacimiento: YYMMDD. entidad: of birth, not of residence. */
export type ClaveElector = {
  readonly texto: string
  readonly nacimiento: string
  readonly entidad: string
  readonly sexo: string
}

/** Return the clave; throw LecturaInvalida with its first cause. */
export function leer(texto: string): ClaveElector {
  const clave = texto.trim().toUpperCase()
  exigir([...clave].length === 18, "longitud")
  exigir(FORMA.test(clave), "caracter")
  const [nacimiento, entidad, sexo] = [clave.slice(6, 12), clave.slice(12, 14), clave.charAt(14)] as const
  exigir(esDia(nacimiento), "nacimiento")
  exigir(NUMEROS.has(entidad), "entidad")
  exigir("HMX".includes(sexo), "sexo")
  return { texto: clave, nacimiento, entidad, sexo }
}
