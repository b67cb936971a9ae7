import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { clasificar, comoPosicion, type Permiso, type Senas } from "../../src/app/ubicacion.ts"

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

describe("ET 4.4 a location that is off, told apart from one refused, as far as browsers tell", () => {
  const senas = (cambios: Partial<Senas>): Senas => ({ estado: "granted", hubo: true, ios: false, ...cambios })

  it.each<[string, number, Partial<Senas>, Permiso]>([
    ["on without a fix, as indoors", 3, {}, "concedida"],
    ["off", 2, {}, "apagada"],
    ["on an iPhone without a fix", 2, { ios: true }, "concedida"],
    ["refused to this site", 1, { estado: "denied" }, "negada"],
    ["refused, in a browser that does not tell more", 1, { estado: undefined }, "negada"],
    ["Android with the service off: the site's permission is to be asked again", 1, { estado: "prompt" }, "apagada"],
    ["the question closed without an answer, the first time", 1, { estado: "prompt", hubo: false }, "sin_respuesta"],
  ])("%s", (_, codigo, cambios, dicho) => {
    expect(clasificar(codigo, senas(cambios))).toBe(dicho)
  })
})

describe("ET 4.4 before a sending", () => {
  const pedida = vi.fn()
  let estado: PermissionState
  let respuesta: number | { readonly coords: object; readonly timestamp: number }

  beforeEach(() => {
    vi.resetModules() // the last position is kept in memory
    pedida.mockClear()
    const getCurrentPosition = (bien: (p: unknown) => void, mal: (e: unknown) => void): void => {
      pedida()
      if (typeof respuesta === "number") mal({ code: respuesta })
      else bien(respuesta)
    }
    vi.stubGlobal("navigator", { userAgent: "Android", maxTouchPoints: 5, geolocation: { getCurrentPosition }, permissions: { query: () => Promise.resolve({ state: estado }) } })
  })
  afterEach(() => vi.unstubAllGlobals())

  const revisar = async (): Promise<Permiso> => (await import("../../src/app/ubicacion.ts")).revisarUbicacion()

  it("the browser asks nothing: what would have to be asked is told as not answered", async () => {
    estado = "prompt"

    expect(await revisar()).toBe("sin_respuesta")
    expect(pedida).not.toHaveBeenCalled()
  })

  it.each<[string, PermissionState, typeof respuesta, Permiso]>([
    ["refused", "denied", 1, "negada"],
    ["allowed and off", "granted", 2, "apagada"],
    ["allowed and without a fix", "granted", 3, "concedida"],
    ["allowed and on", "granted", { coords: { latitude: 17, longitude: -96, accuracy: 9 }, timestamp: 1 }, "concedida"],
  ])("%s", async (_, dicho, contesta, es) => {
    ;[estado, respuesta] = [dicho, contesta]

    expect(await revisar()).toBe(es)
  })

  it("off, on an Android that had given a position, is told as off once it is looked at again", async () => {
    ;[estado, respuesta] = ["granted", { coords: { latitude: 17, longitude: -96, accuracy: 9 }, timestamp: 1 }]
    await revisar()
    ;[estado, respuesta] = ["prompt", 1]

    expect(await revisar()).toBe("apagada")
  })
})
