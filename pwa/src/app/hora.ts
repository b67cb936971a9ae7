/** The time that decides (ET 4.8): the server's last signed word carried forward, not the phone's clock. */

import { horaConfiable, type UltimaHora } from "../core/hora.ts"

let ultima: UltimaHora | null = null
let leidaEn = 0

/** Remember the last token as the almacén tells it. */
export function fijarHora(hora: UltimaHora | null): void {
  ultima = hora
  leidaEn = performance.now()
}

/** When the server was last heard of, ms of its clock; null before the first time. */
export function ultimoContacto(): number | null {
  return ultima?.servidor ?? null
}

/** Whether nobody can have moved the time that decides: a token, and no restart since it came. */
export function horaEsCierta(): boolean {
  return ultima !== null && ultima.delta !== null
}

/** The time that decides, now. */
export function ahora(): Date {
  const desde = performance.now() - leidaEn
  const delta = ultima && ultima.delta !== null ? ultima.delta + desde : null
  return new Date(horaConfiable(ultima && { ...ultima, delta }, Date.now()))
}
