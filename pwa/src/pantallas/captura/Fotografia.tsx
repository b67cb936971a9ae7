import { useEffect, useMemo, useRef, useState } from "preact/hooks"
import { cambiar, SinCamara, tieneLinterna, type Lente } from "../../camara/flujo.ts"
import { tomar, tomarDeArchivo, type Fotografia as Foto } from "../../camara/fotografia.ts"
import type { Sujeto } from "../../camara/juicio.ts"
import { encender } from "../../camara/linterna.ts"
import { vibrar } from "../../app/ajustes.ts"
import type { Mirada } from "../../lectura/enVivo.ts"
import { useLecturaViva, type EstadoDeLectura, type PorLeer } from "./lecturaViva.ts"
import "../../estilos/lectura.css"
import { Visor, type EstadoDeCamara } from "../../camara/Visor.tsx"
import { consejos } from "../../textos/index.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Icono } from "../comunes/Icono.tsx"
import { Pantalla, type PropsDePantalla } from "../comunes/Pantalla.tsx"
import "../../estilos/camara.css"

export interface PropsDeFotografia extends Pick<PropsDePantalla, "paso" | "avance" | "alVolver"> {
  readonly lente: Lente
  readonly sujeto: Sujeto
  readonly textos: { readonly titulo: string; readonly guia: string; readonly alt: string; readonly revise: string }
  readonly alTomar?: (pixeles: ImageData, vivas: readonly Mirada[]) => void
  /** What is read while the hand frames it; nothing of a face. */
  readonly porLeer?: PorLeer
  readonly alAceptar: (foto: Foto) => void
  /** Only for the face: the person will not be photographed (ET 5.10). */
  readonly alNegarse?: () => void
  readonly requisitos?: readonly string[]
  /** What must be kept before the phone's own camera app may end this page. */
  readonly alSalirALaCamara?: () => Promise<void>
}

/** One picture: framed, taken, looked at, and taken again as often as wanted (ET 5.5, 5.7, 5.11). */
export function Fotografia(props: PropsDeFotografia) {
  const [foto, setFoto] = useState<Foto>()
  return foto ? (
    <Revision {...props} foto={foto} alRepetir={() => setFoto(undefined)} />
  ) : (
    <Encuadre
      {...props}
      alTomada={(tomada, pixeles, vivas) => {
        props.alTomar?.(pixeles, vivas)
        setFoto(tomada)
      }}
    />
  )
}

function Encuadre({ alTomada, ...props }: PropsDeFotografia & { alTomada: (foto: Foto, pixeles: ImageData, vivas: readonly Mirada[]) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [vuelta, setVuelta] = useState(0)
  const [estado, setEstado] = useState<EstadoDeCamara>("abriendo")
  const [ocupada, setOcupada] = useState(false)
  const { lente, sujeto, textos, alNegarse, requisitos, porLeer } = props
  const lectura = useLecturaViva(video, porLeer)

  const disparar = async (): Promise<void> => {
    if (!video.current || ocupada) return
    setOcupada(true)
    vibrar("toma")
    try {
      const { foto, pixeles } = await tomar(video.current, sujeto)
      alTomada(foto, pixeles, lectura.vivas())
    } finally {
      setOcupada(false)
    }
  }
  const otraCamara = async (): Promise<void> => {
    setEstado("abriendo")
    await cambiar(lente).catch((error: unknown) => {
      if (!(error instanceof SinCamara)) throw error
    })
    setVuelta((v) => v + 1)
  }

  return (
    <Pantalla
      {...props} titulo={textos.titulo} oscura={estado !== "sin-camara"}
      pie={
        <>
          {estado === "sin-camara" && <Boton accion="reintentar" clase="primario" alTocar={() => setVuelta((v) => v + 1)}>{comunes.reintentar}</Boton>}
          {estado === "sin-camara" ? (
            <OtraCamara lente={lente} sujeto={sujeto} antes={props.alSalirALaCamara} alTomada={(foto, pixeles) => alTomada(foto, pixeles, [])} />
          ) : (
            <Disparador lente={lente} lista={estado === "lista" && !ocupada} alDisparar={() => void disparar()} alCambiar={() => void otraCamara()} />
          )}
          {alNegarse && <Boton accion="negarse" clase="llano" alTocar={alNegarse}>{captura.rostro.negativa}</Boton>}
        </>
      }
    >
      {estado !== "sin-camara" && <p class="guia">{textos.guia}</p>}
      {porLeer && estado !== "sin-camara" && <EstadoDeLaLectura estado={lectura.estado} />}
      {requisitos && <Requisitos lista={requisitos} />}
      <Visor lente={lente} sujeto={sujeto} video={video} vuelta={vuelta} alCambiar={setEstado} callado={lectura.estado === "leida"} />
      {estado === "sin-camara" && <p class="texto-suave">{captura.camara.otraAviso}</p>}
    </Pantalla>
  )
}

/** Whether the live picture has been read already: then the shutter is all that is left to do. */
function EstadoDeLaLectura({ estado }: { estado: EstadoDeLectura }) {
  return (
    <p class={`lectura lectura-${estado}`} role="status" aria-live="polite" data-lectura={estado}>
      {estado !== "leyendo" && <Icono nombre={estado === "leida" ? "palomita" : "aviso"} />} {captura.lectura[estado]}
    </p>
  )
}

function Requisitos({ lista }: { lista: readonly string[] }) {
  return (
    <details class="requisitos">
      <summary>{captura.rostro.requisitos}</summary>
      <ul class="lista">{lista.map((linea) => <li key={linea}>{linea}</li>)}</ul>
    </details>
  )
}

/** The phone's own camera app, where the page gets none: less good, and no dead end. */
function OtraCamara({ lente, sujeto, antes, alTomada }: Pick<PropsDeFotografia, "lente" | "sujeto"> & { antes: (() => Promise<void>) | undefined; alTomada: (foto: Foto, pixeles: ImageData) => void }) {
  const [falla, setFalla] = useState(false)
  const [lista, setLista] = useState(!antes)
  useEffect(() => void antes?.().finally(() => setLista(true)), [])
  const recibir = async (archivo: File | undefined): Promise<void> => {
    if (!archivo) return
    setFalla(false)
    try {
      const { foto, pixeles } = await tomarDeArchivo(archivo, sujeto)
      alTomada(foto, pixeles)
    } catch {
      setFalla(true)
    }
  }
  return (
    <>
      <p role="alert">{falla ? captura.camara.otraNo : ""}</p>
      <label class="boton boton-secundario camara-otra">
        <Icono nombre="camara" />
        <span>{captura.camara.otra}</span>
        <input type="file" name="archivo" accept="image/*" capture={lente} disabled={!lista} onChange={(e) => void recibir(e.currentTarget.files?.[0])} />
      </label>
    </>
  )
}

function Disparador({ lente, lista, alDisparar, alCambiar }: { lente: Lente; lista: boolean; alDisparar: () => void; alCambiar: () => void }) {
  const [luz, setLuz] = useState(false)
  useEffect(() => (luz ? encender(lente, () => setLuz(false)) : undefined), [luz, lente])
  return (
    <div class="obturador">
      <button type="button" class="boton-camara" data-accion="cambiar-camara" onClick={alCambiar}>
        <Icono nombre="girar" /> {captura.camara.cambiar}
      </button>
      <button type="button" class="boton-disparo" data-accion="tomar" disabled={!lista} onClick={alDisparar} aria-label={captura.camara.tomar} />
      {lista && tieneLinterna(lente) ? (
        <button type="button" class="boton-camara" data-accion="linterna" aria-pressed={luz} onClick={() => setLuz(!luz)}>
          <Icono nombre="luz" /> {captura.camara.linterna}
        </button>
      ) : (
        <span />
      )}
    </div>
  )
}

/** A URL of the picture for as long as it is shown, and not a moment more. */
function useUrl(foto: Foto): string {
  const url = useMemo(() => URL.createObjectURL(new Blob([foto.jpeg], { type: "image/jpeg" })), [foto])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return url
}

function Revision({ foto, alRepetir, ...props }: PropsDeFotografia & { foto: Foto; alRepetir: () => void }) {
  const url = useUrl(foto)
  const { textos, alAceptar } = props
  const conAvisos = foto.avisos.length > 0
  return (
    <Pantalla
      {...props} titulo={textos.revise} oscura
      pie={
        <>
          <Boton accion="siguiente" clase="primario" alTocar={() => alAceptar(foto)}>
            {conAvisos ? captura.camara.guardarIgual : comunes.siguiente}
          </Boton>
          <Boton accion="repetir" icono="camara" alTocar={alRepetir}>{captura.camara.repetir}</Boton>
        </>
      }
    >
      <div role="status">
        {conAvisos && (
          <ul class="avisos-de-foto">
            {foto.avisos.map((codigo) => <li key={codigo} data-aviso={codigo}><Icono nombre="aviso" /> {consejos[codigo]}</li>)}
          </ul>
        )}
      </div>
      <div class="visor visor-entero" data-fase="revision">
        <img src={url} alt={textos.alt} />
      </div>
    </Pantalla>
  )
}
