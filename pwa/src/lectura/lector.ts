/** The page's side of the reader: hands over pixels, gives codes back, never hangs a capture. */

import type { Codigo } from "../core/contenido.ts"
import type { Lado } from "./codigos.ts"
import type { Encargo } from "./impresos.ts"
import type { Pregunta, Respuesta } from "./lector.worker.ts"
import { conVivas } from "./enVivo.ts"
import { votar } from "./votar.ts"

/** Milliseconds that a reading may take before the support goes on without it (ET 5.6). */
const LIMITE = 8_000
const GRACIA = 4_000

export type Lectura = Pick<Respuesta, "codigos" | "vistas">

const NADA: Lectura = { codigos: [], vistas: [] }

let trabajador: Worker | undefined
let turno = 0
const pendientes = new Map<number, (lectura: Lectura) => void>()

function resolver(id: number, lectura: Lectura): void {
  pendientes.get(id)?.(lectura)
  pendientes.delete(id)
}

/** Start the worker, so that its wasm is ready when the first picture comes. */
export function preparar(): Worker {
  if (trabajador) return trabajador
  trabajador = new Worker(new URL("./lector.worker.ts", import.meta.url), { type: "module" })
  trabajador.addEventListener("message", (evento: MessageEvent<Respuesta>) => resolver(evento.data.id, evento.data))
  trabajador.addEventListener("error", soltar)
  return trabajador
}

/** Stop the worker and answer whoever waits with nothing read; the memory of its pictures goes with it. */
export function soltar(): void {
  trabajador?.terminate()
  trabajador = undefined
  for (const id of [...pendientes.keys()]) resolver(id, NADA)
}

/** Return what the reader sees in those pixels, which are taken away; nothing if it takes too long. */
export function preguntar(imagen: ImageData, encargo: Encargo, rapida: boolean): Promise<Lectura> {
  const id = ++turno
  const pregunta: Pregunta = { id, rgba: imagen.data, ancho: imagen.width, alto: imagen.height, rapida, limite: LIMITE, encargo }
  return new Promise((resolve) => {
    pendientes.set(id, resolve)
    preparar().postMessage(pregunta, [pregunta.rgba.buffer])
    setTimeout(() => pendientes.has(id) && soltar(), LIMITE + GRACIA)
  })
}

/**
 * Return the codes and texts of one side; an empty list when nothing reads in time. Takes the pixels
 * away. vivas: what was seen of that side just before.
 */
export async function leer(imagen: ImageData, lado: Lado, encargo: Encargo, vivas: readonly Lectura[] = []): Promise<Codigo[]> {
  const { codigos, vistas } = conVivas(await preguntar(imagen, encargo, false), vivas)
  return votar(codigos, vistas).map((codigo) => ({ ...codigo, lado }))
}
