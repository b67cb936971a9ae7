/** Why a key of the credential is refused: one cause each, never two, and never the data. */

export const CAUSAS = [
  "longitud",
  "caracter", // a letter where digits go, or the reverse
  "documento", // the MRZ is not one of Mexico's credential
  "relleno", // positions 16-17 of the first line are not <<
  "nacionalidad",
  "digito_del_cic",
  "digito_del_nacimiento",
  "digito_de_la_vigencia",
  "nacimiento", // not a day of the calendar
  "vigencia", // not a day of the calendar
  "sexo",
  "digito_compuesto",
  "nombre", // no surname before the first filler
  "entidad",
  "digito", // check digit of the CURP
  "seccion", // 0000 is no sección
] as const

export type Causa = (typeof CAUSAS)[number]

/** A key that cannot be taken. Its text is the cause alone: keys are personal data (ET 14.1). */
export class LecturaInvalida extends Error {
  readonly causa: Causa

  constructor(causa: Causa) {
    super(causa)
    this.causa = causa
  }
}

/** Throw LecturaInvalida(causa) unless the condition holds. */
export function exigir(condicion: boolean, causa: Causa): void {
  if (!condicion) throw new LecturaInvalida(causa)
}
