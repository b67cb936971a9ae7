import { useEffect, useState } from "preact/hooks"
import { compartir, descargar, reunir, seComparte, type Diagnostico as Reunido } from "../app/diagnostico.ts"
import { ir } from "../app/estado.ts"
import { diagnostico as textos } from "../textos/es-MX/diagnostico.ts"
import "../estilos/ayuda.css"
import { Soporte } from "./ayuda/Soporte.tsx"
import { Boton } from "./comunes/Boton.tsx"
import { Pantalla } from "./comunes/Pantalla.tsx"

/** *Pedir soporte*: whom to call, what to dictate, and the file (ET 12.2). */
export function Diagnostico() {
  const [reunido, setReunido] = useState<Reunido>()
  const [guardado, setGuardado] = useState(false)
  useEffect(() => {
    let vigente = true
    void reunir().then((uno) => vigente && setReunido(uno))
    return () => {
      vigente = false
    }
  }, [])
  const guardar = (): void => {
    if (!reunido) return
    descargar(reunido)
    setGuardado(true)
  }
  return (
    <Pantalla
      paso="diagnostico" titulo={textos.titulo} alVolver={() => ir("inicio")}
      pie={
        <>
          <p role="status" class={guardado ? "texto-suave" : "solo-lectores"}>{guardado ? textos.descargado : ""}</p>
          {reunido && seComparte(reunido) && <Boton accion="compartir" clase="primario" icono="enviar" alTocar={() => void compartir(reunido)}>{textos.compartir}</Boton>}
          <Boton accion="descargar" apagado={!reunido} alTocar={guardar}>{textos.descargar}</Boton>
        </>
      }
    >
      <Soporte />
      <p>{textos.texto}</p>
      <dl class="ficha">
        <div><dt>{textos.ticket}</dt><dd aria-live="polite" class="folio ticket" data-ticket={reunido?.ticket}>{reunido ? reunido.ticket : textos.reuniendo}</dd></div>
      </dl>
      <p class="texto-suave">{textos.nada}</p>
      {reunido && <details class="lo-que-lleva"><summary>{textos.contenido}</summary><pre tabIndex={0}>{reunido.texto}</pre></details>}
    </Pantalla>
  )
}
