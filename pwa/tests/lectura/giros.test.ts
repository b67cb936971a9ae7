import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { girar, GIROS } from "../../src/lectura/giros.ts"

const [ANCHO, ALTO] = [31, 21]
const gris = fc.uint8Array({ minLength: ANCHO * ALTO, maxLength: ANCHO * ALTO })

describe("a picture turned for the reader", () => {
  it("is itself at no degrees, the first that is tried", () => {
    fc.assert(
      fc.property(gris, (g) => {
        expect(girar(g, ANCHO, ALTO, GIROS[0] ?? NaN)).toBe(g)
      }),
    )
  })

  it("keeps its size and its centre at any angle", () => {
    const centro = ((ALTO - 1) / 2) * ANCHO + (ANCHO - 1) / 2
    fc.assert(
      fc.property(gris, fc.integer({ min: -45, max: 45 }), (g, grados) => {
        const girada = girar(g, ANCHO, ALTO, grados)
        expect(girada.length).toBe(g.length)
        expect(girada[centro]).toBe(g[centro])
      }),
    )
  })

  it("lays level what was tilted the other way", () => {
    const linea = new Uint8Array(ANCHO * ALTO).fill(255)
    for (let x = 0; x < ANCHO; x++) linea[Math.round(10 - (x - 15) * Math.tan(Math.PI / 15)) * ANCHO + x] = 0

    const derecha = girar(linea, ANCHO, ALTO, 12)

    expect([...derecha.subarray(10 * ANCHO + 5, 10 * ANCHO + 26)].filter((v) => v === 0).length).toBeGreaterThan(15)
  })
})
