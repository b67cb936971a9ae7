import { useId } from "preact/hooks"

export interface PropsDeInterruptor {
  readonly nombre: string
  readonly etiqueta: string
  readonly ayuda: string
  readonly puesto: boolean
  readonly alCambiar: (puesto: boolean) => void
  readonly apagado?: boolean
}

/** A setting that is on or off, with what it does below; the whole of it is the target. */
export function Interruptor({ nombre, etiqueta, ayuda, puesto, alCambiar, apagado }: PropsDeInterruptor) {
  const id = useId()
  return (
    <label class="interruptor">
      <span class="interruptor-texto">
        <span class="interruptor-nombre">{etiqueta}</span>
        <span class="campo-ayuda" id={id}>{ayuda}</span>
      </span>
      <input type="checkbox" role="switch" name={nombre} checked={puesto} disabled={apagado} aria-label={etiqueta} aria-describedby={id} onChange={(evento) => alCambiar(evento.currentTarget.checked)} />
    </label>
  )
}
