/** The index of a process's recordings in other languages; twin of core/audios.py. */

import { ed, JwsInvalido, verificar } from "./jws.ts"

export interface Audio {
  /** BCP 47. */
  readonly idioma: string
  /** As its speakers call it. */
  readonly nombre: string
  readonly texto: "manifiesto"
  /** Of the words that it reads. */
  readonly version: number
  /** SHA-256 in hexadecimal, and suffix. */
  readonly archivo: string
  readonly bytes: number
}

const MAX_INDICE = 64 * 1024
export const MAX_AUDIO = 3 * 1024 * 1024
const MAX_PAQUETE = 20 * 1024 * 1024
const FORMA: Readonly<Record<keyof Audio, (valor: unknown) => boolean>> = {
  idioma: (v) => typeof v === "string" && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(v),
  nombre: (v) => typeof v === "string" && v.trim() !== "",
  texto: (v) => v === "manifiesto",
  version: (v) => Number.isInteger(v) && (v as number) >= 1,
  archivo: (v) => typeof v === "string" && /^[0-9a-f]{64}\.(ogg|mp3|m4a|wav)$/.test(v),
  bytes: (v) => Number.isInteger(v) && (v as number) > 0 && (v as number) <= MAX_AUDIO,
}

function esAudio(valor: unknown): valor is Audio {
  if (typeof valor !== "object" || valor === null) return false
  const claves = Object.keys(FORMA) as (keyof Audio)[]
  return Object.keys(valor).length === claves.length && claves.every((clave) => FORMA[clave]((valor as Record<string, unknown>)[clave]))
}

/** Return the recordings of an index that `clave` (the manifest's, 32 bytes) signed for that process. Throws JwsInvalido. */
export function leerAudios(jws: string, clave: Uint8Array, proceso: string): readonly Audio[] {
  const { proceso: suyo, audios } = verificar(jws, "rubrica-audios+jws", ed(clave), MAX_INDICE)
  if (suyo !== proceso || !Array.isArray(audios) || !audios.every(esAudio)) throw new JwsInvalido("jws-carga")
  if (audios.reduce((suma, { bytes }) => suma + bytes, 0) > MAX_PAQUETE) throw new JwsInvalido("jws-carga")
  return audios
}

/** Return those that read these very words: of that text, in that version. */
export function delTexto(audios: readonly Audio[], texto: Audio["texto"], version: number): readonly Audio[] {
  return audios.filter((audio) => audio.texto === texto && audio.version === version)
}
