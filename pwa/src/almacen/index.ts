/**
 * The vault and the queue: the only door to what the phone keeps.
 *
 * A vault (bóveda) belongs to one auxiliar in one process on this phone. Its device key opens only
 * with the local password; counting, listing and sending need no password, sealing does.
 * Every function may throw AlmacenError; its `codigo` says which.
 *
 * ```ts
 * const porEnrolar = await crearBoveda("contraseña local")       // makes the device key
 * const respuesta = await pedir("/api/v1/enrolamientos", { …, jwk: porEnrolar.jwk })
 * const sesion = await porEnrolar.completar(respuesta, "0153")   // pins keys, checks the manifest
 * await sesion.sellarYGuardar(contenido, "alta")
 * // … once the server says "abierta":
 * await anotarAlta(sesion.boveda, "abierta")
 * const { folio, codigoIntegridad } = await sesion.sellarYGuardar(contenido, "apoyo")
 * ```
 */

export { AlmacenError, type CodigoDeAlmacen } from "./errores.ts"
export { abrirBoveda, crearBoveda, type Enrolamiento, type PorEnrolar } from "./boveda.ts"
export { cambiarContrasena, resolverCambio, restablecer, type PorRestablecer } from "./contrasena.ts"
export { anotarRescate, hacerRescate, porRescatar, tomarAcuses, type AcusesTomados, type PorRescatar, type Rescate } from "./rescate.ts"
export { olvidarBoveda } from "./olvido.ts"
export type { Guardado, Sesion, Tipo } from "./sesion.ts"
export {
  anotarAlta,
  anotarBaja,
  bovedas,
  enMiApoyo,
  guardarManifiesto,
  ultimaHora,
  type EstadoDeAlta,
  type Inscripcion,
  type ResumenDeBoveda,
  type UltimaHora,
} from "./consulta.ts"
export {
  comprobantes,
  contadores,
  exportar,
  pendientes,
  rechazados,
  reintentar,
  type Comprobante,
  type Contadores,
  type Pendiente,
  type Rechazado,
} from "./cola.ts"
export { MI_APOYO } from "./presencia.ts"
