/** The shutter: one frame of the video, reduced, as JPEG bytes within the record's budget. */

import { aGris, ANCHO_DE_MEDIDA, aconsejar, medir, type CodigoDeCalidad, type Sujeto } from "./calidad.ts"
import { LADO_MAYOR, recorte, reducir, type Rectangulo } from "./encuadre.ts"

export interface Fotografia {
  readonly jpeg: Uint8Array<ArrayBuffer>
  readonly ancho: number
  readonly alto: number
  readonly avisos: readonly CodigoDeCalidad[]
}

/** Most bytes of each picture, so that two sides, a face and a signature stay under 350 KB. */
const PRESUPUESTO: Record<Sujeto, number> = { credencial: 138_000, rostro: 56_000 }
const CALIDADES = [0.78, 0.7, 0.62, 0.54, 0.46, 0.38]

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

function dibujar(uso: Uso, video: HTMLVideoElement, parte: Rectangulo, mayor: number): CanvasRenderingContext2D {
  const medida = reducir(parte.ancho, parte.alto, mayor)
  const dibujo = contexto(uso, medida.ancho, medida.alto)
  dibujo.drawImage(video, parte.x, parte.y, parte.ancho, parte.alto, 0, 0, medida.ancho, medida.alto)
  return dibujo
}

function parteDe(video: HTMLVideoElement, sujeto: Sujeto): Rectangulo {
  const { videoWidth: ancho, videoHeight: alto } = video
  return sujeto === "credencial" ? recorte(ancho, alto) : { x: 0, y: 0, ancho, alto }
}

function pixeles(dibujo: CanvasRenderingContext2D): ImageData {
  return dibujo.getImageData(0, 0, dibujo.canvas.width, dibujo.canvas.height)
}

/** Return what the live picture lacks; nothing while the video has no frame yet. */
export function observar(video: HTMLVideoElement, sujeto: Sujeto): CodigoDeCalidad[] {
  if (video.videoWidth === 0) return []
  const { data, width, height } = pixeles(dibujar("medida", video, parteDe(video, sujeto), ANCHO_DE_MEDIDA))
  return aconsejar(medir(aGris(data), width, height), sujeto)
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

/**
 * Return the picture that the video shows now, and its pixels for whoever reads codes in them.
 * The pixels are the caller's to hand over and forget; the canvases are emptied before returning.
 */
export async function tomar(video: HTMLVideoElement, sujeto: Sujeto): Promise<{ foto: Fotografia; pixeles: ImageData }> {
  const avisos = observar(video, sujeto)
  const dibujo = dibujar("toma", video, parteDe(video, sujeto), LADO_MAYOR[sujeto])
  const { width: ancho, height: alto } = dibujo.canvas
  const imagen = pixeles(dibujo)
  const jpeg = await dentroDelPresupuesto(dibujo.canvas, PRESUPUESTO[sujeto])
  olvidar()
  return { foto: { jpeg, ancho, alto, avisos }, pixeles: imagen }
}

/** Empty the canvases: after a capture no pixel of it stays in memory. */
export function olvidar(): void {
  for (const lienzo of lienzos.values()) lienzo.width = lienzo.height = 0
}
