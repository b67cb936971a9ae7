/**
 * The reader, in a thread of its own: the page never waits for it. The wasm and the weights are served
 * by the app itself: no request to another origin, and they work without network.
 */
import pesos from "../../../server/rubrica/ocrb/ocrb.bin?url"
import { aGris } from "../camara/calidad.ts"
import type { Codigo } from "../core/contenido.ts"
import { girar, GIROS } from "./giros.ts"
import { mirarTexto, type Encargo, type Vista } from "./impresos.ts"
import wasm from "./lector.wasm?url"
import { leerRed, type Red } from "./red.ts"
import { arrancar, type Lector, type Simbolo } from "./simbolos.ts"
import { MIRADAS } from "./votar.ts"

export interface Pregunta {
  readonly id: number
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
  readonly ancho: number
  readonly alto: number
  /** A frame of the live picture: one quick try. Else the picture itself: everything, MIRADAS times. */
  readonly rapida: boolean
  /** Milliseconds after which no further turn is tried. */
  readonly limite: number
  readonly encargo: Encargo
}

export interface Respuesta {
  readonly id: number
  readonly codigos: readonly Omit<Codigo, "lado">[]
  readonly vistas: readonly Vista[]
}

let lector: Promise<Lector> | undefined

/** Return the reader; one that could not be fetched is asked for again at the next picture. */
function elLector(): Promise<Lector> {
  lector ??= fetch(wasm).then(async (respuesta) => arrancar(await WebAssembly.compile(await respuesta.arrayBuffer())))
  lector.catch(() => (lector = undefined))
  return lector
}

let red: Promise<Red> | undefined
/** Return the network; one that could not be fetched is asked for again at the next picture. */
function laRed(): Promise<Red> {
  red ??= fetch(pesos).then(async (respuesta) => leerRed(await respuesta.arrayBuffer()))
  red.catch(() => (red = undefined))
  return red
}

/** The payload of a QR is kept closed, as bytes; what the linear codes say is plain text. */
function codigoDe({ simbologia, bytes }: Simbolo): Omit<Codigo, "lado"> {
  return simbologia === "Code128" ? { simbologia, texto: new TextDecoder().decode(bytes) } : { simbologia, bytes }
}

function clave(codigo: Omit<Codigo, "lado">): string {
  return `${codigo.simbologia}:${codigo.texto ?? Array.from(codigo.bytes ?? []).join()}`
}

/** Return every code found, turning the picture until a bar code shows or the time is over. */
async function leerCodigos(gris: Uint8Array, { ancho, alto, limite, rapida }: Pregunta): Promise<Omit<Codigo, "lado">[]> {
  const fin = performance.now() + limite
  const hallados = new Map<string, Omit<Codigo, "lado">>()
  const { leer: simbolos } = await elLector()
  for (const grados of rapida ? [0] : GIROS) {
    const leidos = simbolos(girar(gris, ancho, alto, grados), ancho, alto, rapida).map(codigoDe)
    for (const leido of leidos) hallados.set(clave(leido), leido)
    if ([...hallados.values()].some((codigo) => codigo.simbologia === "Code128") || performance.now() > fin) break
  }
  return [...hallados.values()]
}

async function leerTexto(gris: Uint8Array, { ancho, alto, rapida, encargo }: Pregunta): Promise<Vista[]> {
  if (!encargo.mrz && encargo.impresos.length === 0) return []
  return mirarTexto(await laRed(), { gris, ancho, alto }, encargo, rapida ? 1 : MIRADAS)
}

/** Return what `lectura` gives, or nothing if it breaks: what one reader cannot read, the other may. */
function oNada<T>(lectura: Promise<T[]>): Promise<T[]> {
  return lectura.catch(() => [])
}

void elLector()
addEventListener("message", (evento: MessageEvent<Pregunta>) => {
  const pregunta = evento.data
  const gris = aGris(pregunta.rgba)
  void (async () => {
    const vistas = await oNada(leerTexto(gris, pregunta))
    const codigos = await oNada(leerCodigos(gris, pregunta))
    postMessage({ id: pregunta.id, codigos, vistas } satisfies Respuesta)
  })()
})
