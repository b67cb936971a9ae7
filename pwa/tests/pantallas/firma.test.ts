import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { aspecto, firmaDe, puntosDe } from "../../src/pantallas/captura/firma.ts"

const punto = fc.record({ x: fc.integer({ min: 0, max: 340 }), y: fc.integer({ min: 0, max: 200 }), time: fc.integer({ min: 1, max: 1e6 }) })
const grupos = fc.array(fc.array(punto, { maxLength: 12 }), { maxLength: 6 })

describe("ET 5.12 the signature as strokes", () => {
  it("draws again exactly what was drawn, stroke by stroke", () => {
    fc.assert(
      fc.property(grupos, (dibujados) => {
        const conTinta = dibujados.filter((g) => g.length > 0)
        const desde = conTinta[0]?.[0]?.time ?? 0
        const { trazos } = firmaDe(dibujados, 340, 200)
        expect(trazos.map(puntosDe)).toEqual(conTinta.map((g) => g.map((p) => ({ ...p, time: p.time - desde }))))
      }),
    )
  })

  it("is whole numbers in threes, as the paquete wants them", () => {
    const { trazos } = firmaDe([[{ x: 1.4, y: 2.6, time: 1000.7 }, { x: 3.5, y: 2.2, time: 1016.9 }]], 340.5, 200)

    expect(trazos).toEqual([[0, 1, 3, 16, 3, -1]])
  })

  it("never passes what the paquete takes, however long the hand goes on", () => {
    const largo = Array.from({ length: 700 }, (_, i) => Array.from({ length: 40 }, (_, j) => ({ x: j, y: i, time: i * 40 + j })))
    const { trazos } = firmaDe(largo, 340, 200)

    expect(trazos.length).toBeLessThanOrEqual(500)
    expect(trazos.reduce((suma, t) => suma + t.length / 3, 0)).toBeLessThanOrEqual(10_000)
  })
})

describe("ET 10.3 j and m: what is pointed out before going on", () => {
  it("is an empty pad", () => {
    expect(aspecto(firmaDe([], 340, 200))).toBe("vacia")
  })

  it("is a dot", () => {
    expect(aspecto(firmaDe([[{ x: 100, y: 100, time: 1 }]], 340, 200))).toBe("escasa")
  })

  it("is not a signature that crosses the pad", () => {
    const trazo = Array.from({ length: 20 }, (_, i) => ({ x: 20 + i * 12, y: 100 + (i % 3) * 20, time: i * 16 }))

    expect(aspecto(firmaDe([trazo], 340, 200))).toBe("firma")
  })
})
