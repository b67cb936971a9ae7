import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { horaConfiable } from "../../src/core/hora.ts"

const SERVIDOR = Date.UTC(2026, 10, 12, 20)
const reloj = fc.integer({ min: 0, max: 4e12 })

describe("ET 4.8 the time that decides", () => {
  it("is the token carried by the monotonic clock, however the phone's clock is set", () => {
    fc.assert(
      fc.property(reloj, reloj, fc.nat(1e9), (dispositivo, ahora, delta) => {
        expect(horaConfiable({ servidor: SERVIDOR, dispositivo, delta }, ahora)).toBe(SERVIDOR + delta)
      }),
    )
  })

  it("after a restart is never before the token, even with the clock set back months", () => {
    fc.assert(
      fc.property(reloj, reloj, (dispositivo, ahora) => {
        expect(horaConfiable({ servidor: SERVIDOR, dispositivo, delta: null }, ahora)).toBeGreaterThanOrEqual(SERVIDOR)
      }),
    )
  })

  it("after a restart sets right a clock that was off by a year", () => {
    const unAnio = 365 * 24 * 3_600_000
    const hora = { servidor: SERVIDOR, dispositivo: SERVIDOR - unAnio, delta: null }

    expect(horaConfiable(hora, SERVIDOR - unAnio + 60_000)).toBe(SERVIDOR + 60_000)
  })

  it("is the phone's own before the first token", () => {
    expect(horaConfiable(null, 1234)).toBe(1234)
  })
})
