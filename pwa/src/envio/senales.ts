/** When to stop waiting. AbortSignal.timeout and .any are newer than the phones that this must run on. */

export interface Espera {
  readonly signal: AbortSignal
  /** The wait is over: its timer and its listeners go. */
  readonly soltar: () => void
}

/** Return a signal that aborts after `ms`, or with any of `senales`. */
export function conPlazo(ms: number, ...senales: readonly (AbortSignal | undefined)[]): Espera {
  const control = new AbortController()
  const cortar = (): void => control.abort()
  const reloj = setTimeout(cortar, ms)
  for (const senal of senales) {
    if (senal?.aborted) cortar()
    senal?.addEventListener("abort", cortar, { once: true })
  }
  return {
    signal: control.signal,
    soltar: () => {
      clearTimeout(reloj)
      for (const senal of senales) senal?.removeEventListener("abort", cortar)
    },
  }
}
