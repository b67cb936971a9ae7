import { useEffect, useRef, useState } from "preact/hooks"
import { abrir, cambiar, cerrar, SinCamara } from "../../camara/flujo.ts"
import { juzgarCamara, type Camara, type Resultado } from "../../telefono/veredicto.ts"
import { telefono } from "../../textos/es-MX/telefono.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"

const { camara: textos } = telefono

/** What the browser tells of the camera that is open. */
export function describir(pista: MediaStreamTrack): Camara {
  const { width = 0, height = 0 } = pista.getSettings()
  const puede = pista.getCapabilities?.() as (MediaTrackCapabilities & { focusMode?: string[]; torch?: boolean }) | undefined
  return { ancho: width, alto: height, enfoques: puede?.focusMode, linterna: puede?.torch === true }
}

function motivoDe(error: unknown): Resultado {
  const motivo = error instanceof SinCamara ? error.motivo : "ocupada"
  return { estado: motivo === "ninguna" ? "no-puede" : "arregle", codigo: motivo }
}

/** The rear camera as the capture will use it; the person says whether letters can be read. */
export function PruebaDeCamara({ alTerminar }: { alTerminar: (resultado?: Resultado) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [pista, setPista] = useState<MediaStreamTrack>()
  const mostrar = (pedido: Promise<MediaStream>): void => {
    setPista(undefined)
    pedido.then(
      (flujo) => {
        if (!video.current) return
        video.current.srcObject = flujo
        void video.current.play().catch(() => undefined)
        setPista(flujo.getVideoTracks()[0])
      },
      (error: unknown) => alTerminar(motivoDe(error)),
    )
  }
  useEffect(() => {
    mostrar(abrir("environment"))
    return () => void cerrar("environment")
  }, [])
  const contestar = (nitida: boolean): void => alTerminar(pista && juzgarCamara(describir(pista), nitida))
  return (
    <Pantalla
      paso="telefono-camara" titulo={textos.pregunta} oscura salida="cerrar" alVolver={() => alTerminar()}
      pie={
        <>
          <Boton accion="nitida" clase="primario" apagado={!pista} alTocar={() => contestar(true)}>{textos.si}</Boton>
          <Boton accion="borrosa" apagado={!pista} alTocar={() => contestar(false)}>{textos.no}</Boton>
          <Boton accion="cambiar-camara" clase="llano" icono="girar" apagado={!pista} alTocar={() => mostrar(cambiar("environment"))}>{textos.cambiar}</Boton>
        </>
      }
    >
      <p class="guia">{textos.guia}</p>
      <div class="visor visor-entero"><video ref={video} playsInline muted autoplay tabIndex={-1} aria-hidden="true" /></div>
    </Pantalla>
  )
}
