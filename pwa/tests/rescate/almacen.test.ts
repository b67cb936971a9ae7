/** Nothing sealed is lost: the rescue file, its receipts, another password, another person, a vault that leaves. */

import { beforeEach, describe, expect, it, vi } from "vitest"
import { anotarRechazo } from "../../src/almacen/cola.ts"
import {
  abrirBoveda, anotarBaja, anotarRescate, AlmacenError, bovedas, cambiarContrasena, contadores, hacerRescate, olvidarBoveda, pendientes, porRescatar,
  rechazados, resolverCambio, restablecer, tomarAcuses, type Pendiente, type PorRestablecer, type Sesion,
} from "../../src/almacen/index.ts"
import { cabeceraDe } from "../jws.ts"
import { REGISTRO } from "../alambre.ts"
import { ACUSE, CONTRASENA, enrolar, firmar, HORA, telefonoNuevo } from "../bovedas.ts"
import { carga, Servidor } from "../servidor.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const NUEVA = "otra frase, más larga"
const AHORA = Date.UTC(2026, 10, 23, 20)
const SIN_PALABRAS = () => ({ titulo: "No.", que_hacer: "Espere." })
const servidor = new Servidor()
let sesion: Sesion

async function captar(cuantos: number, quien = sesion): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < cuantos; n++) ids.push((await quien.sellarYGuardar(REGISTRO, "apoyo")).id)
  return ids
}

function codigoDe(acto: Promise<unknown>): Promise<string> {
  return acto.then(() => "hecho", (error: unknown) => (error instanceof AlmacenError ? error.codigo : String(error)))
}

async function kidDe({ jwk }: PorRestablecer): Promise<string> {
  const { kid } = await import("../../src/core/jws.ts")
  return kid({ alg: "ES256", bytes: Uint8Array.of(4, ...Buffer.from(jwk.x, "base64url"), ...Buffer.from(jwk.y, "base64url")) })
}

async function primero(): Promise<Pendiente> {
  const [suyo] = await pendientes(sesion.boveda)
  if (!suyo) throw new Error("nothing waits")
  return suyo
}

beforeEach(async () => {
  await telefonoNuevo()
  sesion = await enrolar()
})

describe("the rescue file of a phone", () => {
  it("holds all that has no acuse, refused ones too, the same bytes each time and without a password (ET 6.5)", async () => {
    const ids = await captar(3)
    await anotarRechazo(ids[1] ?? "", { code: "x", titulo: "", que_hacer: "", numeral: "", firmado: null })
    sesion.bloquear()

    const [uno, otro] = [await hacerRescate([sesion.boveda]), await hacerRescate([sesion.boveda])]

    expect(uno.ids).toEqual([...ids].sort())
    expect([uno.hasta, uno.danados]).toEqual([3, 0])
    expect(Buffer.from(await uno.archivo.arrayBuffer())).toEqual(Buffer.from(await otro.archivo.arrayBuffer()))
  })

  it("shows nobody: what is in it was sealed or signed already (ET 5.13)", async () => {
    await captar(1)
    const bytes = Buffer.from(await (await hacerRescate([sesion.boveda])).archivo.arrayBuffer())

    for (const secreto of ["123456789", "IDMEX", "Pilar"]) expect(bytes.includes(secreto)).toBe(false)
  })

  it("is remembered only once it left, with when and up to which consecutivo", async () => {
    await captar(2)
    expect(await porRescatar([sesion.boveda])).toMatchObject({ registros: 2, sinRescatar: 2, hecho: null })
    await anotarRescate((await hacerRescate([sesion.boveda])).ids, AHORA)
    await captar(1)

    expect(await porRescatar([sesion.boveda])).toMatchObject({ registros: 3, sinRescatar: 1, hecho: { en: new Date(AHORA).toISOString(), hasta: 2 } })
  })

  it("leaves out a record that the disk changed, and says so", async () => {
    const [id = ""] = await captar(2)
    const { escribir } = await import("../../src/almacen/base.ts")
    await escribir(["paquetes"], async (tx) => void (await tx.objectStore("paquetes").put(new ArrayBuffer(9), id)))

    expect(await hacerRescate([sesion.boveda])).toMatchObject({ danados: 1, hasta: 2 })
  })

  it("of a phone with nothing waiting has no record", async () => {
    expect((await hacerRescate([sesion.boveda])).archivo.size).toBe(16 + 37)
  })
})

describe("receipts that come by hand", () => {
  it("erase what they are of, once, and say what was already erased (ET 6.5)", async () => {
    await captar(2)
    const acuses = (await pendientes(sesion.boveda)).map(({ sobre }) => servidor.acuse(sobre))

    expect(await tomarAcuses(acuses, SIN_PALABRAS)).toEqual({ recibidos: 2, yaEstaban: 0, noRecibidos: 0, ajenos: 0 })
    expect(await tomarAcuses(acuses, SIN_PALABRAS)).toEqual({ recibidos: 0, yaEstaban: 2, noRecibidos: 0, ajenos: 0 })
    expect(await contadores(sesion.boveda)).toMatchObject({ guardados: 0, conAcuse: 2 })
  })

  it("erase nothing when false, of another record, or of another phone", async () => {
    await captar(1)
    const { sobre } = await primero()
    const falsos = [
      servidor.acuse(sobre, {}, HORA),
      servidor.acuse(sobre, { codigo_integridad: "0".repeat(64) }),
      servidor.acuse(sobre, { id: "0193b0c0-9999-7222-8333-444455556666" }),
      "a.b.c",
      "",
    ]

    expect(await tomarAcuses(falsos, SIN_PALABRAS)).toEqual({ recibidos: 0, yaEstaban: 0, noRecibidos: 0, ajenos: 5 })
    expect(await contadores(sesion.boveda)).toMatchObject({ guardados: 1, conAcuse: 0 })
  })

  it("that are signed refusals are kept with the record, which stays (ET 6.6)", async () => {
    await captar(1)
    const { sobre } = await primero()
    const { id, folio, codigo_integridad } = carga(sobre)
    const negada = firmar({ id, folio, codigo_integridad, code: "sobre-tarde", numeral: "ET 6.6", momento: "2026-12-09T20:05:07.123Z" }, "rubrica-rechazo+jws", ACUSE)

    expect(await tomarAcuses([negada], SIN_PALABRAS)).toMatchObject({ noRecibidos: 1 })
    expect((await rechazados(sesion.boveda))[0]?.motivo).toMatchObject({ code: "sobre-tarde", numeral: "ET 6.6", firmado: negada })
    expect((await hacerRescate([sesion.boveda])).ids).toEqual([id])
  })
})

describe("another password", () => {
  it("opens the same key, and the one before opens nothing (ET 4.6)", async () => {
    await captar(1)
    const abierta = await cambiarContrasena(sesion.boveda, CONTRASENA, NUEVA)
    await captar(1, abierta)

    expect(await codigoDe(abrirBoveda(CONTRASENA, sesion.boveda))).toBe("contrasena-incorrecta")
    const kids = (await pendientes(sesion.boveda)).map(({ sobre }) => cabeceraDe(sobre).kid)
    expect(new Set(kids).size).toBe(1)
  })

  it("needs the one there is, and eight characters", async () => {
    expect(await codigoDe(cambiarContrasena(sesion.boveda, "no es esta", NUEVA))).toBe("contrasena-incorrecta")
    expect(await codigoDe(cambiarContrasena(sesion.boveda, CONTRASENA, "corta"))).toBe("contrasena-corta")
    expect(await codigoDe(abrirBoveda(CONTRASENA, sesion.boveda))).toBe("hecho")
  })
})

describe("a forgotten password", () => {
  it("makes another key for the same device; what waits stays and the chain goes on (ET 4.6)", async () => {
    await captar(3)
    const antes = await pendientes(sesion.boveda)
    let pedido: PorRestablecer | undefined

    const nueva = await restablecer(sesion.boveda, NUEVA, (que) => ((pedido = que), kidDe(que)))

    expect(pedido).toMatchObject({ auxiliar: "0153", proceso: "OAX26", hastaConsecutivo: 3 })
    expect((await pendientes(sesion.boveda)).map(({ sobre }) => sobre)).toEqual(antes.map(({ sobre }) => sobre))
    await captar(1, nueva)
    const ultimo = (await pendientes(sesion.boveda)).at(-1)
    expect(cabeceraDe(ultimo?.sobre ?? "").kid).not.toBe(cabeceraDe(antes[0]?.sobre ?? "").kid)
    expect(JSON.parse(Buffer.from(ultimo?.sobre.split(".")[1] ?? "", "base64url").toString())).toMatchObject({ consecutivo: 4 })
    expect(await codigoDe(abrirBoveda(CONTRASENA, sesion.boveda))).toBe("contrasena-incorrecta")
    expect(await codigoDe(abrirBoveda(NUEVA, sesion.boveda))).toBe("hecho")
  })

  it("leaves nothing to whoever had the phone open before (ET 4.6)", async () => {
    await restablecer(sesion.boveda, NUEVA, kidDe)

    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("sin-boveda")
  })

  it("cut off in the middle seals nothing until it is known which key serves", async () => {
    const pedidos: string[] = []
    const cortado = async (que: PorRestablecer): Promise<string> => {
      pedidos.push(await kidDe(que))
      throw new Error("corte")
    }
    await restablecer(sesion.boveda, NUEVA, cortado).catch(() => undefined)

    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("cambio-a-medias")
    expect(await codigoDe(abrirBoveda(CONTRASENA, sesion.boveda))).toBe("cambio-a-medias")
    expect(await resolverCambio(sesion.boveda, "ninguna de las dos")).toBe(false)
    await restablecer(sesion.boveda, NUEVA, cortado).catch(() => undefined)
    expect(new Set(pedidos).size).toBe(1)
    expect(await resolverCambio(sesion.boveda, pedidos[0] ?? "")).toBe(true)
    expect(await codigoDe(abrirBoveda(NUEVA, sesion.boveda))).toBe("hecho")
  })

  it("that the server refused leaves the password of before", async () => {
    await captar(1)
    const { kid } = cabeceraDe((await primero()).sobre)
    await restablecer(sesion.boveda, NUEVA, () => Promise.reject(new Error("codigo-incorrecto"))).catch(() => undefined)

    expect(await resolverCambio(sesion.boveda, kid)).toBe(true)
    expect(await codigoDe(abrirBoveda(CONTRASENA, sesion.boveda))).toBe("hecho")
    expect(await codigoDe(sesion.sellarYGuardar(REGISTRO, "apoyo"))).toBe("hecho")
  })

  it("of a device given up is not made again (ET 4.9)", async () => {
    await anotarBaja(sesion.boveda)

    expect(await codigoDe(restablecer(sesion.boveda, NUEVA, kidDe))).toBe("dispositivo-de-baja")
  })
})

describe("a phone of several people", () => {
  it("keeps a vault for each: neither opens, counts nor lists the other's", async () => {
    await captar(2)
    const otra = await enrolar("abierta", "la clave de otra persona")
    await captar(1, otra)

    expect(await codigoDe(abrirBoveda(CONTRASENA, otra.boveda))).toBe("contrasena-incorrecta")
    expect([await contadores(sesion.boveda), await contadores(otra.boveda)].map((c) => c.guardados)).toEqual([2, 1])
    expect((await hacerRescate([otra.boveda])).ids).toHaveLength(1)
    expect((await hacerRescate([sesion.boveda, otra.boveda])).ids).toHaveLength(3)
  })
})

describe("a vault that its owner takes off the phone", () => {
  it("leaves only after the baja, with nothing waiting (ET 4.9)", async () => {
    await captar(1)
    expect(await codigoDe(olvidarBoveda(sesion))).toBe("quedan-registros")
    await anotarBaja(sesion.boveda)
    expect(await codigoDe(olvidarBoveda(sesion))).toBe("quedan-registros")
    await tomarAcuses((await pendientes(sesion.boveda)).map(({ sobre }) => servidor.acuse(sobre)), SIN_PALABRAS)

    await olvidarBoveda(sesion)

    expect(await bovedas()).toEqual([])
    expect(sesion.abierta).toBe(false)
  })

  it("keeps what was refused until it is in a rescue file", async () => {
    const [id = ""] = await captar(1)
    await anotarRechazo(id, { code: "x", titulo: "", que_hacer: "", numeral: "", firmado: null })
    await anotarBaja(sesion.boveda)
    expect(await codigoDe(olvidarBoveda(sesion))).toBe("quedan-registros")
    await anotarRescate([id], AHORA)

    expect(await codigoDe(olvidarBoveda(sesion))).toBe("hecho")
  })

  it("stays when locked: another person on the same phone erases nothing", async () => {
    await anotarBaja(sesion.boveda)
    sesion.bloquear()

    expect(await codigoDe(olvidarBoveda(sesion))).toBe("sin-boveda")
    expect(await bovedas()).toHaveLength(1)
  })
})
