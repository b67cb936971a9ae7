/** Each way in which a sending stops, put into words (ET 6.2 to 6.6). */

import type { Resultado } from "../envio/index.ts"
import { negativas } from "../textos/index.ts"
import { envio } from "../textos/es-MX/envio.ts"
import { deProblema, Negativa } from "./negativa.ts"

/** Return why a sending stopped before the end; undefined when nothing waits any more. */
export function porqueSeDetuvo(detenido: Resultado["detenido"]): Negativa | undefined {
  switch (detenido?.clase) {
    case undefined:
      return undefined
    case "sin-red":
      return new Negativa("sin-conexion", negativas.sinConexion)
    case "portal-cautivo":
      return new Negativa("respuesta-ajena", negativas.respuestaAjena)
    case "ocupado":
      return new Negativa("servidor-ocupado", envio.ocupado)
    case "mantenimiento":
      return new Negativa("mantenimiento", envio.mantenimiento(detenido.mensaje))
    case "otra-ventana":
      return new Negativa("otra-ventana", envio.otraVentana)
    case "de-la-cola": {
      const { code, titulo, que_hacer, numeral } = detenido.motivo
      return deProblema({ type: code, title: titulo, que_hacer, numeral })
    }
  }
}
