/** The shutter: one frame of the video, reduced, as JPEG bytes within the record's budget. */

import { ANCHO_DE_MEDIDA } from "./calidad.ts"
import { LADO_MAYOR, recorte, reducir, type Rectangulo } from "./encuadre.ts"
import { LADO_DE_ROSTRO, type CodigoDeCalidad, type Sujeto } from "./juicio.ts"
import { respirar } from "./respiro.ts"
import { LADO_DE_TRAMA } from "./trama.ts"
import { juzgar } from "./vigia.ts"
import type { Muestra } from "./vigia.worker.ts"

export interface Fotografia {
  readonly jpeg: Uint8Array<ArrayBuffer>
  readonly ancho: number
  readonly alto: number
  readonly avisos: readonly CodigoDeCalidad[]
}

/** Most bytes of each picture, so that two sides, a face and a signature stay under 350 KB. */
const PRESUPUESTO: Record<Sujeto, number> = { credencial: 138_000, huella: 138_000, rostro: 56_000 }
const CALIDADES = [0.78, 0.7, 0.62, 0.54, 0.46, 0.38]

/** Longest side of a live frame that is read: what a quick try needs, and no more memory. */
const LADO_EN_VIVO = 1280
let tomando = false

type Uso = "toma" | "medida"

// One canvas for every shot of the capture: cheap phones have no memory for more. The small one is
// apart, since the live picture is measured also while a shot is being encoded.
const lienzos = new Map<Uso, HTMLCanvasElement>()

function lienzoDe(uso: Uso): HTMLCanvasElement {
  const lienzo = lienzos.get(uso) ?? document.createElement("canvas")
  lienzos.set(uso, lienzo)
  return lienzo
}

function contexto(uso: Uso, ancho: number, alto: number): CanvasRenderingContext2D {
  const lienzo = lienzoDe(uso)
  lienzo.width = ancho
  lienzo.height = alto
  const dibujo = lienzo.getContext("2d", { willReadFrequently: true })
  if (!dibujo) throw new Error("no 2d context")
  dibujo.imageSmoothingQuality = "high"
  return dibujo
}

function dibujar(uso: Uso, fuente: Fuente, parte: Rectangulo, mayor: number): CanvasRenderingContext2D {
  const medida = reducir(parte.ancho, parte.alto, mayor)
  const dibujo = contexto(uso, medida.ancho, medida.alto)
  dibujo.drawImage(fuente, parte.x, parte.y, parte.ancho, parte.alto, 0, 0, medida.ancho, medida.alto)
  return dibujo
}

/** What a picture is taken from: the live video, or a file that the phone's own camera app made. */
export type Fuente = HTMLVideoElement | ImageBitmap

function medidasDe(fuente: Fuente): { ancho: number; alto: number } {
  return "videoWidth" in fuente ? { ancho: fuente.videoWidth, alto: fuente.videoHeight } : { ancho: fuente.width, alto: fuente.height }
}

function parteDe(fuente: Fuente, sujeto: Sujeto): Rectangulo {
  const { ancho, alto } = medidasDe(fuente)
  return sujeto === "rostro" ? { x: 0, y: 0, ancho, alto } : recorte(ancho, alto)
}

function pixeles(dibujo: CanvasRenderingContext2D): ImageData {
  return dibujo.getImageData(0, 0, dibujo.canvas.width, dibujo.canvas.height)
}

/** Return LADO_DE_TRAMA squared of the middle of that part, each pixel of it `escala` pixels of the source. */
function centroDe(fuente: Fuente, parte: Rectangulo, escala: number): Uint8ClampedArray<ArrayBuffer> | undefined {
  const lado = Math.round(LADO_DE_TRAMA * escala)
  if (lado > Math.min(parte.ancho, parte.alto)) return undefined
  const dibujo = contexto("medida", LADO_DE_TRAMA, LADO_DE_TRAMA)
  const [x, y] = [Math.round(parte.x + (parte.ancho - lado) / 2), Math.round(parte.y + (parte.alto - lado) / 2)]
  dibujo.drawImage(fuente, x, y, lado, lado, 0, 0, LADO_DE_TRAMA, LADO_DE_TRAMA)
  return pixeles(dibujo).data
}

const ANCHO_DE_ENFOQUE = 1280

/** Return the pixels that whoever looks at the picture needs, and no more of them; one reading a task. */
async function muestraDe(fuente: Fuente, sujeto: Sujeto): Promise<Muestra> {
  const parte = parteDe(fuente, sujeto)
  const { ancho, alto } = parte
  const mayor = sujeto === "rostro" ? (LADO_DE_ROSTRO * Math.max(ancho, alto)) / Math.min(ancho, alto) : (ANCHO_DE_MEDIDA * Math.max(ancho, alto)) / ancho
  const { data, width, height } = pixeles(dibujar("medida", fuente, parte, Math.round(mayor)))
  const muestra: Muestra = { sujeto, rgba: data, ancho: width, alto: height }
  if (sujeto === "rostro") return muestra
  await respirar()
  const propio = centroDe(fuente, parte, 1)
  await respirar()
  const nitido = centroDe(fuente, parte, ancho / ANCHO_DE_ENFOQUE)
  return propio && nitido ? { ...muestra, propio, nitido } : muestra
}

/** Return what the live picture lacks, the most useful first; null while the video has no frame yet. */
export async function observar(video: HTMLVideoElement, sujeto: Sujeto): Promise<readonly CodigoDeCalidad[] | null> {
  return video.videoWidth === 0 ? null : juzgar(await muestraDe(video, sujeto))
}

/** Return the pixels of the live picture for whoever tries to read it; undefined while it has no frame, or a shot is being taken. */
export function mirarVivo(video: HTMLVideoElement): ImageData | undefined {
  if (video.videoWidth === 0 || tomando) return undefined
  return pixeles(dibujar("toma", video, parteDe(video, "credencial"), LADO_EN_VIVO))
}

function codificar(canvas: HTMLCanvasElement, calidad: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no jpeg"))), "image/jpeg", calidad)
  })
}

async function dentroDelPresupuesto(canvas: HTMLCanvasElement, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  let blob = await codificar(canvas, CALIDADES[0] ?? 0.75)
  for (const calidad of CALIDADES.slice(1)) {
    if (blob.size <= bytes) break
    blob = await codificar(canvas, calidad)
  }
  return new Uint8Array(await blob.arrayBuffer())
}

/** Return what the source shows now, still: every reading of a shot, each a task of its own, is of one instant. */
async function congelar(fuente: Fuente): Promise<ImageBitmap> {
  const quieto = await createImageBitmap(fuente)
  await respirar()
  return quieto
}

/**
 * Return the picture that the source shows now, and its pixels for whoever reads codes in them.
 * The pixels are the caller's to hand over and forget; the canvases are emptied before returning.
 */
export async function tomar(fuente: Fuente, sujeto: Sujeto): Promise<{ foto: Fotografia; pixeles: ImageData }> {
  tomando = true
  let quieto: ImageBitmap | undefined
  try {
    quieto = await congelar(fuente)
    const dibujo = dibujar("toma", quieto, parteDe(quieto, sujeto), LADO_MAYOR[sujeto])
    const { width: ancho, height: alto } = dibujo.canvas
    await respirar()
    const imagen = pixeles(dibujo)
    await respirar()
    const juicio = juzgar(await muestraDe(quieto, sujeto))
    const jpeg = await dentroDelPresupuesto(dibujo.canvas, PRESUPUESTO[sujeto])
    return { foto: { jpeg, ancho, alto, avisos: await juicio }, pixeles: imagen }
  } finally {
    quieto?.close()
    tomando = false
    olvidar()
  }
}

/**
 * Return the picture of a file, for a phone that gives its camera to no page. It says so of itself: the
 * reviewer must know that the app did not see it being taken. Throws when the file is no picture.
 */
export async function tomarDeArchivo(archivo: Blob, sujeto: Sujeto): Promise<{ foto: Fotografia; pixeles: ImageData }> {
  const mapa = await createImageBitmap(archivo)
  try {
    const { foto, pixeles: imagen } = await tomar(mapa, sujeto)
    return { foto: { ...foto, avisos: [...foto.avisos, "de-archivo"] }, pixeles: imagen }
  } finally {
    mapa.close()
  }
}

/** Empty the canvases: after a capture no pixel of it stays in memory. */
export function olvidar(): void {
  for (const lienzo of lienzos.values()) lienzo.width = lienzo.height = 0
}
