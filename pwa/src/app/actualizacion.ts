/** The app's own files: kept for when there is no signal, replaced only when the person says so. */

import { signal } from "@preact/signals"
import { siNadie } from "../almacen/turno.ts"

/** A newer version is ready and waits: it has been proved, and never takes over in a capture. */
export const hayVersionNueva = signal(false)
/** Another window of this phone is in the middle of a capture: the change waits for it. */
export const capturaEnOtraVentana = signal(false)

/** Held by whoever captures, in whatever window; see pantallas/captura/Toma. */
export const CERROJO_DE_CAPTURA = "rubrica-captura"
const CADA_MS = 12 * 3_600_000

let registro: ServiceWorkerRegistration | null = null
let buscadaEn = 0

function vigilar(nuevo: ServiceWorkerRegistration): void {
  registro = nuevo
  const anotar = (): void => {
    hayVersionNueva.value = nuevo.waiting !== null && navigator.serviceWorker.controller !== null
  }
  anotar()
  nuevo.addEventListener("updatefound", () => nuevo.installing?.addEventListener("statechange", anotar))
  buscadaEn = Date.now() // registering has just looked
  setInterval(siToca, 15 * 60_000)
  document.addEventListener("visibilitychange", siToca)
}

/** Look for a newer version twice a day, whenever somebody sees the page. */
function siToca(): void {
  if (document.visibilityState === "visible" && Math.abs(Date.now() - buscadaEn) >= CADA_MS) buscarVersionNueva()
}

/** Ask the server whether there is a newer version; without network nothing happens. */
export function buscarVersionNueva(): void {
  buscadaEn = Date.now()
  void registro?.update().catch(() => undefined)
}

/** Register the service worker. Without one the app works, with signal only. */
export async function instalar(): Promise<void> {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return
  const base = import.meta.env.BASE_URL
  const registrar = (script: string, type: WorkerType): Promise<void> =>
    navigator.serviceWorker.register(base + script, { scope: base, type }).then(vigilar)
  await registrar("trabajador.js", "module").catch(() => registrar("sw.js", "classic")).catch(() => undefined)
}

/** Change to the version that waits, and start again with it; not while any window captures. */
export async function usarVersionNueva(): Promise<void> {
  const cambiada = await siNadie(CERROJO_DE_CAPTURA, () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true })
    registro?.waiting?.postMessage({ tipo: "usar-ya" })
    return Promise.resolve(true)
  })
  capturaEnOtraVentana.value = cambiada === undefined
}

/** Ask the system to wake the worker when the network is back, where it can. */
export async function pedirSincronizacion(): Promise<void> {
  const conSync = registro as unknown as { readonly sync?: { register(tag: string): Promise<void> } } | null
  await conSync?.sync?.register("rubrica-envio").catch(() => undefined)
}
