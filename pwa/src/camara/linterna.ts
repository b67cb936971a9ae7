/** The lamp of a camera: it goes out by itself, since nobody remembers it. */

import { linterna, type Lente } from "./flujo.ts"

const LUZ_MS = 60_000

/**
 * Light the lamp of `lente` until the returned function is called, a minute has passed or nobody looks
 * at the page; `alApagarse` is told of the last two.
 */
export function encender(lente: Lente, alApagarse: () => void): () => void {
  const alOcultarse = (): void => {
    if (document.hidden) alApagarse()
  }
  const reloj = setTimeout(alApagarse, LUZ_MS)
  document.addEventListener("visibilitychange", alOcultarse)
  void linterna(lente, true)
  return () => {
    clearTimeout(reloj)
    document.removeEventListener("visibilitychange", alOcultarse)
    void linterna(lente, false)
  }
}
