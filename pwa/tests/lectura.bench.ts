/** What `make bench-lectura` drives: the app's own reader, worker and all, over one photograph after another. */

import type { Claves } from "../src/core/contenido.ts"
import { reunirClaves } from "../src/lectura/codigos.ts"
import { encargoDe, mirarTexto } from "../src/lectura/impresos.ts"
import { leer } from "../src/lectura/lector.ts"
import { leerRed, type Red } from "../src/lectura/red.ts"
import { arrancar, type Lector } from "../src/lectura/simbolos.ts"
import wasm from "../src/lectura/lector.wasm?url"
import { aGris } from "../src/camara/calidad.ts"
import pesos from "../../server/rubrica/ocrb/ocrb.bin?url"

const lienzo = document.createElement("canvas")
let red: Red | undefined

async function pixeles(jpeg: string): Promise<ImageData> {
  const bytes = Uint8Array.from(atob(jpeg), (c) => c.charCodeAt(0))
  const imagen = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }))
  lienzo.width = imagen.width
  lienzo.height = imagen.height
  const dibujo = lienzo.getContext("2d", { willReadFrequently: true })
  if (!dibujo) throw new Error("no 2d context")
  dibujo.drawImage(imagen, 0, 0)
  imagen.close()
  return dibujo.getImageData(0, 0, lienzo.width, lienzo.height)
}

/** Return the keys that one shutter picture of the back gives, what gave them, and how long it took. */
async function leerFoto(jpeg: string, modelo: string): Promise<{ claves: Claves; de: string[]; ms: number }> {
  const imagen = await pixeles(jpeg)
  const antes = performance.now()
  const codigos = await leer(imagen, "reverso", encargoDe(modelo, "reverso"))
  return { claves: reunirClaves(codigos), de: codigos.map(({ simbologia }) => simbologia), ms: performance.now() - antes }
}

/** Return the milliseconds of one look at a frame of the live picture, and of the looks at the shutter's, on this very thread. */
async function medirTexto(jpeg: string, modelo: string): Promise<{ viva: number; toma: number }> {
  red ??= leerRed(await (await fetch(pesos)).arrayBuffer())
  const { data, width: ancho, height: alto } = await pixeles(jpeg)
  const plano = { gris: aGris(data), ancho, alto }
  const medir = (cuantas: number): number => {
    const antes = performance.now()
    mirarTexto(red as Red, plano, encargoDe(modelo, "reverso"), cuantas)
    return performance.now() - antes
  }
  return { viva: medir(1), toma: medir(2) }
}

let lector: Lector | undefined

/** The same of the codes alone, all three symbologies at once: the quick look, and the one that tries everything. */
async function medirCodigos(jpeg: string): Promise<{ viva: number; toma: number }> {
  lector ??= await arrancar(await WebAssembly.compile(await (await fetch(wasm)).arrayBuffer()))
  const { data, width: ancho, height: alto } = await pixeles(jpeg)
  const gris = aGris(data)
  const medir = (rapida: boolean): number => {
    const antes = performance.now()
    ;(lector as Lector).leer(gris, ancho, alto, rapida)
    return performance.now() - antes
  }
  return { viva: medir(true), toma: medir(false) }
}

Object.assign(globalThis, { leerFoto, medirTexto, medirCodigos })
