// The vectors that server/rubrica/core/tests/test_vectores.py reads, and the laws of both.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import folios from "../../../vectors/credencial/folio.json" with { type: "json" }
import ids from "../../../vectors/credencial/uuid7.json" with { type: "json" }
import { componer, esValido, FolioInvalido, leer, type Partes } from "../../src/core/folio.ts"
import { esUuid7, uuid7 } from "../../src/core/identificador.ts"

const PARTES: Partes = { proceso: "OAX26", auxiliar: "0153", dispositivo: 1, consecutivo: 42 }

/** Random bytes from a seed: each asking goes on where the last one ended. */
function azarDe(semilla: number): (n: number) => Uint8Array {
  let estado = semilla
  return (n) =>
    Uint8Array.from({ length: n }, () => {
      estado = (Math.imul(estado, 1664525) + 1013904223) >>> 0
      return estado >>> 24
    })
}

const partes: fc.Arbitrary<Partes> = fc.record({
  proceso: fc.stringMatching(/^[A-Z][A-Z0-9]{3,7}$/),
  auxiliar: fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n).padStart(4, "0")),
  dispositivo: fc.integer({ min: 1, max: 99 }),
  consecutivo: fc.integer({ min: 0, max: 99_999_999 }),
})
const hechos = fc.tuple(partes, fc.nat()).map(([p, semilla]) => componer(p, azarDe(semilla)))

describe("ET 5.13 the folio", () => {
  it.each(folios)("$nombre: $entrada", ({ entrada, valor }) => {
    expect(esValido(entrada)).toBe(valor !== null)
    if (valor !== null) expect(leer(entrada)).toMatchObject(valor)
  })

  it("reads back what it was made of", () => {
    fc.assert(
      fc.property(partes, fc.nat(), (p, semilla) => {
        expect(leer(componer(p, azarDe(semilla)).toLowerCase())).toMatchObject(p)
      }),
    )
  })

  it("shows any one wrong character", () => {
    fc.assert(
      fc.property(hechos, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (folio, n, otro) => {
        const lugar = n % folio.length
        fc.pre(otro.toUpperCase() !== folio.charAt(lugar))
        expect(esValido(folio.slice(0, lugar) + otro + folio.slice(lugar + 1))).toBe(false)
      }),
    )
  })

  it("shows any two swapped characters", () => {
    fc.assert(
      fc.property(hechos, fc.nat(), fc.nat(), (folio, a, b) => {
        const letras = [...folio]
        const [i, j] = [a % letras.length, b % letras.length]
        fc.pre(letras[i] !== letras[j])
        ;[letras[i], letras[j]] = [letras[j] ?? "", letras[i] ?? ""]
        expect(esValido(letras.join(""))).toBe(false)
      }),
    )
  })

  it.each([{ proceso: "oax26" }, { auxiliar: "153" }, { dispositivo: 0 }, { dispositivo: 100 }, { consecutivo: 1e8 }])(
    "is not made of %o",
    (mala) => {
      expect(() => componer({ ...PARTES, ...mala }, azarDe(1))).toThrow(FolioInvalido)
    },
  )
})

describe("ids are UUIDv7", () => {
  it.each(ids)("%o", ({ ms, azar, uuid, ajeno }) => {
    if (ajeno !== undefined) {
      expect(esUuid7(ajeno)).toBe(false)
      return
    }
    const bytes = Uint8Array.from(azar.match(/../g) ?? [], (par) => parseInt(par, 16))
    expect(uuid7(ms, bytes)).toBe(uuid)
    expect(esUuid7(uuid)).toBe(true)
  })

  it.each([-1, 2 ** 48, 1.5])("are not made at %d ms", (ms) => {
    expect(() => uuid7(ms, new Uint8Array(10))).toThrow(RangeError)
  })

  it("are not made of other than ten bytes", () => {
    expect(() => uuid7(0, new Uint8Array(9))).toThrow(RangeError)
  })
})
