/** The phone's storage: asked to be kept, and measured in supports. */

/** Room that one support takes at most in practice: credential, face and codes. */
const BYTES_POR_APOYO = 400_000
/** Kept free before a capture begins, so that what is in the hands always fits. */
export const RESERVA = 50_000_000

/** What the browser says of the storage; undefined where it does not say. */
export interface Espacio {
  /** Supports that still fit, over the reserve. */
  readonly caben: number | undefined
  /** Whether the browser has promised not to clear it by itself. */
  readonly conservado: boolean | undefined
}

/** Ask the browser never to clear what is kept here to make room. Never throws; it may say no. */
export async function conservar(): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist()
  } catch {
    // An engine without it keeps what an installed app stores all the same.
  }
}

/** Return how many supports more fit in `libre` bytes, the reserve set apart. */
export function apoyosEn(libre: number): number {
  return Math.max(0, Math.floor((libre - RESERVA) / BYTES_POR_APOYO))
}

/** Return how many supports more fit in this phone, about; undefined when it does not say. */
export async function cabenAun(): Promise<number | undefined> {
  try {
    const { quota, usage } = await navigator.storage.estimate()
    return quota === undefined ? undefined : apoyosEn(quota - (usage ?? 0))
  } catch {
    return undefined
  }
}

/** Return how the storage stands. Never throws. */
export async function espacio(): Promise<Espacio> {
  const conservado = await navigator.storage?.persisted?.().catch(() => undefined)
  return { caben: await cabenAun(), conservado }
}

/**
 * Whether what is kept here goes with the window: a private one in Firefox or Safari has no folder of
 * its own, and in older Chromium a quota tied to the memory. Newer ones tell nothing, on purpose.
 */
export async function esVentanaPrivada(): Promise<boolean> {
  if (await cuotaDeMemoria()) return true
  try {
    await (navigator as { readonly storage?: StorageManager }).storage?.getDirectory?.()
    return false
  } catch (error) {
    return error instanceof DOMException && PRIVADAS.has(error.name)
  }
}

const PRIVADAS = new Set(["SecurityError", "UnknownError"])

async function cuotaDeMemoria(): Promise<boolean> {
  const { memory } = performance as { readonly memory?: { readonly jsHeapSizeLimit: number } }
  const { quota } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {}
  return memory !== undefined && quota !== undefined && quota < 2 * memory.jsHeapSizeLimit
}
