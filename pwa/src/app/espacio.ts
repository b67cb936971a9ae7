/** The phone's storage: asked to be kept, and measured in supports. */

import { apartar, esDeCuota } from "../almacen/reserva.ts"

/** Room that one support takes at most in practice: credential, face and codes. */
export const BYTES_POR_APOYO = 400_000
/** Past this many, nobody counts: what is told is "more than". */
export const TOPE = 1_000

/** What was found of the storage; undefined where it cannot be known. */
export interface Espacio {
  /** Supports that still fit beyond the reserve; TOPE for that many or more, 0 when the reserve does not fit. */
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

/**
 * Supports that may lie on this phone alone while the browser promises nothing: it clears a whole origin
 * at once. Half a day's work; from there on, before another is captured, they are sent or put in a file.
 */
export const TOPE_SIN_PROMESA = 40

/**
 * Whether so many supports depend on the browser's good will that no more should be added. It is asked
 * again first: an app just installed is promised what a page was not. Never rejects.
 *
 * @param solos - how many are nowhere else: neither received, nor in a rescue file that left.
 */
export async function pidenResguardo(solos: number): Promise<boolean> {
  if (solos < TOPE_SIN_PROMESA) return false
  await conservar()
  return (await estaConservado()) === false
}

type Prueba = (apoyos: number) => Promise<boolean>

/** Run `acto` with what tells whether so many supports fit: a file of that length, asked for and never written. */
async function conSonda<R>(acto: (cabe: Prueba) => Promise<R>): Promise<R> {
  const carpeta = await navigator.storage.getDirectory()
  try {
    const archivo = await carpeta.getFileHandle("sonda", { create: true })
    return await acto((apoyos) => admite(archivo, apoyos * BYTES_POR_APOYO))
  } finally {
    await carpeta.removeEntry("sonda").catch(() => undefined)
  }
}

/** Whether a file may be that long. Each time through a stream of its own: one that was refused takes nothing more. */
async function admite(archivo: FileSystemFileHandle, bytes: number): Promise<boolean> {
  const salida = await archivo.createWritable()
  try {
    await salida.truncate(bytes)
    return true
  } catch (error) {
    return !esDeCuota(error) && alto(error)
  } finally {
    await salida.abort().catch(() => undefined)
  }
}

function alto(error: unknown): never {
  throw error
}

/** Return the most for which `cabe` holds, up to TOPE. */
export async function elMayor(cabe: Prueba): Promise<number> {
  if (await cabe(TOPE)) return TOPE
  let [si, no] = [0, TOPE]
  while (no - si > 1) {
    const medio = Math.floor((si + no) / 2)
    if (await cabe(medio)) si = medio
    else no = medio
  }
  return si
}

/** What the browser says, in supports: all there is where nothing can be tried. */
async function segunElNavegador(): Promise<number | undefined> {
  const { quota, usage } = await navigator.storage.estimate()
  return quota === undefined ? undefined : Math.min(TOPE, Math.max(0, Math.floor((quota - (usage ?? 0)) / BYTES_POR_APOYO)))
}

/**
 * Return how many supports more fit, the reserve apart, up to TOPE; undefined when nobody can tell. It
 * is tried, not asked: Chromium always says that there are 10 GiB (ADR 0085). Never rejects.
 */
export async function cabenMas(): Promise<number | undefined> {
  return conSonda(elMayor).catch((error: unknown) => (esDeCuota(error) ? 0 : segunElNavegador())).catch(() => undefined)
}

/** The same before a capture: 0 also when there is no room for the reserve, which is made here. Never rejects. */
export async function cabenAun(): Promise<number | undefined> {
  const apartada = await apartar().catch(() => undefined)
  return apartada === false ? 0 : cabenMas()
}

/** Whether the browser has promised not to clear what is here; undefined where it does not say. Never rejects. */
export async function estaConservado(): Promise<boolean | undefined> {
  return navigator.storage?.persisted?.().catch(() => undefined)
}

/** Return how the storage stands. Never rejects. */
export async function espacio(): Promise<Espacio> {
  return { conservado: await estaConservado(), caben: await cabenAun() }
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
