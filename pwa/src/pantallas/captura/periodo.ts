import type { Palabras } from "../../app/negativa.ts"
import type { Manifiesto } from "../../core/manifiesto.ts"
import { cierreDeEnvio, dentroDelPeriodo } from "../../core/plazos.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { fechaHora } from "../../textos/fechas.ts"

/** Return why nothing may be captured at `ahora`; undefined within the period (ET 4.8).
 * `cierta`: whether that instant is the server's word and not only the phone's. */
export function fueraDelPeriodo(periodo: Manifiesto["periodo"], ahora: Date, cierta = true): Palabras | undefined {
  const [inicio, fin] = [new Date(periodo.inicio), new Date(periodo.fin)]
  if (dentroDelPeriodo(inicio, fin, ahora)) return undefined
  const cuando = (fecha: Date): string => comunes.horaCentro(fechaHora(fecha))
  // After a restart the phone's own clock counts: it may be off by months, and is told as what it is.
  if (!cierta) return captura.proceso.segunElTelefono(cuando(ahora), cuando(inicio), cuando(fin))
  if (ahora < inicio) return captura.proceso.antes(cuando(inicio))
  return ahora <= cierreDeEnvio(fin) ? captura.proceso.despues(cuando(fin)) : captura.proceso.cerrado(cuando(fin))
}

/** Return the same of a capture that was in the hands: what became of it, besides when (ET 4.8). */
export function fueraAlGuardar(periodo: Manifiesto["periodo"], ahora: Date, cierta: boolean): Palabras | undefined {
  const fuera = fueraDelPeriodo(periodo, ahora, cierta)
  if (!fuera) return undefined
  const { alGuardar, noSeGuardo } = captura.proceso
  return cierta && ahora > new Date(periodo.fin) ? { ...fuera, ...alGuardar } : { ...fuera, que: `${fuera.que} ${noSeGuardo}` }
}
