/** The manifest of the process, fetched again when there is network: a period may have been extended. */

import { boveda, refrescar } from "./estado.ts"
import { consultarJws } from "./red.ts"

/** Keep a newer manifest of the vault in use, if there is one and it is well signed. Never throws. */
export async function actualizarManifiesto(): Promise<void> {
  const suya = boveda.value
  if (!suya) return
  try {
    const jws = await consultarJws(`/api/v1/procesos/${encodeURIComponent(suya.proceso)}/manifiesto`)
    const { guardarManifiesto } = await import("../almacen/index.ts")
    await guardarManifiesto(suya.boveda, jws)
    await refrescar()
  } catch {
    // Without network, or with another's answer, the phone goes on with the manifest it has.
  }
}
