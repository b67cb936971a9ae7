/** The page's side of the reader: hands over pixels, gives codes back, never hangs a capture. */

import type { Codigo } from "../core/contenido.ts"
import type { Lado } from "./codigos.ts"
import type { Pregunta, Respuesta } from "./lector.worker.ts"

/** Milliseconds that a reading may take before the support goes on without it (ET 5.6). */
const LIMITE = 8_000
const GRACIA = 4_000

let trabajador: Worker | undefined
let turno = 0
const pendientes = new Map<number, (codigos: Respuesta["codigos"]) => void>()

function resolver({ id, codigos }: Respuesta): void {
  pendientes.get(id)?.(codigos)
  pendientes.delete(id)
}

/** Start the worker, so that its wasm is ready when the first picture comes. */
export function preparar(): Worker {
  if (trabajador) return trabajador
  trabajador = new Worker(new URL("./lector.worker.ts", import.meta.url), { type: "module" })
  trabajador.addEventListener("message", (evento: MessageEvent<Respuesta>) => resolver(evento.data))
  trabajador.addEventListener("error", soltar)
  return trabajador
}

/** Stop the worker and answer whoever waits with no codes; the memory of its pictures goes with it. */
export function soltar(): void {
  trabajador?.terminate()
  trabajador = undefined
  for (const id of [...pendientes.keys()]) resolver({ id, codigos: [] })
}

function preguntar(imagen: ImageData): Promise<Respuesta["codigos"]> {
  const id = ++turno
  const pregunta: Pregunta = { id, rgba: imagen.data, ancho: imagen.width, alto: imagen.height, limite: LIMITE }
  return new Promise((resolve) => {
    pendientes.set(id, resolve)
    preparar().postMessage(pregunta, [pregunta.rgba.buffer])
    setTimeout(() => pendientes.has(id) && soltar(), LIMITE + GRACIA)
  })
}

/** Return the codes of one side; an empty list when nothing reads in time. Takes the pixels away. */
export async function leer(imagen: ImageData, lado: Lado): Promise<Codigo[]> {
  const codigos = await preguntar(imagen)
  return codigos.map((codigo) => ({ ...codigo, lado }))
}
