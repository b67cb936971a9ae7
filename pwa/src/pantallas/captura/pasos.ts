/** The order in which a capture goes (ET 5.4 to 5.12; for the auxiliar's own, ET 4.5). Pure. */

export type TipoDeCaptura = "apoyo" | "alta" | "propio"
export type Paso = "modelo" | "anverso" | "reverso" | "codigos" | "original" | "rostro" | "manifiesto" | "firma"

/** The auxiliar has read the responsiva instead of a manifiesto: that step is left out of the alta. */
export const PASOS: Readonly<Record<TipoDeCaptura, readonly Paso[]>> = {
  apoyo: ["modelo", "anverso", "reverso", "codigos", "original", "rostro", "manifiesto", "firma"],
  // Mi Apoyo: the same, told to the person whose credential it is (ET 7.13 to 7.18).
  propio: ["modelo", "anverso", "reverso", "codigos", "original", "rostro", "manifiesto", "firma"],
  alta: ["modelo", "anverso", "reverso", "codigos", "original", "rostro", "firma"],
}

/** Return the step after `paso`; null after the last, when the record is whole. */
export function pasoSiguiente(tipo: TipoDeCaptura, paso: Paso): Paso | null {
  return PASOS[tipo][PASOS[tipo].indexOf(paso) + 1] ?? null
}

/** Return the step before `paso`; null before the first. */
export function pasoAnterior(tipo: TipoDeCaptura, paso: Paso): Paso | null {
  return PASOS[tipo][PASOS[tipo].indexOf(paso) - 1] ?? null
}

/** Return how far `paso` is, counted from 1, for the stroke of the head. */
export function avance(tipo: TipoDeCaptura, paso: Paso): { paso: number; total: number } {
  return { paso: PASOS[tipo].indexOf(paso) + 1, total: PASOS[tipo].length }
}
