/** Keeps the technical events of the app as they happen, for when support asks (ET 12.2). */

import { effect } from "@preact/signals"
import { anotarSuceso } from "../almacen/sucesos.ts"
import { hayVersionNueva } from "./actualizacion.ts"
import { marchas } from "./envio.ts"
import { cuenta, ruta, sesion } from "./estado.ts"

/** "TypeError" → "type-error": the kind of an error; never its message, which may quote what was typed. */
export function tipoDeError(error: unknown): string {
  const nombre = error instanceof Error ? error.name : "desconocido"
  return nombre.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase()
}

/** Call `alCambiar` each time that `leer` answers something new, and not the first time. */
function alCambiar<T>(leer: () => T, alCambiar: (valor: T) => void): () => void {
  let antes: T | undefined
  let primera = true
  return effect(() => {
    const ahora = leer()
    if (!primera && ahora !== antes) alCambiar(ahora)
    primera = false
    antes = ahora
  })
}

/** Begin to watch. */
export function vigilar(): void {
  void anotarSuceso("arranque")
  alCambiar(() => ruta.value.lugar, (lugar) => void anotarSuceso("lugar", lugar))
  alCambiar(() => sesion.value !== null, (abierta) => void anotarSuceso(abierta ? "entrada" : "bloqueo"))
  alCambiar(() => cuenta.value.guardados, (n) => void anotarSuceso("guardados", undefined, n))
  alCambiar(() => cuenta.value.conAcuse, (n) => void anotarSuceso("con-acuse", undefined, n))
  alCambiar(() => [...marchas.value.values()].some(({ enviando }) => enviando), (va) => void anotarSuceso("envio", va ? "empieza" : "termina"))
  alCambiar(() => hayVersionNueva.value, (hay) => hay && void anotarSuceso("version-nueva"))
  addEventListener("online", () => void anotarSuceso("red", "con-red"))
  addEventListener("offline", () => void anotarSuceso("red", "sin-red"))
  addEventListener("error", (suceso) => void anotarSuceso("error", tipoDeError(suceso.error)))
  addEventListener("unhandledrejection", (suceso) => void anotarSuceso("error", tipoDeError(suceso.reason)))
}
