/** A pause in the middle of long work, so that a finger on the screen never waits for all of it. */

interface ConCesion {
  readonly scheduler?: { readonly yield?: () => Promise<void> }
}

/** Return once whatever waited for the main thread has had its turn. */
export function respirar(): Promise<void> {
  const { scheduler } = globalThis as ConCesion
  return scheduler?.yield ? scheduler.yield() : new Promise((bien) => setTimeout(bien))
}
