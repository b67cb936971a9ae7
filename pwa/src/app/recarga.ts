/** The database lost for good under the page: the page opens anew by itself, never in the middle of a capture. */

import { effect, signal } from "@preact/signals"
import { anotarRecarga, leerRecarga } from "../almacen/ajustes.ts"
import { alPerderse, cerrar } from "../almacen/base.ts"
import { hayBovedas } from "../almacen/presencia.ts"
import { anotarSuceso } from "../almacen/sucesos.ts"
import { capturando } from "./envio.ts"

/** A page that was opened anew and loses it again within this time says so, instead of opening for ever. */
const CALMA_MS = 60_000

const perdida = signal(false)

/** Whether this page was opened by itself just now, because the database was lost. */
export function recienRecargada(): boolean {
  return Math.abs(Date.now() - leerRecarga()) < CALMA_MS
}

function recargar(): void {
  if (!recienRecargada() && anotarRecarga(Date.now())) location.reload()
}

/**
 * Watch from now on.
 *
 * | the database is lost twice | what happens                                                    |
 * | -------------------------- | --------------------------------------------------------------- |
 * | outside a capture          | the page opens anew; what was kept is there, nothing was begun   |
 * | within one                 | whoever asked says so; the page stays, with what was captured    |
 * | once that capture is left  | it is tried again, and the page opens anew only if it is lost    |
 *
 * And so that it is lost less often, nobody holds it while the page is not seen: what is under way ends,
 * and the next use opens it.
 */
export function vigilarAlmacen(): void {
  alPerderse(() => {
    void anotarSuceso("almacen", "perdido")
    if (capturando.value) perdida.value = true
    else recargar()
  })
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) void cerrar()
  })
  effect(() => {
    if (capturando.value || !perdida.value) return
    perdida.value = false
    void hayBovedas().catch(() => undefined)
  })
}
