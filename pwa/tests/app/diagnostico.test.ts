/** The file for support says how the phone is, and of whom it is says nothing (ET 12.2, 14.2). */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { MAX_SUCESOS, anotarSuceso, ultimosSucesos } from "../../src/almacen/sucesos.ts"
import { bovedas, comprobantes } from "../../src/almacen/index.ts"
import { NOMBRE } from "../../src/almacen/base.ts"
import { reunir } from "../../src/app/diagnostico.ts"
import { fallasPorTipo } from "../../src/core/diagnostico.ts"
import { esTicket, nuevoTicket } from "../../src/core/ticket.ts"
import { REGISTRO } from "../alambre.ts"
import { CONTRASENA, enrolar, telefonoNuevo } from "../bovedas.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const PERSONALES = ["Pilar Muñoz", "MUGP850612MOCXRL08", "MXGRPL85061220M400", "123456789", "012345678", "pilar@ejemplo.test", "1234567897", "0153", CONTRASENA]

/** `texto` in every way in which a file may carry it. */
function formas(texto: string): string[] {
  const bytes = Buffer.from(texto)
  return [texto, texto.toLowerCase(), bytes.toString("base64").replace(/=+$/, ""), bytes.toString("hex"), encodeURIComponent(texto), JSON.stringify(texto).slice(1, -1)]
}

function hallados(archivo: string, buscados: readonly string[]): string[] {
  return buscados.filter((texto) => formas(texto).some((forma) => archivo.includes(forma) || archivo.toLowerCase().includes(forma.toLowerCase())))
}

beforeEach(async () => {
  await telefonoNuevo()
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/119.0.0.0 Mobile Safari/537.36" })
})
afterEach(() => vi.unstubAllGlobals())

describe("the ring of events", () => {
  it("keeps the last ones and forgets the rest", async () => {
    for (let i = 0; i < MAX_SUCESOS + 7; i++) await anotarSuceso("guardados", undefined, i)
    const sucesos = await ultimosSucesos()

    expect(sucesos).toHaveLength(MAX_SUCESOS)
    expect([sucesos[0]?.cuantos, sucesos.at(-1)?.cuantos]).toEqual([7, MAX_SUCESOS + 6])
  })

  it("takes no text for a code, whoever hands it over (ET 14.2)", async () => {
    for (const texto of PERSONALES) await anotarSuceso(texto, texto)

    expect(hallados(JSON.stringify(await ultimosSucesos()), PERSONALES)).toEqual([])
  })

  it("never breaks what it tells of", async () => {
    const abrir = vi.fn(() => { throw new Error("no") })
    vi.stubGlobal("indexedDB", { open: abrir })
    vi.resetModules()
    const nuevos = await import("../../src/almacen/sucesos.ts")

    await expect(nuevos.anotarSuceso("arranque")).resolves.toBeUndefined()
    expect(await nuevos.ultimosSucesos()).toEqual([])
    expect(abrir).toHaveBeenCalled()
  })
})

describe("the file for support", () => {
  it("counts what this phone has, and names no citizen, no auxiliar and no folio (ET 12.2, 14.2)", async () => {
    const sesion = await enrolar()
    await sesion.sellarYGuardar({ ...REGISTRO, claves: { ...REGISTRO.claves, clave: "MXGRPL85061220M400" }, manifiesto: { texto: PERSONALES.join(" "), version: 1 } }, "apoyo")
    const folios = (await comprobantes(sesion.boveda)).flatMap(({ folio, codigoIntegridad }) => [folio, codigoIntegridad])
    const { ticket, texto } = await reunir()

    const leido = JSON.parse(texto) as { ticket: string; registros: unknown[] }
    expect(leido.registros).toEqual([{ proceso: "OAX26", dispositivo: 1, consecutivo: 1, alta: "abierta", de_baja: false, guardados: 1, enviados: 0, con_acuse: 0, no_recibidos: 0 }])
    expect(hallados(texto, [...PERSONALES, ...folios, (await bovedas())[0]?.inscripcion?.dispositivo ?? "?"])).toEqual([])
    expect(hallados(texto, [ticket, "OAX26"])).toEqual([ticket, "OAX26"])
  })

  it("is made also when the database of the supports does not open, and says so", async () => {
    await anotarSuceso("arranque-falla", "almacen-cerrado")
    const buena = globalThis.indexedDB
    vi.stubGlobal("indexedDB", { open: (nombre: string, version: number) => buena.open(nombre, nombre === NOMBRE ? -1 : version), deleteDatabase: () => undefined })
    const leido = JSON.parse((await reunir()).texto) as { registros: unknown; sucesos: unknown[] }

    expect(leido.registros).toBeNull()
    expect(leido.sucesos.at(-1)).toMatchObject({ que: "arranque-falla", cual: "almacen-cerrado" })
  })
})

describe("its parts", () => {
  it("count each failure by its kind, with the last time", () => {
    const negativa = (en: string, cual: string) => ({ en, que: "negativa", cual })
    expect(fallasPorTipo([negativa("1", "sin-conexion"), negativa("2", "espere"), negativa("3", "sin-conexion"), { en: "4", que: "lugar", cual: "envio" }]))
      .toEqual({ "sin-conexion": { veces: 2, ultima: "3" }, espere: { veces: 1, ultima: "2" } })
  })

  it("have a ticket that shows one character heard wrong, and two heard the other way round", () => {
    for (let vez = 0; vez < 50; vez++) {
      const ticket = nuevoTicket((n) => crypto.getRandomValues(new Uint8Array(n)))
      expect(ticket).toMatch(/^S-.{4}-.{3}$/)
      expect(esTicket(` ${ticket.toLowerCase()} `)).toBe(true)
      const otra = ticket[3] === "Z" ? "Y" : "Z"
      expect(esTicket(ticket.slice(0, 3) + otra + ticket.slice(4))).toBe(false)
      const cambiado = `${ticket.slice(0, 3)}${ticket[4]}${ticket[3]}${ticket.slice(5)}`
      expect(esTicket(cambiado)).toBe(cambiado === ticket)
    }
  })
})
