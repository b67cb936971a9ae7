/** How far this phone has come in *Mi Apoyo*: little enough for the first screen. */

import { signal } from "@preact/signals"
import type { SituacionDeMiApoyo } from "../almacen/miApoyo.ts"
import { hayBovedas } from "../almacen/presencia.ts"

/** How far this phone has come; undefined until it begins. */
export const situacion = signal<SituacionDeMiApoyo | undefined>(undefined)

/** Read again how far this phone has come. */
export async function releerSituacion(): Promise<void> {
  if (!(await hayBovedas())) return
  const { situacionDeMiApoyo } = await import("../almacen/miApoyo.ts")
  situacion.value = await situacionDeMiApoyo()
}
