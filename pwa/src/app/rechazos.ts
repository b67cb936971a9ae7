/** What the almacén cannot do, in the words of a refusal. */

import { AlmacenError, type CodigoDeAlmacen } from "../almacen/errores.ts"
import { negativas } from "../textos/index.ts"
import { almacen } from "../textos/es-MX/almacen.ts"
import { comoNegativa, Negativa, type Palabras } from "./negativa.ts"

const PALABRAS: Readonly<Record<Exclude<CodigoDeAlmacen, "espere">, Palabras>> = {
  "contrasena-corta": almacen.contrasenaCorta,
  "contrasena-incorrecta": almacen.contrasenaIncorrecta,
  "sin-boveda": almacen.sinBoveda,
  "boveda-sin-alta": almacen.sinAlta,
  "boveda-danada": almacen.danada,
  "dispositivo-de-baja": almacen.deBaja,
  "fuera-del-periodo": almacen.fueraDelPeriodo,
  "version-sin-probar": almacen.sinProbar,
  "version-vieja": almacen.vieja,
  "cambio-a-medias": almacen.cambioAMedias,
  "quedan-registros": almacen.quedanRegistros,
  "manifiesto-ajeno": almacen.manifiestoAjeno,
  "almacen-lleno": almacen.lleno,
  "almacen-no-guarda": almacen.noGuarda,
  "almacen-cerrado": almacen.cerrado,
  "llave-no-se-guarda": almacen.llaveNoSeGuarda,
}

/** Return any error as the refusal that a screen shows. */
export function explicar(error: unknown): Negativa {
  if (!(error instanceof AlmacenError)) return comoNegativa(error)
  if (error.codigo === "espere") return new Negativa("espere", almacen.espere(error.segundos))
  return new Negativa(error.codigo, PALABRAS[error.codigo] ?? negativas.inesperada)
}
