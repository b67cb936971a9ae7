/** The sender: whatever the network does, what has no verified acuse is still on the phone (ET 6.2 to 6.6). */

import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { escribir, leer } from "../src/almacen/base.ts"
import { anotarBaja, bovedas, comprobantes, contadores, pendientes, rechazados, reintentar, type Sesion } from "../src/almacen/index.ts"
import { siNadie } from "../src/almacen/turno.ts"
import { enviar } from "../src/envio/index.ts"
import { REGISTRO } from "./alambre.ts"
import { ACUSE, DISPOSITIVO, enrolar, firmar, HORA, telefonoNuevo } from "./bovedas.ts"
import { carga, jose, Servidor, type Falla } from "./servidor.ts"

// Each enrolment pays for Argon2id, as a phone does: on a busy machine that is seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** A record of about 300 KB: it travels by pieces. */
const GRANDE = { ...REGISTRO, anverso: crypto.getRandomValues(new Uint8Array(60_000)), reverso: new Uint8Array(240_000) }

let sesion: Sesion
let servidor: Servidor

beforeEach(async () => {
  await telefonoNuevo()
  sesion = await enrolar()
  servidor = new Servidor()
  vi.stubGlobal("fetch", servidor.fetch)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Nothing more fits until a paquete is erased, as in a phone filled to the brim. */
function llenarHastaQueSeBorre() {
  const [poner, borrar] = [Reflect.get(IDBObjectStore.prototype, "put"), Reflect.get(IDBObjectStore.prototype, "delete")] as [IDBObjectStore["put"], IDBObjectStore["delete"]]
  let lleno = true
  vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(function (this: IDBObjectStore, ...args) {
    const pedido = borrar.apply(this, args)
    this.transaction.addEventListener("complete", () => (lleno = false))
    return pedido
  })
  return vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
    if (lleno) throw new DOMException("full", "QuotaExceededError")
    return poner.apply(this, args)
  })
}

async function paquetes(): Promise<number> {
  return leer(["paquetes"], (tx) => tx.objectStore("paquetes").count())
}

describe("sending", () => {
  it("goes from the oldest to the newest, keeps each acuse and erases each paquete (ET 6.5)", async () => {
    for (const contenido of [REGISTRO, GRANDE, REGISTRO]) await sesion.sellarYGuardar(contenido, "apoyo")
    const ids = (await pendientes(sesion.boveda)).map((p) => p.id)

    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 3, noRecibidos: 0, detenido: null })
    expect([...servidor.recibidos.keys()]).toEqual(ids)
    expect(await contadores(sesion.boveda)).toEqual({ guardados: 0, enviados: 0, conAcuse: 3, noRecibidos: 0 })
    expect(await paquetes()).toBe(0)
    expect((await comprobantes(sesion.boveda)).map((c) => c.recibidoEn)).toEqual(Array(3).fill("2026-11-23T20:05:07.123Z"))
    expect(new Set(servidor.consecutivos)).toEqual(new Set(["3"]))
  })

  it("asked for twice at once is one sending", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")

    const [uno, otro] = await Promise.all([enviar(sesion.boveda), enviar(sesion.boveda)])

    expect(otro).toBe(uno)
    expect(uno).toMatchObject({ recibidos: 1, detenido: null })
  })

  it("takes also what is sealed while it sends", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    const sellarEnMedio = vi.fn(servidor.fetch)
    sellarEnMedio.mockImplementationOnce(servidor.fetch) // the time token comes before the queue is read
    sellarEnMedio.mockImplementationOnce(async (...pedido) => {
      await sesion.sellarYGuardar(REGISTRO, "apoyo")
      return servidor.fetch(...pedido)
    })
    vi.stubGlobal("fetch", sellarEnMedio)

    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 2, detenido: null })
  })

  it("goes on where a cut left it, and sends no byte twice", async () => {
    await sesion.sellarYGuardar(GRANDE, "apoyo")
    servidor.fallas = ["bien", "bien", "bien", "corte", "corte"]

    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 0, detenido: { clase: "sin-red" } })
    const [subida] = [...servidor.subidas.values()]
    expect(subida?.trozos.length).toBe(1)
    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 1, detenido: null })
    expect([...servidor.recibidos.values()][0]?.length).toBeGreaterThan(300_000)
  })

  it("of a receipt that was lost on the way asks again and gets the same", async () => {
    await sesion.sellarYGuardar(GRANDE, "apoyo")
    servidor.fallas = ["bien", "bien", "corte-despues", "bien", "corte-despues", "corte"]

    await enviar(sesion.boveda)
    await enviar(sesion.boveda)

    expect(await contadores(sesion.boveda)).toMatchObject({ conAcuse: 1 })
    expect(servidor.recibidos.size).toBe(1)
  })

  it("of a record whose paquete the disk lost asks first: what was received already gets its receipt", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    servidor.fallas = ["bien", "corte-despues"]
    await enviar(sesion.boveda)
    await escribir(["paquetes"], (tx) => tx.objectStore("paquetes").clear())

    await enviar(sesion.boveda)

    expect(await contadores(sesion.boveda)).toMatchObject({ conAcuse: 1, noRecibidos: 0 })
  })

  it("of a record whose paquete the disk lost, and nobody received, says so and keeps the row", async () => {
    await sesion.sellarYGuardar(GRANDE, "apoyo")
    await escribir(["paquetes"], (tx) => tx.objectStore("paquetes").clear())

    await enviar(sesion.boveda)

    expect((await rechazados(sesion.boveda)).map(({ motivo }) => motivo.code)).toEqual(["paquete-codigo"])
  })

  it("goes on in a phone where not even a note fits, and the acuse makes room for itself (ET 6.5)", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    const lleno = llenarHastaQueSeBorre()

    await enviar(sesion.boveda)

    lleno.mockRestore()
    expect(await contadores(sesion.boveda)).toMatchObject({ conAcuse: 1 })
    expect(await paquetes()).toBe(0)
  })

  it.each<[Falla, string]>([
    ["corte", "sin-red"],
    ["portal", "portal-cautivo"],
    ["redireccion", "portal-cautivo"],
    ["ocupado", "ocupado"],
    ["mantenimiento", "mantenimiento"],
  ])("that meets %s stops at the first contact, as %s, and touches nothing", async (falla, clase) => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    servidor.fallas = [falla]

    expect((await enviar(sesion.boveda)).detenido?.clase).toBe(clase)
    expect(servidor.pedidos).toEqual(["GET /api/v1/hora"])
    expect((await pendientes(sesion.boveda))[0]?.intentos).toBe(0)
  })

  it("waits as long as a busy server asks", async () => {
    servidor.fallas = ["ocupado"]

    expect((await enviar(sesion.boveda)).detenido).toEqual({ clase: "ocupado", esperaMs: 7_000 })
  })

  it("tells the words of an announced maintenance, and how long it asks (ET 6.3)", async () => {
    servidor.fallas = ["mantenimiento"]

    expect((await enviar(sesion.boveda)).detenido).toEqual({ clase: "mantenimiento", esperaMs: 1_800_000, mensaje: "De 2 a 4 de la mañana." })
  })

  it("goes on by itself past pieces that a bad line cuts, and sends again only what did not arrive (ET 6.2)", async () => {
    await sesion.sellarYGuardar(GRANDE, "apoyo")
    servidor.llegaAntesDelCorte = 1_000
    servidor.fallas = ["bien", "bien", ...Array<Falla>(30).fill("corte").flatMap((corte): Falla[] => [corte, "bien"])]

    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 1, detenido: null })
    const [paquete] = servidor.recibidos.values()
    expect(servidor.bytesQueLlegaron).toBe(paquete?.length)
  })

  it("waits while another window sends", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    let soltar = (): void => undefined
    const otraVentana = siNadie(`rubrica-envio-${sesion.boveda}`, () => new Promise<void>((bien) => (soltar = bien)))

    expect(await enviar(sesion.boveda)).toEqual({ recibidos: 0, noRecibidos: 0, avance: 0, detenido: { clase: "otra-ventana" } })
    soltar()
    await otraVentana
    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 1, detenido: null })
  })

  it("loses nothing and repeats nothing, whatever the network does", async () => {
    const falla = fc.constantFrom<Falla>("bien", "bien", "bien", "corte", "corte-despues", "portal", "ocupado", "redireccion")
    await fc.assert(
      fc.asyncProperty(fc.array(falla, { maxLength: 14 }), async (fallas) => {
        await telefonoNuevo()
        sesion = await enrolar()
        servidor = new Servidor()
        vi.stubGlobal("fetch", servidor.fetch)
        for (const contenido of [GRANDE, REGISTRO]) await sesion.sellarYGuardar(contenido, "apoyo")
        servidor.fallas = fallas

        for (let ronda = 0; ronda < 4; ronda++) {
          await enviar(sesion.boveda)
          const { conAcuse } = await contadores(sesion.boveda)
          expect(await paquetes()).toBe(2 - conAcuse)
          expect(servidor.recibidos.size).toBeGreaterThanOrEqual(conAcuse)
        }
        servidor.fallas = []
        await enviar(sesion.boveda)
        expect(await contadores(sesion.boveda)).toMatchObject({ conAcuse: 2 })
        expect(servidor.recibidos.size).toBe(2)
      }),
      { numRuns: 12 },
    )
  })
})

describe("an answer that is not the receipt of this record erases nothing", () => {
  const falsos: [string, (s: Servidor, sobre: string) => string][] = [
    ["signed by another key", (s, sobre) => s.acuse(sobre, {}, HORA)],
    ["of another id", (s, sobre) => s.acuse(sobre, { id: "0193b0c0-0000-7000-8000-000000000000" })],
    ["of another folio", (s, sobre) => s.acuse(sobre, { folio: "OAX26-0153-1-00009-XYK" })],
    ["of other bytes", (s, sobre) => s.acuse(sobre, { codigo_integridad: "0".repeat(64) })],
    ["of another process", (s, sobre) => s.acuse(sobre, { proceso: "PUE26" })],
    ["that is a page", () => "<html>Recibido, gracias</html>"],
    ["that is empty", () => ""],
  ]
  it.each(falsos)("%s", async (_, falso) => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    const [suyo] = await pendientes(sesion.boveda)
    vi.stubGlobal("fetch", (camino: string, opciones: RequestInit) =>
      camino.includes("/hora") ? servidor.fetch(camino, opciones) : Promise.resolve(jose(falso(servidor, suyo?.sobre ?? ""))),
    )

    expect((await enviar(sesion.boveda)).detenido).toEqual({ clase: "portal-cautivo" })
    expect(await paquetes()).toBe(1)
    expect(await contadores(sesion.boveda)).toMatchObject({ conAcuse: 0 })
  })
})

describe("a refusal", () => {
  const probada = async (cambios: object = {}, secreta = ACUSE): Promise<string> => {
    const [suyo] = await pendientes(sesion.boveda)
    const { id, folio, codigo_integridad } = carga(suyo?.sobre ?? "")
    const rechazo = firmar({ id, folio, codigo_integridad, code: "sobre-tarde", numeral: "ET 6.6", momento: "2026-12-03T00:00:00.000Z", ...cambios }, "rubrica-rechazo+jws", secreta)
    servidor.rechazos.set(folio, { status: 403, type: "/rechazos/sobre-tarde", rechazo })
    return id
  }

  it("with its proof keeps the record sealed, says why and lets the next go on (ET 6.6)", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    const id = await probada()
    await sesion.sellarYGuardar(REGISTRO, "apoyo")

    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 1, noRecibidos: 1, detenido: null })
    expect(await rechazados(sesion.boveda)).toMatchObject([{ id, motivo: { code: "sobre-tarde", numeral: "ET 6.6", que_hacer: "Espere." } }])
    expect(await paquetes()).toBe(1)
  })

  it("put back by a person is tried again", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    const id = await probada()
    await enviar(sesion.boveda)
    servidor.rechazos.clear()
    await reintentar(id)

    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 1, noRecibidos: 0 })
  })

  it.each<[string, object, Uint8Array]>([
    ["of another record", { id: "otro" }, ACUSE],
    ["for another reason", { code: "dispositivo-desconocido" }, ACUSE],
    ["signed by another key", {}, HORA],
  ])("with a proof %s is not believed", async (_, cambios, secreta) => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    await probada(cambios, secreta)

    expect((await enviar(sesion.boveda)).detenido).toEqual({ clase: "portal-cautivo" })
    expect(await rechazados(sesion.boveda)).toEqual([])
  })

  it("of the whole process stops the queue and marks no record", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    const [suyo] = await pendientes(sesion.boveda)
    servidor.rechazos.set(suyo?.folio ?? "", { status: 403, type: "/rechazos/proceso-cerrado" })

    expect((await enviar(sesion.boveda)).detenido).toMatchObject({ clase: "de-la-cola", motivo: { code: "proceso-cerrado" } })
    expect(await contadores(sesion.boveda)).toMatchObject({ guardados: 1, noRecibidos: 0 })
  })
})

describe("a baja given elsewhere (ET 3.4, 4.10)", () => {
  const palabra = (cambios: object = {}, clave = ACUSE): string =>
    firmar({ dispositivo: DISPOSITIVO, de: "auxiliar", numeral: "ET 3.4", baja_en: "2026-11-24T20:05:07.123Z", ...cambios }, "rubrica-baja-dada+jws", clave)

  it("is learned at the first contact: no more captures, and what was captured is sent", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    servidor.baja = palabra()

    expect(await enviar(sesion.boveda)).toMatchObject({ recibidos: 1, detenido: null })

    expect((await bovedas())[0]?.inscripcion).toMatchObject({ deBaja: true, bajaDada: { de: "auxiliar", numeral: "ET 3.4", en: "2026-11-24T20:05:07.123Z" } })
    await expect(sesion.sellarYGuardar(REGISTRO, "apoyo")).rejects.toThrow("dispositivo-de-baja")
    expect(await contadores(sesion.boveda)).toMatchObject({ conAcuse: 1 })
  })

  it.each([
    ["signed by another key", palabra({}, HORA)],
    ["of another device", palabra({ dispositivo: "0193b0c0-1111-7222-8333-000000000000" })],
    ["with more members", palabra({ motivo: "x" })],
    ["that is no JWS", "sí"],
  ])("%s is not believed", async (_, baja) => {
    servidor.baja = baja

    await enviar(sesion.boveda)

    expect((await bovedas())[0]?.inscripcion).toMatchObject({ deBaja: false, bajaDada: null })
  })

  it("does not change what the phone itself gave up", async () => {
    await anotarBaja(sesion.boveda)
    servidor.baja = palabra({ de: "dispositivo", numeral: "ET 4.9" })

    await enviar(sesion.boveda)

    expect((await bovedas())[0]?.inscripcion).toMatchObject({ deBaja: true, bajaDada: null })
  })
})
