import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { LADO_MAYOR, marco, PROPORCION, recorte, reducir, type Rectangulo } from "../../src/camara/encuadre.ts"

const lado = fc.integer({ min: 240, max: 4096 })

function dentro(chico: Rectangulo, { ancho, alto }: { ancho: number; alto: number }): boolean {
  return chico.x >= 0 && chico.y >= 0 && chico.x + chico.ancho <= ancho + 1 && chico.y + chico.alto <= alto + 1
}

describe("the frame of the credential", () => {
  it("fits in any video, and what is kept holds it whole", () => {
    fc.assert(
      fc.property(lado, lado, (ancho, alto) => {
        const [guia, parte] = [marco(ancho, alto), recorte(ancho, alto)]
        expect(dentro(guia, { ancho, alto }) && dentro(parte, { ancho, alto })).toBe(true)
        expect(parte.y <= guia.y + 1 && parte.y + parte.alto + 1 >= guia.y + guia.alto).toBe(true)
      }),
    )
  })

  it("has the proportions of the card", () => {
    const { ancho, alto } = marco(1080, 1920)

    expect(ancho / alto).toBeCloseTo(PROPORCION, 2)
  })

  it("keeps a landscape frame whole and drops the table from an upright one", () => {
    expect(recorte(1440, 1080)).toEqual({ x: 0, y: 0, ancho: 1440, alto: 1080 })
    expect(recorte(1080, 1920)).toMatchObject({ x: 0, ancho: 1080, alto: 919 })
  })
})

it("reduces to at most the longest side, and enlarges nothing", () => {
  fc.assert(
    fc.property(lado, lado, (ancho, alto) => {
      const chica = reducir(ancho, alto, LADO_MAYOR.credencial)
      expect(Math.max(chica.ancho, chica.alto)).toBeLessThanOrEqual(LADO_MAYOR.credencial)
      expect(chica.ancho <= ancho && chica.alto <= alto).toBe(true)
      // One pixel of rounding either way, and no more.
      expect(Math.abs(chica.ancho * alto - chica.alto * ancho)).toBeLessThanOrEqual(Math.max(ancho, alto))
    }),
  )
})
