import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { escalaAl, firmaDe, puntosDe } from "../../src/pantallas/captura/firma.ts"
import { firmaImpresa } from "../../src/pantallas/captura/modelos.ts"
import { nombreDeTestigo, presupuestoDeHuella } from "../../src/pantallas/captura/testigo.ts"

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

describe("ET 5.12 a pad that is turned", () => {
  const medida = fc.record({ ancho: fc.integer({ min: 1, max: 900 }), alto: fc.integer({ min: 1, max: 900 }) })

  it("keeps all that was drawn inside of it, and draws nothing larger", () => {
    fc.assert(
      fc.property(medida, medida, (antes, ahora) => {
        const escala = escalaAl(antes, ahora)
        expect(escala).toBeLessThanOrEqual(1)
        expect(antes.ancho * escala).toBeLessThanOrEqual(ahora.ancho + 1e-6)
        expect(antes.alto * escala).toBeLessThanOrEqual(ahora.alto + 1e-6)
      }),
    )
  })

  it("leaves everything as it was before it is first measured", () => {
    expect(escalaAl({ ancho: 0, alto: 0 }, { ancho: 340, alto: 200 })).toBe(1)
  })
})

describe("the witness's name", () => {
  it.each([["  María de la  Luz ", "María de la Luz"], ["Ñ. Ávila Jr.", "Ñ. Ávila Jr."], ["Yo", "Yo"]])("is one line in order: %s", (escrito, queda) => {
    expect(nombreDeTestigo(escrito)).toBe(queda)
  })

  it.each(["", " ", "X", "123", "<b>Luz</b>", "a".repeat(130)])("is not %s", (escrito) => {
    expect(nombreDeTestigo(escrito)).toBe("")
  })
})

describe("ET 5.12 the signature that the card prints", () => {
  it.each([["C", "reverso"], ["F", "reverso"], ["G", "anverso"], ["Z9", "anverso"]] as const)("of model %s is on its %s", (modelo, lado) => {
    const foto = { jpeg: new Uint8Array([1]), ancho: 1600, alto: 1009, avisos: [] }

    expect(firmaImpresa({ modelo, [lado]: foto })?.recorte.lado).toBe(lado)
    expect(firmaImpresa({ modelo })).toBeUndefined()
  })

  it("leaves to a fingerprint only what the photographs do not take", () => {
    expect(presupuestoDeHuella(new Uint8Array(138_000), new Uint8Array(138_000), new Uint8Array(56_000))).toBe(6_000)
    expect(presupuestoDeHuella(undefined)).toBe(338_000)
  })
})
