/** Whether there is anything to open: asked by the first screen, before the rest of the almacén is loaded. */

import { leer } from "./base.ts"

/** The one vault of the citizen's own (ET 7.25); every other is an auxiliar's. */
export const MI_APOYO = "mi-apoyo"

/** Return whether this phone keeps any vault. */
export async function hayBovedas(): Promise<boolean> {
  return (await leer(["bovedas"], (tx) => tx.objectStore("bovedas").count())) > 0
}
