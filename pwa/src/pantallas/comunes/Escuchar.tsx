import { useEffect, useState } from "preact/hooks"
import { ajustes } from "../../app/ajustes.ts"
import { pararAudio, sonar } from "../../app/audios.ts"
import { boveda } from "../../app/estado.ts"
import { callar, hayVoz, lectura, leerEnVozAlta, respiros } from "../../app/voz.ts"
import { delTexto, type Audio } from "../../core/audios.ts"
import { escuchar as textos } from "../../textos/es-MX/escuchar.ts"
import "../../estilos/escuchar.css"
import { Boton } from "./Boton.tsx"

/** A text that can be heard: the phone's voice reads it, and shows where it goes. Without a voice it is only a text. */
export function TextoQueSeOye({ texto, clase }: { texto: string; clase: string }) {
  const suena = lectura.value?.texto === texto ? lectura.value : null
  return (
    <>
      <p class={clase}>{suena ? <Seguido texto={texto} en={suena.en} /> : texto}</p>
      <BotonDeEscuchar texto={texto} />
    </>
  )
}

/** The button that reads a text aloud and stops; nothing without a voice, or when the setting is off. */
export function BotonDeEscuchar({ texto }: { texto: string }) {
  const suena = lectura.value?.texto === texto
  useEffect(() => callar, [texto])
  if (!ajustes.value.voz || !hayVoz.value) return null
  return (
    <Boton accion={suena ? "callar" : "escuchar"} icono={suena ? "parar" : "oir"} alTocar={() => (suena ? callar() : leerEnVozAlta(texto))}>
      {suena ? textos.parar : textos.accion}
    </Boton>
  )
}

function Seguido({ texto, en }: { texto: string; en: number }) {
  return <>{respiros(texto).map(({ texto: trozo, desde }) => (en >= desde && en < desde + trozo.length ? <mark key={desde}>{trozo}</mark> : trozo))}</>
}

/** The recordings of that text in other languages that this phone keeps; nothing when there is none. */
export function Grabaciones({ texto, version }: { texto: Audio["texto"]; version: number }) {
  const [audios, setAudios] = useState<readonly Audio[]>([])
  const [suena, setSuena] = useState<string>()
  const suya = boveda.value?.boveda
  useEffect(() => {
    let vigente = true
    if (suya) void import("../../almacen/audios.ts").then(({ audiosDe }) => audiosDe(suya)).then((todos) => vigente && setAudios(delTexto(todos, texto, version)))
    return () => {
      vigente = false
      pararAudio()
    }
  }, [suya, texto, version])
  if (!suya || audios.length === 0) return null
  const tocar = (audio: Audio): void => {
    callar()
    pararAudio()
    setSuena(suena === audio.archivo ? undefined : audio.archivo)
    if (suena !== audio.archivo) void sonar(suya, audio, () => setSuena((actual) => (actual === audio.archivo ? undefined : actual)))
  }
  return (
    <ul class="grabaciones" aria-label={textos.grabaciones}>
      {audios.map((audio) => (
        <li key={audio.archivo}>
          <Boton accion={`oir-${audio.idioma}`} icono={suena === audio.archivo ? "parar" : "oir"} pulsado={suena === audio.archivo} alTocar={() => tocar(audio)}>
            {suena === audio.archivo ? textos.parar : textos.en(audio.nombre)}
          </Boton>
        </li>
      ))}
    </ul>
  )
}
