/** The recordings of the process in other languages: fetched with network, played without. */

import type { Audio } from "../core/audios.ts"
import { boveda } from "./estado.ts"

interface Linea {
  readonly saveData?: boolean
}

async function bytesDe(camino: string): Promise<ArrayBuffer> {
  const respuesta = await fetch(camino, { redirect: "error" })
  if (!respuesta.ok) throw new Error(`audio: ${respuesta.status}`)
  return respuesta.arrayBuffer()
}

/** Fetch the pack of the vault in use, if its process has one and the person does not save data. Never rejects. */
export async function actualizarAudios(): Promise<void> {
  const suya = boveda.value
  if (!suya || (navigator as { connection?: Linea }).connection?.saveData) return
  try {
    const respuesta = await fetch(`/api/v1/procesos/${encodeURIComponent(suya.proceso)}/audios`, { redirect: "error" })
    if (respuesta.status !== 200) return
    const { guardarAudios } = await import("../almacen/audios.ts")
    await guardarAudios(suya.boveda, (await respuesta.text()).trim(), bytesDe)
  } catch {
    // Without network, or with an index of somebody else's: what is kept stays.
  }
}

let sonando: { readonly audio: HTMLAudioElement; readonly url: string } | undefined

/** Stop the recording, if one sounds. */
export function pararAudio(): void {
  sonando?.audio.pause()
  if (sonando) URL.revokeObjectURL(sonando.url)
  sonando = undefined
}

/** Play it from its beginning; `alTerminar` is called once, when it ends or cannot sound. */
export async function sonar(boveda: string, cual: Audio, alTerminar: () => void): Promise<void> {
  pararAudio()
  const { sonidoDe } = await import("../almacen/audios.ts")
  const crudo = await sonidoDe(boveda, cual)
  if (!crudo) return alTerminar()
  const url = URL.createObjectURL(new Blob([crudo]))
  const audio = document.createElement("audio")
  audio.src = url
  sonando = { audio, url }
  audio.addEventListener("ended", alTerminar, { once: true })
  await audio.play().catch(alTerminar)
}
