import { cierreDeEnvio } from "../../core/plazos.ts"
import { envio } from "../../textos/es-MX/envio.ts"
import { resto } from "../../textos/fechas.ts"

/** Where sending stands against its plazo (ET 6.6): open, counting its last day down, or over. */
export type Plazo = { readonly en: "periodo" } | { readonly en: "ultimas"; readonly quedan: string } | { readonly en: "cerrado" }

/** Return the plazo at `momento` of a period that ends at `fin`. */
export function plazoDeEnvio(fin: Date, momento: Date): Plazo {
  if (momento <= fin) return { en: "periodo" }
  const cierre = cierreDeEnvio(fin)
  if (momento > cierre) return { en: "cerrado" }
  const quedan = cierre.getTime() - momento.getTime()
  const { dias, horas, minutos } = resto(quedan)
  return { en: "ultimas", quedan: envio.horas(horas + 24 * dias, minutos, Math.floor(quedan / 1000) % 60) }
}
