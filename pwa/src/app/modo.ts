/** In which of its two modes the app opens (ET 4.3): Mi Apoyo, until somebody changes it. */

import { signal } from "@preact/signals"
import { guardarModo, leerModo } from "../almacen/ajustes.ts"

export type Modo = "mi-apoyo" | "auxiliar"

const guardado = leerModo()
/** What was chosen; undefined when nobody chose yet. */
export const modoElegido = signal<Modo | undefined>(guardado === "auxiliar" || guardado === "mi-apoyo" ? guardado : undefined)

/** Return the mode to show; a phone enrolled before there was a choice stays an auxiliar's. */
export function modo(hayAuxiliar: boolean): Modo {
  return modoElegido.value ?? (hayAuxiliar ? "auxiliar" : "mi-apoyo")
}

/** Change the mode, and open in it from now on. */
export function cambiarModo(nuevo: Modo): void {
  modoElegido.value = nuevo
  guardarModo(nuevo)
}
