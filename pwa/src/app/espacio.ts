/** The phone's storage: asked to be kept, and measured in supports. */

/** Room that one support takes at most in practice: credential, face and codes. */
const BYTES_POR_APOYO = 400_000

/** Ask the browser never to clear what is kept here to make room. Never throws; it may say no. */
export async function conservar(): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist()
  } catch {
    // An engine without it keeps what an installed app stores all the same.
  }
}

/** Return how many supports more fit in `libre` bytes. */
export function apoyosEn(libre: number): number {
  return Math.max(0, Math.floor(libre / BYTES_POR_APOYO))
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
