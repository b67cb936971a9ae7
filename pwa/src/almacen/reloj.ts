/** How long ago a time token came, by a clock that nobody can set. */

import type { Reloj } from "../core/sobre.ts"
import type { Enrolada } from "./base.ts"

// Lives in memory on purpose: after a restart the monotonic clock starts again and proves nothing.
const marcas = new Map<string, number>()

/** Remember that this token came now. */
export function marcar(ficha: string): void {
  marcas.clear()
  marcas.set(ficha, performance.now())
}

/** Return the `reloj` of a sobre made now. */
export function reloj({ ficha }: Pick<Enrolada, "ficha">): Reloj {
  if (!ficha) return { ficha: null, dispositivo_en: null, delta_ms: null }
  const marca = marcas.get(ficha.jws)
  const delta_ms = marca === undefined ? null : Math.max(0, Math.round(performance.now() - marca))
  return { ficha: ficha.jws, dispositivo_en: ficha.dispositivoEn, delta_ms }
}
