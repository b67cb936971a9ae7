/**
 * The reader of codes, in a thread of its own: the page never waits for it. The wasm is served by
 * the app itself: no request to another origin, and it works without network.
 */
import { aGris } from "../camara/calidad.ts"
import type { Codigo } from "../core/contenido.ts"
import { girar, GIROS } from "./giros.ts"
import wasm from "./lector.wasm?url"
import { arrancar, type Lector, type Simbolo } from "./simbolos.ts"

export interface Pregunta {
  readonly id: number
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
  readonly ancho: number
  readonly alto: number
  /** Milliseconds after which no further turn is tried. */
  readonly limite: number
}

export interface Respuesta {
  readonly id: number
  readonly codigos: readonly Omit<Codigo, "lado">[]
}

let lector: Promise<Lector> | undefined

/** Return the reader; one that could not be fetched is asked for again at the next picture. */
function elLector(): Promise<Lector> {
  lector ??= fetch(wasm).then(async (respuesta) => arrancar(await WebAssembly.compile(await respuesta.arrayBuffer())))
  lector.catch(() => (lector = undefined))
  return lector
}

/** The payload of a QR is kept closed, as bytes; what the linear codes say is plain text. */
function codigoDe({ simbologia, bytes }: Simbolo): Omit<Codigo, "lado"> {
  return simbologia === "Code128" ? { simbologia, texto: new TextDecoder().decode(bytes) } : { simbologia, bytes }
}

function clave(codigo: Omit<Codigo, "lado">): string {
  return `${codigo.simbologia}:${codigo.texto ?? Array.from(codigo.bytes ?? []).join()}`
}

/** Return every code found, turning the picture until a bar code shows or the time is over. */
async function leer({ rgba, ancho, alto, limite }: Pregunta): Promise<Omit<Codigo, "lado">[]> {
  const fin = performance.now() + limite
  const gris = aGris(rgba)
  const hallados = new Map<string, Omit<Codigo, "lado">>()
  const { leer: simbolos } = await elLector()
  for (const grados of GIROS) {
    const leidos = simbolos(girar(gris, ancho, alto, grados), ancho, alto).map(codigoDe)
    for (const leido of leidos) hallados.set(clave(leido), leido)
    if ([...hallados.values()].some((codigo) => codigo.simbologia === "Code128") || performance.now() > fin) break
  }
  return [...hallados.values()]
}

void elLector()
addEventListener("message", (evento: MessageEvent<Pregunta>) => {
  const { id } = evento.data
  leer(evento.data).then(
    (codigos) => postMessage({ id, codigos } satisfies Respuesta),
    () => postMessage({ id, codigos: [] } satisfies Respuesta),
  )
})
