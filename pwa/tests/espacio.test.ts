/** The phone's storage, told in supports; an engine that does not say is no error. */

import { afterEach, expect, it, vi } from "vitest"
import { apoyosEn, cabenAun, conservar } from "../src/app/espacio.ts"

afterEach(() => vi.unstubAllGlobals())

function conAlmacen(storage: object): void {
  vi.stubGlobal("navigator", { storage })
}

it("counts whole supports, and never fewer than none", () => {
  expect([apoyosEn(-1), apoyosEn(399_999), apoyosEn(400_000), apoyosEn(4e8)]).toEqual([0, 0, 1, 1000])
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
