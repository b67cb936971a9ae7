import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { aconsejar, aGris, medir } from "../../src/camara/calidad.ts"

const [ANCHO, ALTO] = [64, 40]

/** A picture whose grey at (x, y) is what `pinta` says. */
function imagen(pinta: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({ length: ANCHO * ALTO }, (_, i) => pinta(i % ANCHO, Math.floor(i / ANCHO)))
}

const letras = imagen((x, y) => ((x >> 1) + (y >> 1)) % 2 === 0 ? 60 : 200)
const consejo = (gris: Uint8Array, sujeto: "credencial" | "rostro" = "credencial"): string[] => aconsejar(medir(gris, ANCHO, ALTO), sujeto)

describe("ET 5.7, 5.11 f and g: what the coach says", () => {
  it("is nothing of a picture with edges and light", () => {
    expect(consejo(letras)).toEqual([])
  })

  it("is the dark before the blur: without light no edge can be judged", () => {
    expect(consejo(letras.map((v) => v >> 4))).toEqual(["oscura"])
  })

  it("is the blur of a picture without edges", () => {
    expect(consejo(imagen((x) => 120 + (x >> 3)))).toEqual(["borrosa"])
  })

  it("is the glare of a burnt patch on a card, not of the white wall behind a face", () => {
    const conReflejo = imagen((x, y) => (x < 24 && y < 16 ? 255 : (letras[y * ANCHO + x] ?? 0)))

    expect(consejo(conReflejo)).toContain("reflejo")
    expect(consejo(conReflejo, "rostro")).not.toContain("reflejo")
  })

  it("is the excess of light", () => {
    expect(consejo(imagen(() => 250))).toContain("clara")
  })

  it("never fails, whatever the pixels", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: ANCHO * ALTO, maxLength: ANCHO * ALTO }), (gris) => {
        const { luz, nitidez, quemado } = medir(gris, ANCHO, ALTO)
        expect(luz >= 0 && luz <= 255 && nitidez >= 0 && quemado >= 0 && quemado <= 1).toBe(true)
      }),
    )
  })
})

it("turns white into white and black into black", () => {
  expect([...aGris(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255]))]).toEqual([255, 0])
})
