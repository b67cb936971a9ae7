import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { aGris } from "../../src/camara/calidad.ts"
import { juzgarRostro, medirCaras } from "../../src/camara/juicio.ts"
import type { Imagen } from "../../src/camara/rostro.ts"
import { captura } from "../../src/textos/es-MX/captura.ts"
import { consejos } from "../../src/textos/es-MX/consejos.ts"
import { CARPETA, CASOS, imagenDe, medir, tramaDePrueba } from "./pixeles.ts"

const escritas = JSON.parse(readFileSync(join(CARPETA, "medidas.json"), "utf8")) as { readonly casos: readonly unknown[]; readonly trama: number }

describe("the vectors of the camera", () => {
  it.each(CASOS.map((caso, i) => [caso.sujeto, caso.defecto || "buena", i] as const))("measure the same of %s, %s", (_, __, i) => {
    expect(medir(CASOS[i]!)).toEqual(escritas.casos[i])
  })

  it("measure the same pattern of dots", () => {
    expect(tramaDePrueba()).toBe(escritas.trama)
  })

  it("ET 5.11 e: hold one face in each picture of a person, and no more", () => {
    const caras = CASOS.flatMap((caso) => (caso.sujeto === "rostro" ? [(medir(caso) as { caras: unknown[] }).caras.length] : []))
    expect(caras).toEqual([1, 1])
  })
})

/** Return the picture with the pixel that `de` names for each place. */
function deformada({ rgba, ancho, alto }: Imagen, de: (x: number, y: number) => readonly [number, number]): Imagen {
  const nueva = new Uint8ClampedArray(rgba.length)
  for (let y = 0; y < alto; y++)
    for (let x = 0; x < ancho; x++) {
      const [xo, yo] = de(x, y).map((valor, i) => Math.max(0, Math.min((i === 0 ? ancho : alto) - 1, Math.round(valor)))) as [number, number]
      nueva.set(rgba.subarray(4 * (yo * ancho + xo), 4 * (yo * ancho + xo) + 4), 4 * (y * ancho + x))
    }
  return { rgba: nueva, gris: aGris(nueva), ancho, alto }
}

describe("ET 5.11 a, 7.17 a: a face that does not look ahead", () => {
  const deFrente = imagenDe(CASOS.find(({ sujeto, defecto }) => sujeto === "rostro" && defecto === "")!)
  const [cara] = medirCaras(deFrente).caras
  const [cx, cy] = [cara!.x + cara!.lado / 2, cara!.y + cara!.lado / 2]

  it.each([
    // Half of the face is away, and the other half is all that there is.
    ["in profile", deformada(deFrente, (x, y) => [x < cx ? cx + 0.75 * cara!.lado : x, y])],
    ["turned aside", deformada(deFrente, (x, y) => [cx + (x - cx) * 2.6, y])],
    ["lying on its side", deformada(deFrente, (x, y) => [cx + (y - cy), cy - (x - cx)])],
  ])("%s is told to look ahead, and from the front is not", (_, imagen) => {
    expect(juzgarRostro(medirCaras(imagen))).toContain("sin-rostro")
    expect(juzgarRostro(medirCaras(deFrente))).not.toContain("sin-rostro")
    expect(consejos["sin-rostro"]).toContain("de frente")
    expect(captura.rostro.guia).toMatch(/^De frente/)
  })
})
