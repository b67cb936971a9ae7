/** The page's side of who looks at the pictures: hands over pixels, gets advice, waits for nobody. */
import type { CodigoDeCalidad } from "./juicio.ts"
import type { Muestra, Pregunta, Respuesta } from "./vigia.worker.ts"

/** Milliseconds after which a picture goes on without advice: it informs, and never blocks. */
const LIMITE = 4_000

let trabajador: Worker | undefined
let turno = 0
const pendientes = new Map<number, (codigos: Respuesta["codigos"]) => void>()

function resolver({ id, codigos }: Respuesta): void {
  pendientes.get(id)?.(codigos)
  pendientes.delete(id)
}

function llamar(): Worker {
  if (trabajador) return trabajador
  trabajador = new Worker(new URL("./vigia.worker.ts", import.meta.url), { type: "module" })
  trabajador.addEventListener("message", (evento: MessageEvent<Respuesta>) => resolver(evento.data))
  trabajador.addEventListener("error", despedir)
  return trabajador
}

/** Stop looking; whoever waits is answered without advice. The pixels go with the worker. */
export function despedir(): void {
  trabajador?.terminate()
  trabajador = undefined
  for (const id of [...pendientes.keys()]) resolver({ id, codigos: [] })
}

/** Return what that picture lacks, the most useful first; nothing when it is not known in time. Takes the pixels away. */
export function juzgar(muestra: Muestra): Promise<readonly CodigoDeCalidad[]> {
  const id = ++turno
  const pregunta: Pregunta = { id, ...muestra }
  return new Promise((resolve) => {
    pendientes.set(id, resolve)
    llamar().postMessage(pregunta, [muestra.rgba, muestra.propio, muestra.nitido].flatMap((pixeles) => (pixeles ? [pixeles.buffer] : [])))
    setTimeout(() => resolver({ id, codigos: [] }), LIMITE)
  })
}
