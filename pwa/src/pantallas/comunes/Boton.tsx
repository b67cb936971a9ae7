import type { ComponentChildren } from "preact"
import { Icono, type NombreDeIcono } from "./Icono.tsx"

export interface PropsDeBoton {
  /** What it does, in one word: the name by which a story of the browser presses it. */
  readonly accion: string
  readonly children: ComponentChildren
  readonly alTocar?: () => void
  readonly clase?: "primario" | "secundario" | "llano" | "peligro"
  readonly icono?: NombreDeIcono
  readonly envia?: boolean
  readonly apagado?: boolean
  readonly describe?: string
  readonly pulsado?: boolean
}

/** A button of 48 px at least. `envia` submits the form it stands in. */
export function Boton({ accion, children, alTocar, clase = "secundario", icono, envia, apagado, describe, pulsado }: PropsDeBoton) {
  return (
    <button
      type={envia ? "submit" : "button"}
      class={`boton boton-${clase}`}
      data-accion={accion}
      disabled={apagado}
      onClick={alTocar}
      aria-describedby={describe}
      aria-pressed={pulsado}
    >
      {icono && <Icono nombre={icono} />}
      <span>{children}</span>
    </button>
  )
}
