/** The vault: nothing readable remains, nothing sealed is lost, and only the password opens it. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { cerrar, leer, NOMBRE, type FilaDeBoveda } from "../src/almacen/base.ts"
import { guardarFicha } from "../src/almacen/consulta.ts"
import {
  abrirBoveda, anotarBaja, bovedas, comprobantes, contadores, crearBoveda, exportar, guardarManifiesto, pendientes, ultimaHora, AlmacenError, type Sesion,
} from "../src/almacen/index.ts"
import { apartar, soltarReserva } from "../src/almacen/reserva.ts"
import { deB64u } from "../src/core/bytes.ts"
import * as codigo from "../src/core/codigo.ts"
import { cargaDe, verificar } from "../src/core/jws.ts"
import { resumen } from "../src/core/sobre.ts"
import { abrir, es256, JPEG, REGISTRO } from "./alambre.ts"
import { CONTRASENA, DISPOSITIVO, enrolamiento, enrolar, ficha, manifiesto, PROCESO_PRIVADA, telefonoNuevo } from "./bovedas.ts"

// Each enrolment pays for Argon2id, as a phone does: on a busy machine that is seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

function codigoDe(acto: Promise<unknown>): Promise<string> {
  return acto.then(
    () => "hecho",
    (error: unknown) => (error instanceof AlmacenError ? error.codigo : String(error)),
  )
}

/** Return a method of a prototype, to be called with the `this` that a test chooses. */
function metodo<T extends object, N extends keyof T>(prototipo: T, nombre: N): T[N] {
  return prototipo[nombre]
}

/** Every byte that the phone keeps, text or binary, one after another. */
async function todoLoGuardado(): Promise<Buffer> {
  const [b, r, p] = await leer(["bovedas", "registros", "paquetes"], (tx) =>
    Promise.all([tx.objectStore("bovedas").getAll(), tx.objectStore("registros").getAll(), tx.objectStore("paquetes").getAll()]),
  )
  const trozos: Buffer[] = []
  const juntar = (valor: unknown): void => {
    if (valor instanceof ArrayBuffer) trozos.push(Buffer.from(valor))
    else if (typeof valor === "object" && valor !== null) Object.values(valor).forEach(juntar)
    else trozos.push(Buffer.from(String(valor)))
  }
  ;[b, r, p].forEach(juntar)
  return Buffer.concat(trozos)
}

let sesion: Sesion

beforeEach(async () => {
  await telefonoNuevo()
  sesion = await enrolar()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe("a sealed record", () => {
  it("leaves folio, código and sealed bytes, and nothing that can be read (ET 5.13)", async () => {
    const { folio, id } = await sesion.sellarYGuardar(REGISTRO, "apoyo")

    const guardado = await todoLoGuardado()
    expect(guardado.includes(folio)).toBe(true)
    for (const secreto of ["123456789", "012345678", "IDMEX", "17060500", JPEG.slice(20, 60)]) expect(guardado.includes(secreto)).toBe(false)
    expect(await exportar(id)).toBeDefined()
  })

  it("opens with the key of the process, under the sobre that the device signed", async () => {
    const { id, folio, codigoIntegridad } = await sesion.sellarYGuardar(REGISTRO, "apoyo")
    const { sobre = "", paquete = new ArrayBuffer() } = (await exportar(id)) ?? {}
    const datos = JSON.parse(Buffer.from(cargaDe(sobre)).toString()) as Parameters<typeof abrir>[1]

    expect(datos).toMatchObject({ folio, dispositivo: DISPOSITIVO, consecutivo: 1, anterior: null })
    expect(codigo.de(new Uint8Array(paquete))).toBe(codigoIntegridad)
    expect(await abrir(new Uint8Array(paquete), datos, PROCESO_PRIVADA)).toMatchObject({ modelo: "H", original: true })
  })

  it("is chained to the one before, the alta first, and none repeats its turn", async () => {
    await sesion.sellarYGuardar(REGISTRO, "alta")
    await Promise.all([1, 2, 3].map(() => sesion.sellarYGuardar(REGISTRO, "apoyo")))

    const cola = await pendientes(sesion.boveda)
    const cargas = cola.map(({ sobre }) => JSON.parse(Buffer.from(cargaDe(sobre)).toString()) as { consecutivo: number; anterior: string | null })
    expect(cargas.map((c) => c.consecutivo)).toEqual([0, 1, 2, 3])
    expect(cargas.map((c) => c.anterior)).toEqual([null, ...cola.slice(0, 3).map(({ sobre }) => resumen(sobre))])
    expect(await contadores(sesion.boveda)).toEqual({ guardados: 3, enviados: 0, conAcuse: 0, noRecibidos: 0 })
    expect(new Set((await comprobantes(sesion.boveda)).map((c) => c.folio)).size).toBe(3)
  })

  it("tells the time only by a token of this device, and how long ago it came", async () => {
    expect(await guardarFicha(sesion.boveda, ficha({ dispositivo: "otro" }), 0)).toBe(false)
    expect(await guardarFicha(sesion.boveda, manifiesto(), 0)).toBe(false)
    expect(await ultimaHora(sesion.boveda)).toBeNull()
    expect(await guardarFicha(sesion.boveda, ficha(), Date.UTC(2020, 0))).toBe(true)
    await sesion.sellarYGuardar(REGISTRO, "apoyo")

    const [suyo] = await pendientes(sesion.boveda)
    const { reloj } = JSON.parse(Buffer.from(cargaDe(suyo?.sobre ?? "")).toString()) as { reloj: { delta_ms: number } }
    expect(reloj).toMatchObject({ ficha: ficha(), dispositivo_en: "2020-01-01T00:00:00.000Z" })
    expect(reloj.delta_ms).toBeLessThan(60_000)
    expect(await ultimaHora(sesion.boveda)).toMatchObject({ servidor: Date.UTC(2026, 10, 23, 20, 5, 7, 123), dispositivo: Date.UTC(2020, 0) })
  })

  it("is written to the disk itself before its folio is known, not to what the engine will write later", async () => {
    const transaccion = metodo(IDBDatabase.prototype, "transaction")
    const escrituras: unknown[] = []
    vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...args) {
      if (args[1] === "readwrite") escrituras.push(args[2]?.durability)
      return transaccion.apply(this, args)
    })
    await sesion.sellarYGuardar(REGISTRO, "apoyo")

    expect(escrituras).toEqual(["strict"])
  })

  it("is not promised when the disk does not give it back: no folio, no gap in the chain", async () => {
    const original = metodo<IDBObjectStore, "add">(IDBObjectStore.prototype, "add")
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (this: IDBObjectStore, valor: unknown, clave?: IDBValidKey) {
      return original.call(this, valor instanceof ArrayBuffer ? new ArrayBuffer(9) : valor, clave)
    })
    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("almacen-no-guarda")
    vi.restoreAllMocks()

    expect(await contadores(sesion.boveda)).toMatchObject({ guardados: 0 })
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    expect((await bovedas())[0]?.inscripcion?.consecutivo).toBe(1)
  })

  it("that does not fit changes nothing, and the same contenido can be tried again", async () => {
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError")
    })
    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("almacen-lleno")
    vi.restoreAllMocks()

    expect((await bovedas())[0]?.inscripcion?.consecutivo).toBe(0)
    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("hecho")
  })

  it("that does not fit takes the room that was set apart, and is kept", async () => {
    await apartar()
    const original = metodo<IDBObjectStore, "add">(IDBObjectStore.prototype, "add")
    let vez = 0
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (this: IDBObjectStore, ...args: Parameters<IDBObjectStore["add"]>) {
      if (vez++ === 0) throw new DOMException("full", "QuotaExceededError")
      return original.apply(this, args)
    })

    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("hecho")
    expect(await soltarReserva()).toBe(false) // it was let go already
    expect((await bovedas())[0]?.inscripcion?.consecutivo).toBe(1)
  })

  it("is kept although the engine kills the database once under the page", async () => {
    const original = metodo<IDBDatabase, "transaction">(IDBDatabase.prototype, "transaction")
    let vez = 0
    vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...args: Parameters<IDBDatabase["transaction"]>) {
      if (vez++ === 0) throw new DOMException("Connection to Indexed Database server lost", "UnknownError")
      return original.apply(this, args)
    })

    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("hecho")
  })

  it("needs the alta opened by the server, and a device not given up (ET 4.5, 4.9)", async () => {
    await telefonoNuevo()
    const nueva = await enrolar("sin_alta")
    expect(await codigoDe(nueva.sellarYGuardar(REGISTRO, "apoyo"))).toBe("boveda-sin-alta")
    expect(await codigoDe(nueva.sellarYGuardar(REGISTRO, "alta"))).toBe("hecho")
    await anotarBaja(nueva.boveda)

    expect(await codigoDe(nueva.sellarYGuardar(REGISTRO, "apoyo"))).toBe("dispositivo-de-baja")
    expect((await pendientes(nueva.boveda)).length).toBe(1)
  })
})

describe("the password", () => {
  it("opens the same key in another session, and a record of each follows", async () => {
    sesion.bloquear()
    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("sin-boveda")
    const otra = await abrirBoveda(CONTRASENA.normalize("NFD"))

    expect(await codigoDe(otra.sellarYGuardar(REGISTRO, "apoyo"))).toBe("hecho")
    expect(otra.abierta).toBe(true)
  })

  it("when wrong is slowed down, tells the seconds, and erases nothing", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    for (let i = 0; i < 3; i++) expect(await codigoDe(abrirBoveda("no es esta"))).toBe("contrasena-incorrecta")
    const error = await abrirBoveda(CONTRASENA).catch((e: unknown) => e)
    expect(error).toMatchObject({ codigo: "espere", segundos: 2 })

    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 2_001)
    expect(await codigoDe(abrirBoveda(CONTRASENA))).toBe("hecho")
    expect(await contadores(sesion.boveda)).toMatchObject({ guardados: 1 })
  })

  it("of seven characters makes no vault", async () => {
    expect(await codigoDe(crearBoveda("siete77"))).toBe("contrasena-corta")
  })

  it("does not give the key away: it is on the disk only under it", async () => {
    const filas = await leer(["bovedas"], (tx) => tx.objectStore("bovedas").getAll())
    const { cifrada, argon } = filas[0]?.candado ?? { cifrada: new ArrayBuffer(), argon: null }

    expect(argon).toEqual({ memoriaKiB: 19 * 1024, vueltas: 2 })
    await expect(crypto.subtle.importKey("pkcs8", cifrada, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"])).rejects.toThrow()
  })
})

describe("an enrolment", () => {
  it("cut in the middle goes on with the same key, so no second device is spent", async () => {
    await telefonoNuevo()
    const primera = await crearBoveda(CONTRASENA)
    await cerrar()
    expect((await crearBoveda(CONTRASENA)).jwk).toEqual(primera.jwk)
    expect((await crearBoveda("otra contraseña")).jwk).not.toEqual(primera.jwk)
    expect(await codigoDe(abrirBoveda(CONTRASENA))).toBe("sin-boveda")
  })

  it.each<[string, (fila: FilaDeBoveda) => FilaDeBoveda | undefined]>([
    ["nothing", () => undefined],
    ["a key that lost its bytes", (fila) => ({ ...fila, candado: { ...fila.candado, cifrada: new ArrayBuffer(0) } })],
    ["another key than the one written", (fila) => ({ ...fila, jwk: { ...fila.jwk, x: fila.jwk.y, y: fila.jwk.x } })],
  ])("is refused where the engine gives back %s, as private windows do", async (_, danar) => {
    const pedir = metodo(IDBObjectStore.prototype, "put")
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, valor: FilaDeBoveda, ...resto) {
      const danada = danar(valor)
      return danada ? pedir.call(this, danada, ...resto) : this.count()
    } as typeof pedir)

    expect(await codigoDe(crearBoveda("otra contraseña"))).toBe("almacen-no-guarda")
  })

  it.each([
    ["about another key", { kid: "otro" }],
    ["with a manifest of nobody", { manifiesto: "a.b.c" }],
    ["with a manifest of another process", { manifiesto: manifiesto({ proceso: "PUE26" }) }],
    ["with a key id that is not the key's", { manifiesto: manifiesto({ clave: { kid: "A".repeat(22), suite: 1, publica: "A".repeat(43) } }) }],
    ["with a manifest without modelos", { manifiesto: manifiesto({ modelos: null }) }],
    ["with a short receipt key", { llaves: { ...enrolamiento("").llaves, acuse: "AAAA" } }],
  ])("%s is refused", async (_, cambios) => {
    const porEnrolar = await crearBoveda(CONTRASENA)
    const filas = await leer(["bovedas"], (tx) => tx.objectStore("bovedas").getAll())
    const suyo = filas.find((fila) => fila.id === porEnrolar.boveda)?.kid ?? ""

    expect(await codigoDe(porEnrolar.completar(enrolamiento(suyo, cambios), "OAX26", "0153"))).toBe("manifiesto-ajeno")
    expect((await bovedas()).filter((b) => b.inscripcion).length).toBe(1)
  })

  it("takes a newer manifest of the pinned key, and never an older one", async () => {
    await guardarManifiesto(sesion.boveda, manifiesto({ version: 2, denominacion: "dos" }))
    await guardarManifiesto(sesion.boveda, manifiesto({ version: 1, denominacion: "uno" }))

    expect((await sesion.manifiesto()).denominacion).toBe("dos")
    expect(await codigoDe(guardarManifiesto(sesion.boveda, ficha()))).toBe("manifiesto-ajeno")
  })

  it("is given up with a baja that the device signs, up to the last it made (ET 4.9)", async () => {
    await sesion.sellarYGuardar(REGISTRO, "apoyo")
    const [fila] = await leer(["bovedas"], (tx) => tx.objectStore("bovedas").getAll())
    const punto = Uint8Array.of(4, ...deB64u(fila?.jwk.x ?? ""), ...deB64u(fila?.jwk.y ?? ""))

    expect(verificar(await sesion.firmarBaja(), "rubrica-baja+jws", es256(punto))).toMatchObject({ dispositivo: DISPOSITIVO, hasta_consecutivo: 1 })
  })
})

it("another window that wants to migrate is let through", async () => {
  await sesion.manifiesto()
  const abrir = indexedDB.open(NOMBRE, 2)

  await expect(new Promise((resolve, reject) => {
    abrir.onsuccess = () => resolve("open")
    abrir.onerror = () => reject(new Error("blocked"))
  })).resolves.toBe("open")
  abrir.result.close()
})
