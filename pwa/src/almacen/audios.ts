/** The recordings of a process, kept whole and apart from everything else: a cache of their own. */

import { deB64u, hex } from "../core/bytes.ts"
import { leerAudios, type Audio } from "../core/audios.ts"
import { enrolada } from "./consulta.ts"

const PREFIJO = "rubrica-audios-"

/** The name of what is kept is its address: so that nothing of one process serves another. */
function direccion(proceso: string, archivo = ""): string {
  return `/api/v1/procesos/${proceso}/audios${archivo && `/${archivo}`}`
}

function cacheDe(proceso: string): Promise<Cache> {
  return caches.open(PREFIJO + proceso)
}

async function esSuyo(audio: Audio, crudo: ArrayBuffer): Promise<boolean> {
  return crudo.byteLength === audio.bytes && audio.archivo.startsWith(hex(new Uint8Array(await crypto.subtle.digest("SHA-256", crudo))))
}

/** Keep the recordings that are not here yet; what is damaged on the way is not kept. `traer` gets an address. */
export async function guardarAudios(boveda: string, jws: string, traer: (camino: string) => Promise<ArrayBuffer>): Promise<void> {
  const { proceso, llaves } = await enrolada(boveda)
  const audios = leerAudios(jws, deB64u(llaves.manifiesto), proceso)
  const cache = await cacheDe(proceso)
  for (const audio of audios) {
    const camino = direccion(proceso, audio.archivo)
    if (await cache.match(camino)) continue
    const crudo = await traer(camino)
    if (await esSuyo(audio, crudo)) await cache.put(camino, new Response(crudo))
  }
  await cache.put(direccion(proceso), new Response(jws))
  const vigentes = new Set([direccion(proceso), ...audios.map(({ archivo }) => direccion(proceso, archivo))])
  const sobrantes = (await cache.keys()).filter(({ url }) => !vigentes.has(new URL(url).pathname))
  await Promise.all(sobrantes.map((pedido) => cache.delete(pedido)))
}

/** Return the recordings that this phone keeps of the process of a vault, verified again; none when there is none. */
export async function audiosDe(boveda: string): Promise<readonly Audio[]> {
  try {
    const { proceso, llaves } = await enrolada(boveda)
    const cache = await cacheDe(proceso)
    const indice = await cache.match(direccion(proceso))
    if (!indice) return []
    const audios = leerAudios(await indice.text(), deB64u(llaves.manifiesto), proceso)
    const aqui = await Promise.all(audios.map(({ archivo }) => cache.match(direccion(proceso, archivo))))
    return audios.filter((_, i) => aqui[i])
  } catch {
    return [] // an index that no longer verifies, or an engine without caches: nothing is offered
  }
}

/** Return the sound, if it is what the index says; undefined when it is not here or was changed. */
export async function sonidoDe(boveda: string, audio: Audio): Promise<ArrayBuffer | undefined> {
  const { proceso } = await enrolada(boveda)
  const crudo = await (await (await cacheDe(proceso)).match(direccion(proceso, audio.archivo)))?.arrayBuffer()
  return crudo && (await esSuyo(audio, crudo)) ? crudo : undefined
}
