/** The time that decides (ET 4.8), from the server's last signed word. Instants in, one instant out. */

/** The server's last signed word on the time, and how the phone's clocks stood; milliseconds. */
export interface UltimaHora {
  readonly servidor: number
  /** The phone's clock when it came. */
  readonly dispositivo: number
  /** Monotonic time since then; null after a restart. */
  readonly delta: number | null
}

/**
 * Return the instant that the server would say now.
 *
 * | since the token             | answer                                                |
 * | --------------------------- | ----------------------------------------------------- |
 * | no token yet                | the phone's clock                                     |
 * | the phone was not restarted | token + monotonic time                                |
 * | it was restarted            | phone's clock, set right by the token; never before it |
 */
export function horaConfiable(hora: UltimaHora | null, reloj: number): number {
  if (!hora) return reloj
  if (hora.delta !== null) return hora.servidor + hora.delta
  return Math.max(hora.servidor, reloj + hora.servidor - hora.dispositivo)
}
