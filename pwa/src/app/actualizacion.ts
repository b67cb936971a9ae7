/** The app's own files: kept for when there is no signal, replaced only when the person says so. */

import { signal } from "@preact/signals"

/** A newer version is ready and waits; it never takes over in the middle of a capture. */
export const hayVersionNueva = signal(false)

let espera: ServiceWorker | null = null

function vigilar(registro: ServiceWorkerRegistration): void {
  const anotar = (): void => {
    espera = registro.waiting
    hayVersionNueva.value = espera !== null && navigator.serviceWorker.controller !== null
  }
  anotar()
  registro.addEventListener("updatefound", () => registro.installing?.addEventListener("statechange", anotar))
}

/** Register the service worker. Without one the app works, with signal only. */
export async function instalar(): Promise<void> {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return
  const base = import.meta.env.BASE_URL
  await navigator.serviceWorker.register(`${base}sw.js`, { scope: base }).then(vigilar, () => undefined)
}

/** Change to the version that waits, and start again with it. */
export function usarVersionNueva(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true })
  espera?.postMessage({ tipo: "usar-ya" })
}
