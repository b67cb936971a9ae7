/** A new version captures only once the server has opened what it seals (ET 5.13). */

import "fake-indexeddb/auto"
import { IDBFactory } from "fake-indexeddb"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { cerrar, escribir, leer } from "../src/almacen/base.ts"
import { bovedas, pendientes, type Sesion } from "../src/almacen/index.ts"
import { porProbar } from "../src/almacen/pruebas.ts"
import { deB64u, deUtf8 } from "../src/core/bytes.ts"
import { cargaDe } from "../src/core/jws.ts"
import type { Datos } from "../src/core/sobre.ts"
import { esAnterior } from "../src/core/version.ts"
import { enviar } from "../src/envio/index.ts"
import { probarVersion } from "../src/envio/prueba.ts"
import { abrir, REGISTRO } from "./alambre.ts"
import { enrolar, PROCESO_PRIVADA, telefonoNuevo } from "./bovedas.ts"
import { jose, Servidor } from "./servidor.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

declare const __VERSION__: string

let sesion: Sesion

beforeEach(async () => {
  await telefonoNuevo()
  sesion = await enrolar()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Leave the vault as a version before this one did: it never heard of proofs. */
async function deUnaVersionAnterior(): Promise<void> {
  await escribir(["bovedas"], async (tx) => {
    const fila = await tx.objectStore("bovedas").get(sesion.boveda)
    if (!fila?.enrolada) throw new Error("no vault")
    const { probadas: _p, minima: _m, ...antes } = fila.enrolada
    await tx.objectStore("bovedas").put({ ...fila, enrolada: antes as typeof fila.enrolada })
  })
}

interface Pedido {
  readonly metodo: string
  readonly camino: string
  readonly sobre: string
  readonly llave: string
  readonly cuerpo: Uint8Array
}

/** A door that takes proofs and answers these estados, one a request. */
function puerta(...respuestas: (object | number | "corte")[]): Pedido[] {
  const pedidos: Pedido[] = []
  vi.stubGlobal("fetch", (camino: string, { method, headers, body }: RequestInit) => {
    const h = new Headers(headers)
    pedidos.push({ metodo: method ?? "", camino, sobre: h.get("sobre") ?? "", llave: h.get("llave") ?? "", cuerpo: new Uint8Array((body as ArrayBuffer | null) ?? []) })
    const dada = respuestas.shift() ?? "corte"
    if (dada === "corte") return Promise.reject(new TypeError("Failed to fetch"))
    return Promise.resolve(typeof dada === "number" ? Response.json({}, { status: dada }) : Response.json(dada, { status: "type" in dada ? 403 : 202 }))
  })
  return pedidos
}

describe("a version that nobody has proved", () => {
  it("seals no support, and what was sealed before it is sent all the same (ET 6.2)", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    await deUnaVersionAnterior()

    await expect(sesion.sellarYGuardar(REGISTRO, "apoyo")).rejects.toMatchObject({ codigo: "version-sin-probar" })
    vi.stubGlobal("fetch", new Servidor().fetch)
    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 1, detenido: null })
  })

  it("captures again once the server has opened its synthetic paquete", async () => {
    await deUnaVersionAnterior()
    const pedidos = puerta({ estado: "recibida" }, { estado: "abierta" })

    expect(await probarVersion(__VERSION__)).toBe("probada")
    expect(pedidos.map(({ metodo }) => metodo)).toEqual(["PUT", "GET"])
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    expect(await porProbar(__VERSION__)).toEqual([])
  })

  it("sends what opens with the key of the process, and nothing of anybody", async () => {
    await deUnaVersionAnterior()
    const [pedido] = [puerta({ estado: "abierta" })]
    await probarVersion(__VERSION__)

    const enviado = pedido[0]
    if (!enviado) throw new Error("nothing sent")
    const dentro = (await abrir(enviado.cuerpo, JSON.parse(deUtf8(cargaDe(enviado.sobre))) as Datos, PROCESO_PRIVADA)) as Readonly<Record<string, unknown>>
    expect(dentro["claves"]).toEqual({})
    expect(dentro["posicion"]).toBeNull()
    expect((dentro["manifiesto"] as { texto: string }).texto).toContain("no es un apoyo")
    expect(deB64u(enviado.llave)).toHaveLength(65)
    expect(enviado.cuerpo.length).toBeLessThan(16 * 1024)
    expect(await pendientes(sesion.boveda)).toEqual([])
  })

  it.each<[string, (object | number | "corte")[], string]>([
    ["without network", ["corte"], "sin-red"],
    ["behind a captive portal", [200], "sin-red"],
    ["when the server is busy", [503], "sin-red"],
    ["when it does not open", [{ estado: "recibida" }, { estado: "no_abre" }], "no-abre"],
    ["when the door cannot read it", [422], "no-abre"],
  ])("%s stays unproved", async (_, respuestas, como) => {
    await deUnaVersionAnterior()
    puerta(...respuestas)

    expect(await probarVersion(__VERSION__)).toBe(como)
    expect(await porProbar(__VERSION__)).toHaveLength(1)
  })

  it("has nothing to prove to a process that takes no more", async () => {
    await deUnaVersionAnterior()
    puerta({ type: "/rechazos/sobre-tarde" })

    expect(await probarVersion(__VERSION__)).toBe("probada")
  })

  it("does not take the right to capture from the version before it", async () => {
    puerta({ estado: "abierta" })

    expect(await probarVersion("99.0.0")).toBe("probada")
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
  })

  it("on a phone without vaults asks for nothing, and makes no database", async () => {
    await cerrar()
    globalThis.indexedDB = new IDBFactory()

    expect(await probarVersion(__VERSION__)).toBe("probada")
    expect(await indexedDB.databases()).toEqual([])
  })
})

describe("the oldest version that may capture", () => {
  const conMinima = (minima: string): void => {
    const servidor = new Servidor()
    vi.stubGlobal("fetch", async (camino: string, opciones: RequestInit) => {
      const respuesta = await servidor.fetch(camino, opciones)
      if (!camino.startsWith("/api/v1/hora")) return respuesta
      const con = jose(await respuesta.text())
      con.headers.set("rubrica-app-minima", minima)
      return con
    })
  }

  it("stops captures of an older one, which still sends (ET 6.2)", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    conMinima("99.0.0")

    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 1 })
    await expect(sesion.sellarYGuardar(REGISTRO, "apoyo")).rejects.toMatchObject({ codigo: "version-vieja" })
    expect((await bovedas())[0]?.inscripcion).toMatchObject({ vieja: true })
  })

  it("is forgotten when the server asks for none", async () => {
    conMinima("99.0.0")
    await enviar(sesion.boveda)
    conMinima("")
    await enviar(sesion.boveda)

    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    expect(await leer(["registros"], (tx) => tx.objectStore("registros").count())).toBe(1)
  })

  it.each<[string, string | undefined, boolean]>([
    ["0.1.0", "0.2.0", true],
    ["0.2.0", "0.2.0", false],
    ["0.10.0", "0.9.9", false],
    ["1.0", "1.0.1", true],
    ["0.2.0-rc1", "0.2.0", false],
    ["0.2.0", "", false],
    ["0.2.0", undefined, false],
  ])("%s before %s: %s", (una, otra, esperado) => {
    expect(esAnterior(una, otra)).toBe(esperado)
  })
})
