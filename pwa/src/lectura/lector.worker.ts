/**
 * The reader of codes, in a thread of its own: the page never waits for it. The wasm is served by
 * the app itself (locateFile): no request to another origin, and it works without network.
 */
import { prepareZXingModule, readBarcodes, type ReadResult, type ReaderOptions } from "zxing-wasm/reader"
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url"
import { aGris } from "../camara/calidad.ts"
import type { Codigo } from "../core/contenido.ts"
import type { Simbologia } from "./codigos.ts"
import { girar, GIROS } from "./giros.ts"

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

const OPCIONES: ReaderOptions = {
  formats: ["Code128", "PDF417", "QRCode"],
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  maxNumberOfSymbols: 8,
}

prepareZXingModule({ overrides: { locateFile: (ruta: string) => (ruta.endsWith(".wasm") ? wasm : ruta) } })

function imagenDe(gris: Uint8Array, ancho: number, alto: number): ImageData {
  const imagen = new ImageData(ancho, alto)
  const pixeles = new Uint32Array(imagen.data.buffer)
  for (let i = 0; i < gris.length; i++) pixeles[i] = ((gris[i] ?? 0) * 0x010101) | 0xff000000
  return imagen
}

/** The payload of a QR is kept closed, as bytes; what the linear codes say is plain text. */
function codigoDe(leido: ReadResult): Omit<Codigo, "lado"> {
  const simbologia = leido.symbology as Simbologia
  return simbologia === "Code128" ? { simbologia, texto: leido.text } : { simbologia, bytes: leido.bytes }
}

function clave(codigo: Omit<Codigo, "lado">): string {
  return `${codigo.simbologia}:${codigo.texto ?? Array.from(codigo.bytes ?? []).join()}`
}

/** Return every code found, turning the picture until a bar code shows or the time is over. */
async function leer({ rgba, ancho, alto, limite }: Pregunta): Promise<Omit<Codigo, "lado">[]> {
  const fin = performance.now() + limite
  const gris = aGris(rgba)
  const hallados = new Map<string, Omit<Codigo, "lado">>()
  for (const grados of GIROS) {
    const leidos = await readBarcodes(imagenDe(girar(gris, ancho, alto, grados), ancho, alto), OPCIONES)
    for (const leido of leidos) if (leido.isValid) hallados.set(clave(codigoDe(leido)), codigoDe(leido))
    if ([...hallados.values()].some((codigo) => codigo.simbologia === "Code128") || performance.now() > fin) break
  }
  return [...hallados.values()]
}

addEventListener("message", (evento: MessageEvent<Pregunta>) => {
  const { id } = evento.data
  leer(evento.data).then(
    (codigos) => postMessage({ id, codigos } satisfies Respuesta),
    () => postMessage({ id, codigos: [] } satisfies Respuesta),
  )
})
