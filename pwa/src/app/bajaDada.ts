/** A baja that somebody else gave, in words: whose, by whom, and what becomes of what was captured. */

import type { Inscripcion } from "../almacen/consulta.ts"
import { almacen } from "../textos/es-MX/almacen.ts"
import { fechaHora } from "../textos/fechas.ts"
import { comunes } from "../textos/index.ts"
import type { Palabras } from "./negativa.ts"

function porQue(numeral: string): string {
  const { promovente, propia, autoridad } = almacen.bajaDada.porque
  if (numeral === "ET 3.4") return promovente
  return numeral === "ET 4.9" ? propia : autoridad(numeral.replace("ET ", ""))
}

/** Return why this phone captures no more (ET 3.4, 4.9, 4.10). */
export function porLaBaja({ de, numeral, en }: NonNullable<Inscripcion["bajaDada"]>): Palabras {
  const { que, hacer } = almacen.bajaDada
  const fecha = comunes.horaCentro(fechaHora(new Date(en)))
  return { que: de === "auxiliar" ? que.auxiliar(fecha) : que.dispositivo(fecha), porque: porQue(numeral), hacer: numeral === "ET 4.9" ? hacer.propia : hacer.ajena }
}
