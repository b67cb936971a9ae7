import { useEffect, useMemo, useRef, useState } from "preact/hooks"
import { cambiar, linterna, SinCamara, tieneLinterna, type Lente } from "../../camara/flujo.ts"
import { tomar, type Fotografia as Foto } from "../../camara/fotografia.ts"
import type { Sujeto } from "../../camara/calidad.ts"
import { Visor, type EstadoDeCamara } from "../../camara/Visor.tsx"
import { consejos } from "../../textos/index.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Icono } from "../comunes/Icono.tsx"
import { Pantalla, type PropsDePantalla } from "../comunes/Pantalla.tsx"

export interface PropsDeFotografia extends Pick<PropsDePantalla, "paso" | "avance" | "alVolver"> {
  readonly lente: Lente
  readonly sujeto: Sujeto
  readonly textos: { readonly titulo: string; readonly guia: string; readonly alt: string; readonly revise: string }
  readonly alTomar?: (pixeles: ImageData) => void
  readonly alAceptar: (foto: Foto) => void
  /** Only for the face: the person will not be photographed (ET 5.10). */
  readonly alNegarse?: () => void
  readonly requisitos?: readonly string[]
}

/** One picture: framed, taken, looked at, and taken again as often as wanted (ET 5.5, 5.7, 5.11). */
export function Fotografia(props: PropsDeFotografia) {
  const [foto, setFoto] = useState<Foto>()
  return foto ? (
    <Revision {...props} foto={foto} alRepetir={() => setFoto(undefined)} />
  ) : (
    <Encuadre
      {...props}
      alTomada={(tomada, pixeles) => {
        props.alTomar?.(pixeles)
        setFoto(tomada)
      }}
    />
  )
}

function Encuadre({ alTomada, ...props }: PropsDeFotografia & { alTomada: (foto: Foto, pixeles: ImageData) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [vuelta, setVuelta] = useState(0)
  const [estado, setEstado] = useState<EstadoDeCamara>("abriendo")
  const [ocupada, setOcupada] = useState(false)
  const { lente, sujeto, textos, alNegarse, requisitos } = props

  const disparar = async (): Promise<void> => {
    if (!video.current || ocupada) return
    setOcupada(true)
    try {
      const { foto, pixeles } = await tomar(video.current, sujeto)
      alTomada(foto, pixeles)
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
      {...props} titulo={textos.titulo} oscura
      pie={
        <>
          {estado === "sin-camara" && <Boton accion="reintentar" clase="primario" alTocar={() => setVuelta((v) => v + 1)}>{comunes.reintentar}</Boton>}
          <Disparador lente={lente} lista={estado === "lista" && !ocupada} alDisparar={() => void disparar()} alCambiar={() => void otraCamara()} />
          {alNegarse && <Boton accion="negarse" clase="llano" alTocar={alNegarse}>{captura.rostro.negativa}</Boton>}
        </>
      }
    >
      <p class="guia">{textos.guia}</p>
      {requisitos && <Requisitos lista={requisitos} />}
      <Visor lente={lente} sujeto={sujeto} video={video} vuelta={vuelta} alCambiar={setEstado} />
    </Pantalla>
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

function Disparador({ lente, lista, alDisparar, alCambiar }: { lente: Lente; lista: boolean; alDisparar: () => void; alCambiar: () => void }) {
  const [luz, setLuz] = useState(false)
  const alternar = (): void => {
    void linterna(lente, !luz)
    setLuz(!luz)
  }
  return (
    <div class="obturador">
      <button type="button" class="boton-camara" data-accion="cambiar-camara" onClick={alCambiar}>
        <Icono nombre="girar" /> {captura.camara.cambiar}
      </button>
      <button type="button" class="boton-disparo" data-accion="tomar" disabled={!lista} onClick={alDisparar} aria-label={captura.camara.tomar} />
      {lista && tieneLinterna(lente) ? (
        <button type="button" class="boton-camara" data-accion="linterna" aria-pressed={luz} onClick={alternar}>
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
