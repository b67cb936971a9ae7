/** When the phone sends by itself (ET 6.2): no button is needed, and nothing is hammered. */

import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { vigilar, type Resultado } from "../src/envio/index.ts"

type Detenido = Resultado["detenido"]

let pagina: EventTarget & { visibilityState: string }
let dejar: () => void = () => undefined

beforeEach(() => {
  vi.useFakeTimers()
  pagina = Object.assign(new EventTarget(), { visibilityState: "visible" })
  vi.stubGlobal("document", pagina)
  const ventana = new EventTarget()
  vi.stubGlobal("addEventListener", ventana.addEventListener.bind(ventana))
  vi.stubGlobal("dispatchEvent", ventana.dispatchEvent.bind(ventana))
})
afterEach(() => {
  dejar()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function poner(detenido: Detenido, avance = 0) {
  const intento = vi.fn((_senal: AbortSignal) => Promise.resolve({ detenido, avance }))
  dejar = vigilar(intento)
  return intento
}

it("sends at once, and rests when nothing waits any more", async () => {
  const intento = poner(null)

  await vi.advanceTimersByTimeAsync(3_600_000)

  expect(intento).toHaveBeenCalledTimes(1)
})

it("tries again by itself, each time later, while there is no network", async () => {
  const intento = poner({ clase: "sin-red" })

  await vi.advanceTimersByTimeAsync(10_000)
  const pronto = intento.mock.calls.length
  await vi.advanceTimersByTimeAsync(3_600_000)

  expect(pronto).toBeGreaterThanOrEqual(3)
  expect(intento.mock.calls.length).toBeLessThan(25)
})

it("does not wait longer each time on a line that is cut but carries something", async () => {
  const intento = poner({ clase: "sin-red" }, 4_096)

  await vi.advanceTimersByTimeAsync(60_000)

  expect(intento.mock.calls.length).toBeGreaterThan(20)
})

it("waits as long as an announced maintenance asks (ET 6.3)", async () => {
  const intento = poner({ clase: "mantenimiento", esperaMs: 1_800_000, mensaje: "" })

  await vi.advanceTimersByTimeAsync(1_799_000)
  expect(intento).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(intento).toHaveBeenCalledTimes(2)
})

it("tries at once when the page is seen again or the network comes back", async () => {
  const intento = poner(null)
  await vi.advanceTimersByTimeAsync(1_000)

  pagina.dispatchEvent(new Event("visibilitychange"))
  await vi.advanceTimersByTimeAsync(0)
  dispatchEvent(new Event("online"))
  await vi.advanceTimersByTimeAsync(0)

  expect(intento).toHaveBeenCalledTimes(3)
})

it("tries again at once when the network came back in the middle of an attempt", async () => {
  let terminar: (marcha: { detenido: Detenido; avance: number }) => void = () => undefined
  const intento = vi.fn((_senal: AbortSignal) => new Promise<{ detenido: Detenido; avance: number }>((bien) => (terminar = bien)))
  dejar = vigilar(intento)

  dispatchEvent(new Event("online"))
  terminar({ detenido: { clase: "sin-red" }, avance: 0 })
  await vi.advanceTimersByTimeAsync(0)

  expect(intento).toHaveBeenCalledTimes(2)
})

it("does nothing while nobody sees the page", async () => {
  pagina.visibilityState = "hidden"
  const intento = poner(null)

  await vi.advanceTimersByTimeAsync(60_000)

  expect(intento).not.toHaveBeenCalled()
})

it("stops when it is told to, and calls off what is under way", async () => {
  const intento = poner({ clase: "sin-red" })
  await vi.advanceTimersByTimeAsync(0)

  dejar()
  dispatchEvent(new Event("online"))
  await vi.advanceTimersByTimeAsync(3_600_000)

  expect(intento).toHaveBeenCalledTimes(1)
  expect(intento.mock.calls[0]?.[0].aborted).toBe(true)
})
