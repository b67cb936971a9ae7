/** The fingerprint as the record carries it: grey and small, for a person to look at and no machine to match. */

const PRIMERO = [720, 0.7] as const
const MENORES: readonly (readonly [mayor: number, calidad: number])[] = [[640, 0.6], [480, 0.5], [400, 0.4], [320, 0.3]]

async function intento(imagen: ImageBitmap, mayor: number, calidad: number): Promise<Uint8Array> {
  const escala = Math.min(1, mayor / Math.max(imagen.width, imagen.height))
  const lienzo = document.createElement("canvas")
  lienzo.width = Math.max(1, Math.round(imagen.width * escala))
  lienzo.height = Math.max(1, Math.round(imagen.height * escala))
  const dibujo = lienzo.getContext("2d")
  if (!dibujo) throw new Error("no 2d context")
  dibujo.drawImage(imagen, 0, 0, lienzo.width, lienzo.height)
  // A grey over the colour leaves its light only: half of the bytes, and all of the ridges.
  dibujo.globalCompositeOperation = "saturation"
  dibujo.fillStyle = "#808080"
  dibujo.fillRect(0, 0, lienzo.width, lienzo.height)
  const blob = await new Promise<Blob | null>((resolve) => lienzo.toBlob(resolve, "image/jpeg", calidad))
  lienzo.width = lienzo.height = 0
  if (!blob) throw new Error("no jpeg")
  return new Uint8Array(await blob.arrayBuffer())
}

/** Return the picture in grey, as large as fits in `bytes`; the smallest there is when none does. */
export async function enGris(jpeg: Uint8Array<ArrayBuffer>, bytes: number): Promise<Uint8Array> {
  const imagen = await createImageBitmap(new Blob([jpeg], { type: "image/jpeg" }))
  try {
    let hecho = await intento(imagen, ...PRIMERO)
    for (const como of MENORES) {
      if (hecho.length <= bytes) break
      hecho = await intento(imagen, ...como)
    }
    return hecho
  } finally {
    imagen.close()
  }
}
