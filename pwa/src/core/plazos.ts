/** The plazos that the phone needs. Instants in, answers out: no clock is read here. */

const PARA_ENVIAR = 24 * 60 * 60 * 1000 // ET 6.6, in ms

/** Return whether the app may be used at that instant (ET 4.8). A plazo includes its last instant. */
export function dentroDelPeriodo(inicio: Date, fin: Date, momento: Date): boolean {
  return inicio <= momento && momento <= fin
}

/** Return the last instant at which the server takes a registro (ET 6.6). */
export function cierreDeEnvio(fin: Date): Date {
  return new Date(fin.getTime() + PARA_ENVIAR)
}

/** Return whether the server still takes a registro at that instant (ET 6.6). */
export function aceptaEnvio(fin: Date, momento: Date): boolean {
  return momento <= cierreDeEnvio(fin)
}
