/** What the almacén cannot do, by a code that the screens put into words. */

export type CodigoDeAlmacen =
  | "contrasena-corta"
  | "contrasena-incorrecta"
  | "espere"
  | "sin-boveda"
  | "boveda-sin-alta"
  | "boveda-danada"
  | "cambio-a-medias"
  | "dispositivo-de-baja"
  | "fuera-del-periodo"
  | "version-sin-probar"
  | "version-vieja"
  | "quedan-registros"
  | "manifiesto-ajeno"
  | "almacen-lleno"
  | "almacen-no-guarda"
  | "almacen-cerrado"
  | "llave-no-se-guarda"

/** Nothing was lost: whatever was there before the call is there after it. */
export class AlmacenError extends Error {
  readonly codigo: CodigoDeAlmacen
  /** Only with "espere": seconds until the password may be tried again. */
  readonly segundos: number
  constructor(codigo: CodigoDeAlmacen, opciones: { cause?: unknown; segundos?: number } = {}) {
    super(codigo, opciones.cause === undefined ? {} : { cause: opciones.cause })
    this.codigo = codigo
    this.segundos = opciones.segundos ?? 0
  }
}
