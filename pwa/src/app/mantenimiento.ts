/** The maintenances that the authority announced, learned whenever there may be network (ET 6.3). */

import { signal } from "@preact/signals"
import { guardarAnuncios, leerAnunciosGuardados } from "../almacen/ajustes.ts"
import { leerAnuncios, type Anuncio } from "../core/mantenimiento.ts"
import { consultar } from "./red.ts"

/** As last told, kept for when there is no network: it may be the maintenance itself that took it away. */
export const anuncios = signal<readonly Anuncio[]>(leerAnuncios(leerAnunciosGuardados()))

/** Ask again what is announced. Never rejects: what was known stays. */
async function actualizar(): Promise<void> {
  try {
    const cuerpo = (await consultar("/api/v1/mantenimiento")) as object
    anuncios.value = leerAnuncios(cuerpo)
    guardarAnuncios({ anuncios: anuncios.value })
  } catch {
    // No network, or somebody else's answer.
  }
}

/** Learn them now, whenever the page is seen again and whenever the network may be back. */
export function vigilarMantenimiento(): void {
  const siSeVe = (): void => void (document.visibilityState === "visible" && actualizar())
  addEventListener("online", siSeVe)
  document.addEventListener("visibilitychange", siSeVe)
  siSeVe()
}
