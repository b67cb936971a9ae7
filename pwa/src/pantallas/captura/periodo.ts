import type { Palabras } from "../../app/negativa.ts"
import type { Manifiesto } from "../../core/manifiesto.ts"
import { cierreDeEnvio, dentroDelPeriodo } from "../../core/plazos.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { fechaHora } from "../../textos/fechas.ts"

/** Return why nothing may be captured at `ahora`; undefined within the period (ET 4.8). */
export function fueraDelPeriodo(periodo: Manifiesto["periodo"], ahora: Date): Palabras | undefined {
  const [inicio, fin] = [new Date(periodo.inicio), new Date(periodo.fin)]
  if (dentroDelPeriodo(inicio, fin, ahora)) return undefined
  const cuando = (fecha: Date): string => comunes.horaCentro(fechaHora(fecha))
  if (ahora < inicio) return captura.proceso.antes(cuando(inicio))
  return ahora <= cierreDeEnvio(fin) ? captura.proceso.despues(cuando(fin)) : captura.proceso.cerrado(cuando(fin))
}
