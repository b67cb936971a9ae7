/** When to send without being asked: the page is the mechanism, what a worker adds is a bonus (ET 6.3). */

import { espera, type Respuesta } from "../core/envio.ts"
import type { Resultado } from "./index.ts"

type Marcha = Pick<Resultado, "detenido" | "avance">

/**
 * Keep attempting: at once, whenever the page is seen again or the network may be back, and after a
 * growing wait while `intento` says that it was stopped. Returns what ends it.
 */
export function vigilar(intento: (senal: AbortSignal) => Promise<Marcha | null>): () => void {
  const control = new AbortController()
  const { signal } = control
  let reloj: ReturnType<typeof setTimeout> | undefined
  let fallas = 0
  let enCurso = false
  let otraVez = false // the network came back, or the page, while an attempt was failing

  const intentar = async (): Promise<void> => {
    if (enCurso || signal.aborted || document.visibilityState === "hidden") return
    enCurso = true
    clearTimeout(reloj)
    const marcha = await intento(signal).catch(() => null)
    const detenido = marcha?.detenido
    enCurso = false
    fallas = detenido && !otraVez ? trasOtra(fallas, marcha) : 0
    if (detenido && !signal.aborted) programar(detenido)
    if (otraVez) ya()
  }
  const programar = (detenido: NonNullable<Resultado["detenido"]>): void => {
    const causa: Respuesta = detenido.clase === "otra-ventana" ? { clase: "ocupado", esperaMs: null } : detenido
    reloj = setTimeout(() => void intentar(), espera(causa, fallas, Math.random()))
  }
  const ya = (): void => {
    otraVez = enCurso
    fallas = 0
    void intentar()
  }

  globalThis.addEventListener("online", ya, { signal })
  document.addEventListener("visibilitychange", ya, { signal })
  avisosDelTrabajador()?.addEventListener("message", (aviso) => (aviso.data as { tipo?: unknown } | null)?.tipo === "enviar" && ya(), { signal })
  ya()
  return () => {
    clearTimeout(reloj)
    control.abort()
  }
}

/** A line that cuts but carries is a line: only rounds in which nothing passed make the wait grow. */
function trasOtra(fallas: number, { avance }: Marcha): number {
  return avance > 0 ? 1 : fallas + 1
}

/** Where the service worker tells that the network is back; undefined where there is none. */
function avisosDelTrabajador(): ServiceWorkerContainer | undefined {
  return (globalThis.navigator as { readonly serviceWorker?: ServiceWorkerContainer } | undefined)?.serviceWorker
}
