/** The service worker: it opens the app without a network, and touches nothing else. */

import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest"

const ORIGEN = "https://rubrica.example"
const oyentes = new Map<string, (suceso: never) => void>()
const caches = new Map<string, Map<string, Response>>()
const skipWaiting = vi.fn()

function abrir(nombre: string) {
  const suyo = caches.get(nombre) ?? new Map<string, Response>()
  caches.set(nombre, suyo)
  return {
    addAll: (pedidos: Request[]) => Promise.resolve(pedidos.forEach((p) => suyo.set(new URL(p.url).pathname, new Response(p.url)))),
    put: (que: Request, respuesta: Response) => Promise.resolve(void suyo.set(new URL(que.url).pathname, respuesta)),
    match: (que: Request | string) => Promise.resolve(suyo.get(typeof que === "string" ? que : new URL(que.url).pathname)),
  }
}

let probada = "probada"
const registro: { active: object | null } = { active: null }
const paginas: { postMessage: ReturnType<typeof vi.fn> }[] = []
vi.mock("../src/envio/prueba.ts", () => ({ probarVersion: () => Promise.resolve(probada) }))

beforeAll(async () => {
  vi.stubGlobal("__PRECACHE__", ["/app/", "/app/assets/a.js"])
  vi.stubGlobal("__HUELLA__", "nueva")
  vi.stubGlobal("__MANUAL__", { urls: ["/app/manual/auxiliar.json"], huella: "uno" })
  vi.stubGlobal("caches", { open: (n: string) => Promise.resolve(abrir(n)), keys: () => Promise.resolve([...caches.keys()]), delete: (n: string) => Promise.resolve(caches.delete(n)) })
  vi.stubGlobal("Request", class { readonly url: string; readonly method = "GET"; constructor(url: string) { this.url = ORIGEN + url } })
  vi.stubGlobal("self", { location: { origin: ORIGEN }, registration: registro, clients: { claim: () => Promise.resolve(), matchAll: () => Promise.resolve(paginas) }, skipWaiting, addEventListener: (tipo: string, oyente: (s: never) => void) => oyentes.set(tipo, oyente) })
  // By a computed name: the worker's types are not the page's, and tsc must not mix them.
  await import(new URL("../src/sw/trabajador.ts", import.meta.url).href)
})
beforeEach(() => {
  skipWaiting.mockClear()
  probada = "probada"
  registro.active = null
})

function pedir(url: string, method = "GET", mode = "no-cors"): Promise<Response> | undefined {
  let respuesta: Promise<Response> | undefined
  oyentes.get("fetch")?.({ request: { url: ORIGEN + url, method, mode }, respondWith: (r: Promise<Response>) => (respuesta = r) } as never)
  return respuesta
}

async function ocurrir(tipo: string): Promise<void> {
  let hecho: Promise<unknown> = Promise.resolve()
  oyentes.get(tipo)?.({ waitUntil: (p: Promise<unknown>) => (hecho = p) } as never)
  await hecho
}

describe("the service worker", () => {
  it("keeps every file of its build and forgets other builds, never other caches", async () => {
    abrir("rubrica-app-vieja")
    abrir("rubrica-manual-viejo")
    abrir("de-otro")
    await ocurrir("install")
    await ocurrir("activate")

    expect([...caches.keys()].sort()).toEqual(["de-otro", "rubrica-app-nueva", "rubrica-manual-uno"])
    expect(skipWaiting).not.toHaveBeenCalled()
  })

  it("answers any page of the app with its one page, and its files, without a network", async () => {
    await ocurrir("install")

    expect(await (await pedir("/app/otra?x=1", "GET", "navigate"))?.text()).toBe(`${ORIGEN}/app/`)
    expect(await (await pedir("/app/assets/a.js"))?.text()).toBe(`${ORIGEN}/app/assets/a.js`)
  })

  it("keeps the manuals apart, and fetches one that is missing only once (ET 4.3)", async () => {
    await ocurrir("install")
    expect([...(caches.get("rubrica-manual-uno")?.keys() ?? [])]).toEqual(["/app/manual/auxiliar.json"])
    caches.get("rubrica-manual-uno")?.clear()
    const red = vi.fn(() => Promise.resolve(new Response("manual")))
    vi.stubGlobal("fetch", red)

    expect(await (await pedir("/app/manual/auxiliar.json"))?.text()).toBe("manual")
    expect(await (await pedir("/app/manual/auxiliar.json"))?.text()).toBe("manual")
    expect(red).toHaveBeenCalledTimes(1)
  })

  it.each([["/api/v1/registros", "GET"], ["/api/v1/registros", "POST"], ["/app/", "POST"], ["/app/assets/a.js", "HEAD"], ["/", "GET"]])("lets %s %s through untouched", (url, method) => {
    expect(pedir(url, method)).toBeUndefined()
  })

  it.each(["sin-red", "no-abre"])("is not installed over another one while its proof ends %s (ET 5.13)", async (como) => {
    registro.active = {}
    probada = como

    await expect(ocurrir("install")).rejects.toThrow(como)
  })

  it("is installed over another one once it is proved, and at first without a proof", async () => {
    await ocurrir("install")
    registro.active = {}
    await ocurrir("install")
  })

  it("woken because the network is back tells every page to send, and sends nothing itself (ET 6.3)", async () => {
    paginas.push({ postMessage: vi.fn() })
    await ocurrir("sync")

    expect(paginas[0]?.postMessage).toHaveBeenCalledWith({ tipo: "enviar" })
  })

  it("takes over only when the person asks", () => {
    oyentes.get("message")?.({ data: { tipo: "otra cosa" } } as never)
    oyentes.get("message")?.({ data: null } as never)
    expect(skipWaiting).not.toHaveBeenCalled()
    oyentes.get("message")?.({ data: { tipo: "usar-ya" } } as never)

    expect(skipWaiting).toHaveBeenCalledOnce()
  })
})
