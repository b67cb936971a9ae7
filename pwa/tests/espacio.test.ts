/** The phone's storage, told in supports; an engine that does not say is no error. */

import { afterEach, describe, expect, it, vi } from "vitest"
import { apoyosEn, cabenAun, conservar, esVentanaPrivada, espacio, RESERVA } from "../src/app/espacio.ts"

afterEach(() => vi.unstubAllGlobals())

function conAlmacen(storage: object): void {
  vi.stubGlobal("navigator", { storage })
}

it("counts whole supports over the reserve of 50 MB, and never fewer than none", () => {
  expect([-1, RESERVA, RESERVA + 399_999, RESERVA + 400_000, RESERVA + 4e8].map(apoyosEn)).toEqual([0, 0, 0, 1, 1000])
})

it("asks the browser to keep what is here, once it is not granted yet", async () => {
  const persist = vi.fn(() => Promise.resolve(true))
  conAlmacen({ persisted: () => Promise.resolve(false), persist })
  await conservar()
  conAlmacen({ persisted: () => Promise.resolve(true), persist })
  await conservar()

  expect(persist).toHaveBeenCalledTimes(1)
})

it("works where the engine has none of it", async () => {
  vi.stubGlobal("navigator", {})

  await conservar()

  expect(await cabenAun()).toBeUndefined()
})

it("tells whether the browser has promised to keep it, and how much more fits", async () => {
  conAlmacen({ persisted: () => Promise.resolve(false), estimate: () => Promise.resolve({ quota: RESERVA + 8e5, usage: 0 }) })

  expect(await espacio()).toEqual({ caben: 2, conservado: false })
})

describe("a private window", () => {
  const conMemoria = (jsHeapSizeLimit: number): void => void vi.stubGlobal("performance", { memory: { jsHeapSizeLimit } })

  it.each(["SecurityError", "UnknownError"])("is one without a folder of its own: %s", async (nombre) => {
    conAlmacen({ estimate: () => Promise.resolve({ quota: 1e10 }), getDirectory: () => Promise.reject(new DOMException("", nombre)) })

    expect(await esVentanaPrivada()).toBe(true)
  })

  it("of an older Chromium has a quota tied to its memory", async () => {
    conMemoria(1e9)
    conAlmacen({ estimate: () => Promise.resolve({ quota: 1.2e9 }), getDirectory: () => Promise.resolve({}) })

    expect(await esVentanaPrivada()).toBe(true)
  })

  it("is not seen in a common one, nor where the engine tells nothing", async () => {
    conMemoria(1e9)
    conAlmacen({ estimate: () => Promise.resolve({ quota: 1e10 }), getDirectory: () => Promise.resolve({}) })
    expect(await esVentanaPrivada()).toBe(false)
    vi.stubGlobal("navigator", {})
    expect(await esVentanaPrivada()).toBe(false)
  })
})
