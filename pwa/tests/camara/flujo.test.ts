/** The camera that a phone gives, chosen, remembered, lit and let go of. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type * as Flujo from "../../src/camara/flujo.ts"
import type * as Linterna from "../../src/camara/linterna.ts"

interface Lente {
  readonly id: string
  readonly label: string
  readonly focusMode?: readonly string[]
  readonly torch?: boolean
}

const PRINCIPAL: Lente = { id: "p", label: "camera2 0, facing back", focusMode: ["continuous", "manual"], torch: true }
const FIJA: Lente = { id: "f", label: "camera2 2, facing back", focusMode: ["manual"] }
const DE_FRENTE: Lente = { id: "s", label: "camera2 1, facing front" }

let camaras: readonly Lente[]
let guardado: Map<string, string>
let pagina: EventTarget & { hidden: boolean }
let negar: string | undefined
const aplicadas = vi.fn((_: MediaTrackConstraints) => Promise.resolve())
const pedidas = vi.fn()

function flujoDe(lente: Lente): MediaStream {
  const pista = {
    label: lente.label, readyState: "live" as MediaStreamTrackState, applyConstraints: aplicadas,
    getSettings: () => ({ deviceId: lente.id }), getCapabilities: () => ({ focusMode: lente.focusMode, torch: lente.torch }),
    stop() { pista.readyState = "ended" },
  }
  return { getTracks: () => [pista], getVideoTracks: () => [pista] } as unknown as MediaStream
}

function abrirEnElTelefono({ video }: { video: MediaTrackConstraints }): Promise<MediaStream> {
  pedidas(video)
  if (negar) return Promise.reject(new DOMException("", negar))
  const exacta = (video.deviceId as { exact?: string } | undefined)?.exact
  const lente = camaras.find(({ id, label }) => (exacta === undefined ? label.includes("front") === (video.facingMode === "user") : id === exacta))
  return lente ? Promise.resolve(flujoDe(lente)) : Promise.reject(new DOMException("", "OverconstrainedError"))
}

/** The app as it is opened anew: what it remembers is only what the phone keeps. */
async function alAbrir(): Promise<typeof Flujo> {
  vi.resetModules()
  return import("../../src/camara/flujo.ts")
}

const cual = (flujo: MediaStream): string | undefined => flujo.getVideoTracks()[0]?.getSettings().deviceId

beforeEach(() => {
  vi.clearAllMocks()
  camaras = [PRINCIPAL, FIJA, DE_FRENTE]
  guardado = new Map()
  negar = undefined
  pagina = Object.assign(new EventTarget(), { hidden: false })
  vi.stubGlobal("document", pagina)
  vi.stubGlobal("localStorage", { getItem: (k: string) => guardado.get(k) ?? null, setItem: (k: string, v: string) => void guardado.set(k, v) })
  const enumerateDevices = () => Promise.resolve(camaras.map(({ id, label }) => ({ kind: "videoinput", deviceId: id, label })))
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: abrirEnElTelefono, enumerateDevices } })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe("the camera of the credential (ET 5.5)", () => {
  it("is asked for a size only as what would be ideal: an exact one fails on some phones", async () => {
    await (await alAbrir()).abrir("environment")
    const { width, height } = (pedidas.mock.calls[0] as [MediaTrackConstraints])[0]

    expect([width, height].map((lado) => Object.keys(lado as object))).toEqual([["ideal"], ["ideal"]])
  })

  it("that cannot focus gives way to one that can, which is remembered and asked for first ever after", async () => {
    camaras = [FIJA, PRINCIPAL]
    expect(cual(await (await alAbrir()).abrir("environment"))).toBe("p")
    pedidas.mockClear()

    expect(cual(await (await alAbrir()).abrir("environment"))).toBe("p")
    expect(pedidas).toHaveBeenCalledTimes(1)
    expect(aplicadas).toHaveBeenCalledWith({ advanced: [{ focusMode: "continuous" }] })
  })

  it("is changed by hand, and the choice outlives the app", async () => {
    const { abrir, cambiar } = await alAbrir()
    await abrir("environment")
    expect(cual(await cambiar("environment"))).toBe("f")

    expect(cual(await (await alAbrir()).abrir("environment"))).toBe("f")
  })

  it("that was chosen and is no longer there is forgotten", async () => {
    guardado.set("rubrica-camaras", JSON.stringify({ environment: "x" }))

    expect(cual(await (await alAbrir()).abrir("environment"))).toBe("p")
    expect(guardado.get("rubrica-camaras")).toBe("{}")
  })

  it("is opened once for all its pictures, and again only when the phone has ended it", async () => {
    const { abrir } = await alAbrir()
    const primero = await abrir("environment")
    expect(await abrir("environment")).toBe(primero)
    primero.getTracks()[0]?.stop()

    expect(await abrir("environment")).not.toBe(primero)
    expect(pedidas).toHaveBeenCalledTimes(2)
  })

  it("that is let go of while it was on its way does not stay on", async () => {
    const { abrir, cerrar } = await alAbrir()
    const viene = abrir("environment")
    await cerrar("environment")

    expect((await viene).getTracks()[0]?.readyState).toBe("ended")
  })

  it.each([["NotAllowedError", "negada"], ["NotFoundError", "ninguna"], ["NotReadableError", "ocupada"]])("%s is told as «%s»", async (nombre, motivo) => {
    negar = nombre

    await expect((await alAbrir()).abrir("environment")).rejects.toMatchObject({ motivo })
  })
})

describe("the lamp", () => {
  let linterna: typeof Linterna
  const apagada = vi.fn()
  const ordenes = (): unknown[] => aplicadas.mock.calls.map(([{ advanced }]) => (advanced?.[0] as { torch?: boolean } | undefined)?.torch).filter((luz) => luz !== undefined)

  beforeEach(async () => {
    const { abrir, tieneLinterna } = await alAbrir()
    await abrir("environment")
    expect(tieneLinterna("environment")).toBe(true)
    linterna = await import("../../src/camara/linterna.ts")
    vi.useFakeTimers()
  })

  it("goes out by itself after a minute", () => {
    linterna.encender("environment", apagada)
    vi.advanceTimersByTime(59_999)
    expect(apagada).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)

    expect(apagada).toHaveBeenCalledTimes(1)
  })

  it("goes out when nobody looks at the page, and when its screen is left", () => {
    const apagar = linterna.encender("environment", apagada)
    pagina.hidden = true
    pagina.dispatchEvent(new Event("visibilitychange"))
    expect(apagada).toHaveBeenCalledTimes(1)
    apagar()

    expect(ordenes()).toEqual([true, false])
  })
})

describe("the screen", () => {
  it("is kept lit from the camera's first picture until it is left, also after a look elsewhere", async () => {
    const release = vi.fn(() => Promise.resolve())
    const request = vi.fn(() => Promise.resolve({ release }))
    Object.assign(navigator, { wakeLock: { request } })
    const { velar } = await import("../../src/camara/vigilia.ts")
    const dejar = velar()
    pagina.dispatchEvent(new Event("visibilitychange"))
    await Promise.resolve()
    expect(request).toHaveBeenCalledTimes(2)
    dejar()
    pagina.dispatchEvent(new Event("visibilitychange"))

    expect(release).toHaveBeenCalledTimes(1)
    expect(request).toHaveBeenCalledTimes(2)
  })
})
