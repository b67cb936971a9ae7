/** A newer version of the app: looked for, waited for, and taken only when the person says so. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type * as Actualizacion from "../../src/app/actualizacion.ts"

const update = vi.fn(() => Promise.resolve())
const postMessage = vi.fn()
const recargar = vi.fn()
let trabajador: EventTarget & { waiting: object | null; installing: EventTarget | null; update: typeof update }
let contenedor: EventTarget & { controller: object | null; register: ReturnType<typeof vi.fn> }
let pagina: EventTarget & { visibilityState: string }
let app: typeof Actualizacion

beforeEach(async () => {
  vi.resetModules()
  vi.clearAllMocks()
  vi.useFakeTimers()
  vi.stubEnv("PROD", true)
  trabajador = Object.assign(new EventTarget(), { waiting: null, installing: null, update })
  contenedor = Object.assign(new EventTarget(), { controller: {}, register: vi.fn(() => Promise.resolve(trabajador)) })
  pagina = Object.assign(new EventTarget(), { visibilityState: "visible" })
  vi.stubGlobal("document", pagina)
  vi.stubGlobal("location", { reload: recargar })
  vi.stubGlobal("navigator", { serviceWorker: contenedor })
  app = await import("../../src/app/actualizacion.ts")
  await app.instalar()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

/** A newer version has come down and waits. */
function llegar(): void {
  trabajador.installing = new EventTarget()
  trabajador.dispatchEvent(new Event("updatefound"))
  trabajador.waiting = { postMessage }
  trabajador.installing.dispatchEvent(new Event("statechange"))
}

describe("a newer version", () => {
  it("is looked for when the app opens, and twice a day while somebody sees it", () => {
    expect(contenedor.register).toHaveBeenCalledTimes(1) // registering looks by itself
    vi.advanceTimersByTime(11 * 3_600_000)
    expect(update).not.toHaveBeenCalled()
    vi.advanceTimersByTime(3_600_000)

    expect(update).toHaveBeenCalledTimes(1)
  })

  it("is looked for at once by a phone that slept for days, and never while nobody sees the page", () => {
    pagina.visibilityState = "hidden"
    vi.advanceTimersByTime(3 * 24 * 3_600_000)
    expect(update).not.toHaveBeenCalled()
    pagina.visibilityState = "visible"
    pagina.dispatchEvent(new Event("visibilitychange"))

    expect(update).toHaveBeenCalledTimes(1)
  })

  it("is offered, and changes nothing until the person says so", async () => {
    llegar()
    expect(app.hayVersionNueva.value).toBe(true)
    expect(postMessage).not.toHaveBeenCalled()
    await app.usarVersionNueva()
    contenedor.dispatchEvent(new Event("controllerchange"))

    expect(postMessage).toHaveBeenCalledWith({ tipo: "usar-ya" })
    expect(recargar).toHaveBeenCalledTimes(1)
  })

  it("waits while any window of the phone is in the middle of a capture", async () => {
    llegar()
    const { compartir } = await import("../../src/almacen/turno.ts")
    const dejar = compartir(app.CERROJO_DE_CAPTURA)
    await app.usarVersionNueva()
    expect(app.capturaEnOtraVentana.value).toBe(true)
    expect(postMessage).not.toHaveBeenCalled()
    dejar()
    await vi.advanceTimersByTimeAsync(1)
    await app.usarVersionNueva()

    expect(postMessage).toHaveBeenCalledTimes(1)
  })
})
