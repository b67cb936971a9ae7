/** Reading aloud with the phone's own voice, in Spanish; nothing leaves the phone for it. */

import { signal } from "@preact/signals"

/** The phone has a voice in Spanish. Voices may come late: it changes when they do. */
export const hayVoz = signal(false)

/** Which character is being read, and of which text; null in silence. */
export const lectura = signal<{ readonly texto: string; readonly en: number } | null>(null)

const PASO_MAXIMO = 180
let vez = 0

/** The voice that is best understood in Oaxaca: of Mexico, then of America, then any in Spanish. */
export function mejorVoz<V extends { readonly lang: string; readonly localService: boolean }>(voces: readonly V[]): V | undefined {
  const lengua = (v: V): string => v.lang.replace("_", "-").toLowerCase()
  const orden = (v: V): number => (v.localService ? 0 : 10) + (lengua(v) === "es-mx" ? 0 : /^es-(us|419)/.test(lengua(v)) ? 1 : 2)
  return voces.filter((v) => lengua(v).startsWith("es")).sort((a, b) => orden(a) - orden(b))[0]
}

/** Cut a text where a voice may breathe: long utterances stop half-way in Chromium. */
export function respiros(texto: string): { readonly texto: string; readonly desde: number }[] {
  const trozos: { texto: string; desde: number }[] = []
  for (const { 0: frase, index } of texto.matchAll(/[^.;:!?\n]+[.;:!?\n]*\s*/g)) {
    for (let desde = 0; desde < frase.length; ) {
      const cabe = frase.slice(desde, desde + PASO_MAXIMO)
      const corte = desde + cabe.length < frase.length ? cabe.lastIndexOf(" ") + 1 || cabe.length : cabe.length
      if (cabe.slice(0, corte).trim()) trozos.push({ texto: cabe.slice(0, corte), desde: index + desde })
      desde += corte
    }
  }
  return trozos
}

function mirar(): void {
  hayVoz.value = mejorVoz(speechSynthesis.getVoices()) !== undefined
}

if ("speechSynthesis" in globalThis) {
  mirar()
  speechSynthesis.addEventListener?.("voiceschanged", mirar)
}

/** Read `texto` aloud from its beginning, in place of whatever was being read. */
export function leerEnVozAlta(texto: string): void {
  callar()
  const voz = mejorVoz(speechSynthesis.getVoices())
  const trozos = respiros(texto)
  if (!voz || trozos.length === 0) return
  const mia = vez
  // What a reading that was stopped still says comes late, and counts no more.
  const anotar = (en: number | undefined): void => {
    if (mia === vez) lectura.value = en === undefined ? null : { texto, en }
  }
  const decir = (i: number): void => {
    const trozo = trozos[i]
    if (mia !== vez || !trozo) return anotar(undefined)
    const dicho = new SpeechSynthesisUtterance(trozo.texto)
    dicho.voice = voz
    dicho.lang = voz.lang
    dicho.onboundary = (e) => anotar(trozo.desde + e.charIndex)
    dicho.onend = () => decir(i + 1)
    dicho.onerror = () => anotar(undefined)
    anotar(trozo.desde)
    speechSynthesis.speak(dicho)
  }
  decir(0)
}

/** Stop reading. */
export function callar(): void {
  vez += 1
  lectura.value = null
  if ("speechSynthesis" in globalThis) speechSynthesis.cancel()
}
