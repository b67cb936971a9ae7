import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { comoPosicion } from "../../src/app/ubicacion.ts"

const fijacion = fc.record({
  coords: fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    accuracy: fc.double({ min: 0, max: 1e6, noNaN: true }),
  }),
  timestamp: fc.integer({ min: 0, max: 4e12 }),
})

describe("ET 4.4 the position of a support", () => {
  it("is whole numbers within the earth, and its age is never negative", () => {
    fc.assert(
      fc.property(fijacion, fc.integer({ min: 0, max: 4e12 }), (fix, ahora) => {
        const { lat, lon, precision_m, edad_s } = comoPosicion(fix, ahora)
        expect([lat, lon, precision_m, edad_s].every(Number.isSafeInteger)).toBe(true)
        expect(Math.abs(lat) <= 90e6 && Math.abs(lon) <= 180e6 && precision_m >= 0 && edad_s >= 0).toBe(true)
      }),
    )
  })

  it("keeps a millionth of a degree and counts its age in seconds", () => {
    const fix = { coords: { latitude: 17.0654321, longitude: -96.7236, accuracy: 17.6 }, timestamp: 10_000 }

    expect(comoPosicion(fix, 75_400)).toEqual({ lat: 17_065_432, lon: -96_723_600, precision_m: 18, edad_s: 65 })
  })
})
