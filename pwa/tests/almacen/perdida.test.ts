/** The engine closes the database under the page, as iOS does: it is opened again once, and nothing is lost or twice. */

import { forceCloseDatabase } from "fake-indexeddb"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { alPerderse, leer, NOMBRE } from "../../src/almacen/base.ts"
import { AlmacenError, contadores, pendientes, type Sesion } from "../../src/almacen/index.ts"
import { capturando } from "../../src/app/envio.ts"
import { recienRecargada, vigilarAlmacen } from "../../src/app/recarga.ts"
import { REGISTRO } from "../alambre.ts"
import { enrolar, telefonoNuevo } from "../bovedas.ts"

vi.hoisted(() => Object.assign(globalThis, { location: { hash: "" } })) // the app's state reads where it is as it loads
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

type Transaccion = IDBDatabase["transaction"]
type Cierre = (db: IDBDatabase, ...args: Parameters<Transaccion>) => IDBTransaction

/** What WebKit throws once its database process has gone. */
const SIN_SERVIDOR = () => new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError")

const transaccion = Object.getOwnPropertyDescriptor(IDBDatabase.prototype, "transaction")?.value as Transaccion

/** How each engine closes it, the next `veces` that a transaction is begun. */
const CIERRES: Readonly<Record<string, Cierre>> = {
  "WebKit lost its server": () => {
    throw SIN_SERVIDOR()
  },
  "the handle was closed by the system": (db, ...args) => {
    db.close()
    return transaccion.apply(db, args) // InvalidStateError, the engine's own
  },
  "the engine aborted what was under way": (db, ...args) => {
    const tx = transaccion.apply(db, args)
    tx.abort()
    return tx
  },
}

function perder(veces: number, cierre: Cierre = CIERRES["WebKit lost its server"]!, modo?: IDBTransactionMode): void {
  let quedan = veces
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...args: Parameters<Transaccion>) {
    const esta = this.name === NOMBRE && (modo === undefined || args[1] === modo)
    return esta && quedan-- > 0 ? cierre(this, ...args) : transaccion.apply(this, args)
  })
}

const contar = (): Promise<number> => leer(["registros"], (tx) => tx.objectStore("registros").count())
const codigoDe = (acto: Promise<unknown>): Promise<string> => acto.then(() => "hecho", (e: unknown) => (e instanceof AlmacenError ? e.codigo : String(e)))

let sesion: Sesion

beforeEach(async () => {
  await telefonoNuevo()
  sesion = await enrolar()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  alPerderse(() => undefined)
  capturando.value = false
})

describe.each(Object.keys(CIERRES))("%s", (cual) => {
  it("once: it is opened again, and the record is kept whole", async () => {
    perder(1, CIERRES[cual])

    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("hecho")
    expect(await contadores(sesion.boveda)).toMatchObject({ guardados: 1 })
  })

  it("twice: it is said, and whoever watches is told", async () => {
    const perdida = vi.fn()
    alPerderse(perdida)
    perder(2, CIERRES[cual])

    expect(await codigoDe(contar())).toBe("almacen-cerrado")
    expect(perdida).toHaveBeenCalledTimes(1)
    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("hecho")
  })
})

it("with the close event that engines send, the next use opens it again", async () => {
  const abiertas: IDBDatabase[] = []
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...args: Parameters<Transaccion>) {
    abiertas.push(this)
    return transaccion.apply(this, args)
  })
  await contar()
  forceCloseDatabase(abiertas[0] as unknown as Parameters<typeof forceCloseDatabase>[0])
  await contar()

  expect(abiertas[1]).not.toBe(abiertas[0])
  expect(abiertas[1]?.name).toBe(NOMBRE)
})

it("just after it kept a record, the record is one and the chain goes on from it", async () => {
  perder(1, (db, ...args) => {
    const tx = transaccion.apply(db, args)
    // The disk has it; the page hears of a loss instead.
    const escuchar = tx.addEventListener.bind(tx) as (tipo: string, oyente: EventListener) => void
    tx.addEventListener = (tipo: string, oyente: EventListener): void => void (tipo === "complete" || escuchar(tipo === "abort" ? "complete" : tipo, oyente))
    return tx
  }, "readwrite")

  await sesion.sellarYGuardar(REGISTRO, "apoyo")
  await sesion.sellarYGuardar(REGISTRO, "apoyo")

  expect((await pendientes(sesion.boveda)).map(({ folio }) => folio.split("-")[3])).toEqual(["00001", "00002"])
})

describe("a page whose database is lost for good", () => {
  const recargar = vi.fn()
  let notado: Map<string, string>
  let pagina: EventTarget & { hidden: boolean }

  beforeEach(() => {
    notado = new Map()
    recargar.mockClear()
    pagina = Object.assign(new EventTarget(), { hidden: false })
    vi.stubGlobal("document", pagina)
    vi.stubGlobal("location", { reload: recargar, hash: "" })
    vi.stubGlobal("sessionStorage", { getItem: (k: string) => notado.get(k) ?? null, setItem: (k: string, v: string) => notado.set(k, v) })
    vigilarAlmacen()
  })

  it("opens anew by itself, once: the second time within a minute it says so instead", async () => {
    perder(Infinity)
    await codigoDe(contar())
    expect(recienRecargada()).toBe(true)
    await codigoDe(contar())

    expect(recargar).toHaveBeenCalledTimes(1)
  })

  it("stays as it is in the middle of a capture, and opens anew when that is left", async () => {
    capturando.value = true
    perder(Infinity)
    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("almacen-cerrado")
    expect(recargar).not.toHaveBeenCalled()

    capturando.value = false
    await vi.waitFor(() => expect(recargar).toHaveBeenCalledTimes(1))
  })

  it("stays, after the capture, when the engine gave it back meanwhile", async () => {
    capturando.value = true
    perder(2)
    await codigoDe(contar())
    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("hecho")

    capturando.value = false
    await contar()
    expect(recargar).not.toHaveBeenCalled()
  })

  it("holds nothing while nobody looks: what was under way ends, and the next use opens it", async () => {
    const cerrada = vi.spyOn(IDBDatabase.prototype, "close")
    const guardando = sesion.sellarYGuardar(REGISTRO, "apoyo")
    pagina.hidden = true
    pagina.dispatchEvent(new Event("visibilitychange"))

    expect(await codigoDe(guardando)).toBe("hecho")
    expect(cerrada).toHaveBeenCalled()
    expect(await contadores(sesion.boveda)).toMatchObject({ guardados: 1 })
    expect(recargar).not.toHaveBeenCalled()
  })

  it("where a reload cannot be noted does not reload for ever", async () => {
    vi.stubGlobal("sessionStorage", undefined)
    perder(Infinity)
    await codigoDe(contar())

    expect(recargar).not.toHaveBeenCalled()
  })
})
