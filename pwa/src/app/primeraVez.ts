/** The first start of the app on a phone: it is looked over once, and never stands in the way again. */

import { computed, signal } from "@preact/signals"
import { guardarRevisado, leerRevisado } from "../almacen/ajustes.ts"
import { boveda, propia } from "./estado.ts"
import { modo } from "./modo.ts"

const revisado = signal(typeof leerRevisado() === "string")

/** Whether nothing was done on this phone yet, not even this; only in *Mi Apoyo*, where the app opens (ET 4.3). */
export const esPrimeraVez = computed(() => !revisado.value && boveda.value === null && propia.value === null && modo(false) === "mi-apoyo")

/** From now on the app opens in its menu, whatever was found. */
export function darPorRevisado(): void {
  revisado.value = true
  guardarRevisado(new Date().toISOString())
}
