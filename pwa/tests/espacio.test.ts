/** The phone's storage, told in supports; an engine that does not say is no error. */

import "fake-indexeddb/auto"
import { IDBFactory } from "fake-indexeddb"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { BYTES_POR_APOYO, cabenAun, cabenMas, conservar, elMayor, esVentanaPrivada, espacio, pidenResguardo, TOPE, TOPE_SIN_PROMESA } from "../src/app/espacio.ts"

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Like those of the engines, a stream that was refused once takes nothing more. */
function salida(cabe: number): object {
  let rota = false
  return {
    truncate: (n: number) => ((rota ||= n > cabe) ? Promise.reject(new DOMException("", "QuotaExceededError")) : Promise.resolve()),
    abort: () => Promise.resolve(),
  }
}

/** A private folder in which a file may be as long as `cabe` says. */
function carpetaDe(cabe: number): object {
  const archivo = { createWritable: () => Promise.resolve(salida(cabe)) }
  return { getDirectory: () => Promise.resolve({ getFileHandle: () => Promise.resolve(archivo), removeEntry: () => Promise.resolve() }) }
}

function conAlmacen(storage: object): void {
  vi.stubGlobal("navigator", { storage })
}

it.each([0, 1, 2, 480, TOPE - 1, TOPE, TOPE + 7])("finds by trying that %i fit, or that they are more than anybody counts", async (caben) => {
  expect(await elMayor((n) => Promise.resolve(n <= caben))).toBe(Math.min(caben, TOPE))
})

it("believes what was tried, not the 10 GiB that the browser always says", async () => {
  conAlmacen({ estimate: () => Promise.resolve({ quota: 10 * 2 ** 30, usage: 0 }), ...carpetaDe(3 * BYTES_POR_APOYO) })

  expect(await cabenMas()).toBe(3)
})

it("has no room for another support when the reserve does not fit", async () => {
  conAlmacen(carpetaDe(50 * BYTES_POR_APOYO))
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("", "QuotaExceededError")
  })

  expect(await cabenAun()).toBe(0)
  vi.restoreAllMocks()
  expect(await cabenAun()).toBe(50)
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
  conAlmacen({ persisted: () => Promise.resolve(false), estimate: () => Promise.resolve({ quota: 8e5, usage: 0 }) })

  expect(await espacio()).toEqual({ caben: 2, conservado: false })
})

describe("supports that lie on this phone alone", () => {
  it.each<[string, number, boolean | undefined, boolean]>([
    ["a few", TOPE_SIN_PROMESA - 1, false, false],
    ["many, and nothing promised", TOPE_SIN_PROMESA, false, true],
    ["many, and the browser keeps them", TOPE_SIN_PROMESA, true, false],
    ["many, in an engine that does not say", TOPE_SIN_PROMESA, undefined, false],
  ])("%s", async (_, cuantos, conservado, piden) => {
    conAlmacen(conservado === undefined ? {} : { persisted: () => Promise.resolve(conservado), persist: () => Promise.resolve(false) })

    expect(await pidenResguardo(cuantos)).toBe(piden)
  })

  it("are promised at last to an app that was installed meanwhile: it is asked again first", async () => {
    let conservado = false
    conAlmacen({ persisted: () => Promise.resolve(conservado), persist: () => Promise.resolve((conservado = true)) })

    expect(await pidenResguardo(TOPE_SIN_PROMESA)).toBe(false)
  })
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
