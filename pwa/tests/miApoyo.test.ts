import { beforeEach, describe, expect, it, vi } from "vitest"
import { ed25519 } from "@noble/curves/ed25519.js"
import { escribir, leer, type FilaDeBoveda } from "../src/almacen/base.ts"
import { abrirBoveda, bovedas, comprobantes, enMiApoyo, hacerRescate, MI_APOYO, pendientes, porRescatar, tomarAcuses } from "../src/almacen/index.ts"
import { anotarProbada, porProbar } from "../src/almacen/pruebas.ts"
import { anotarAcuse } from "../src/almacen/cola.ts"
import { dadoEn, elegirProceso, esLaRegistrada, fijarVinculo, leerOferta, llaveDeMiApoyo, porEntregar, anotarSolicitud, olvidarSolicitud, situacionDeMiApoyo, type Activado } from "../src/almacen/miApoyo.ts"
import { b64u } from "../src/core/bytes.ts"
import type { Contenido } from "../src/core/contenido.ts"
import { enviar } from "../src/envio/index.ts"
import { Servidor } from "./servidor.ts"
import { ACUSE, CONTRASENA, DISPOSITIVO, enrolar, firmar, HORA, MANIFIESTO, manifiesto, telefonoNuevo } from "./bovedas.ts"

declare const __VERSION__: string

const SERIE = "90012345"
const contenido = (): Contenido => ({
  modelo: "G", anverso: new Uint8Array([1]), reverso: new Uint8Array([2]), rostro: new Uint8Array([3]),
  firma: { ancho: 10, alto: 10, trazos: [[0, 1, 1]] }, codigos: [], claves: {}, posicion: null,
  manifiesto: { texto: "Apoyo.", version: 1 }, avisos_de_calidad: [],
})

async function activado(): Promise<Activado> {
  const { firmante } = await llaveDeMiApoyo()
  const [acuse, hora, deManifiesto] = [ACUSE, HORA, MANIFIESTO].map((s) => b64u(ed25519.getPublicKey(s))) as [string, string, string]
  return { kid: firmante.kid, dispositivo: DISPOSITIVO, auxiliar: SERIE, numero: 1, entidad: { clave: "20", nombre: "Oaxaca" }, llaves: { acuse, hora, manifiesto: deManifiesto } }
}

async function vincular(): Promise<void> {
  const dado = await activado()
  await anotarSolicitud("una", "123456789")
  await fijarVinculo(dado)
}

beforeEach(telefonoNuevo)

describe("the device key of Mi Apoyo (ET 7.25)", () => {
  it("is read back before it is used, cannot be taken out, and stays the same", async () => {
    const primera = await llaveDeMiApoyo()
    const guardada = await leer(["bovedas"], (tx) => tx.objectStore("bovedas").get(MI_APOYO))

    expect((await llaveDeMiApoyo()).firmante.kid).toBe(primera.firmante.kid)
    expect(guardada?.miApoyo?.llave.extractable).toBe(false)
    await expect(crypto.subtle.exportKey("pkcs8", guardada?.miApoyo?.llave as CryptoKey)).rejects.toThrow()
  })

  it("is refused where the engine gives back something that does not sign, and leaves nothing", async () => {
    const firmar = vi.spyOn(crypto.subtle, "sign").mockRejectedValue(new DOMException("null key", "InvalidAccessError"))
    await expect(llaveDeMiApoyo()).rejects.toMatchObject({ codigo: "llave-no-se-guarda" })
    firmar.mockRestore()

    expect(await situacionDeMiApoyo()).toBeUndefined()
  })

  it("is no auxiliar's vault: neither listed nor opened by a password", async () => {
    await vincular()
    await elegirProceso(manifiesto())

    expect(await bovedas()).toEqual([])
    await expect(abrirBoveda(CONTRASENA)).rejects.toMatchObject({ codigo: "sin-boveda" })
    await enrolar()
    expect((await bovedas()).map(({ boveda }) => boveda)).not.toContain(MI_APOYO)
  })
})

describe("the registration on the phone (ET 7.7 to 7.12)", () => {
  it("remembers the credential without keeping its CIC", async () => {
    await llaveDeMiApoyo()
    await anotarSolicitud("una", "123456789")
    const fila = await leer(["bovedas"], (tx) => tx.objectStore("bovedas").get(MI_APOYO))

    expect(await esLaRegistrada("123456789")).toBe(true)
    expect(await esLaRegistrada("987654321")).toBe(false)
    expect(JSON.stringify({ ...fila, persona: new Uint8Array(fila?.miApoyo?.persona as ArrayBuffer) })).not.toContain("123456789")
  })

  it("asks again as often as it wants until it is bonded, and never after", async () => {
    await llaveDeMiApoyo()
    await anotarSolicitud("una", "123456789")
    await olvidarSolicitud()
    expect(await situacionDeMiApoyo()).toEqual({ solicitud: null, vinculo: null })

    await vincular()
    await olvidarSolicitud()
    expect((await situacionDeMiApoyo())?.vinculo?.auxiliar).toBe(SERIE)
  })

  it("pins nothing that answers for another key", async () => {
    const dado = await activado()

    await expect(fijarVinculo({ ...dado, kid: "x".repeat(43) })).rejects.toMatchObject({ codigo: "manifiesto-ajeno" })
  })

  it("takes no process that the pinned key did not sign", async () => {
    await vincular()
    const { vinculo } = (await situacionDeMiApoyo()) ?? {}
    const ajeno = firmar({ proceso: "OAX26" }, "rubrica-manifiesto+jws", ACUSE)

    expect(vinculo && leerOferta(manifiesto(), vinculo).proceso).toBe("OAX26")
    await expect(elegirProceso(ajeno)).rejects.toMatchObject({ codigo: "manifiesto-ajeno" })
    await expect(elegirProceso("a.b.c")).rejects.toMatchObject({ codigo: "manifiesto-ajeno" })
  })
})

describe("one's own support (ET 7.19 to 7.23)", () => {
  it("is sealed under the series of Mi Apoyo, sent later, and erased with its acuse", async () => {
    await vincular()
    const { folio } = await (await elegirProceso(manifiesto())).sellarYGuardar(contenido(), "apoyo")
    const [pendiente] = await pendientes(MI_APOYO)

    expect(folio).toMatch(/^OAX26-90012345-1-00001-/)
    expect((await dadoEn("OAX26"))?.estado).toBe("guardado")
    const { id, codigoIntegridad } = pendiente as NonNullable<typeof pendiente>
    const carga = { id, folio, proceso: "OAX26", codigo_integridad: codigoIntegridad, recibido_en: "2026-11-23T20:05:07.123Z" }
    expect(await anotarAcuse(MI_APOYO, pendiente as NonNullable<typeof pendiente>, firmar(carga, "rubrica-acuse+jws", ACUSE))).toBe(true)
    expect(await leer(["paquetes"], (tx) => tx.objectStore("paquetes").count())).toBe(0)
    expect((await dadoEn("OAX26"))?.estado).toBe("acusado")
  })

  it("what waits is listed without network, and leaves the list with its acuse (ET 7.20)", async () => {
    const servidor = new Servidor()
    vi.stubGlobal("fetch", servidor.fetch)
    await vincular()
    const { folio } = await (await elegirProceso(manifiesto())).sellarYGuardar(contenido(), "apoyo")

    expect((await porEntregar()).map((c) => c.folio)).toEqual([folio])
    await enviar(MI_APOYO)
    expect(await porEntregar()).toEqual([])
    vi.unstubAllGlobals()
  })

  it("is one for each process, and the chain of the device goes on from one to the next", async () => {
    await vincular()
    await (await elegirProceso(manifiesto())).sellarYGuardar(contenido(), "apoyo")
    await (await elegirProceso(manifiesto({ proceso: "OAX27" }))).sellarYGuardar(contenido(), "apoyo")

    expect(await dadoEn("OAX28")).toBeUndefined()
    expect((await comprobantes(MI_APOYO)).map(({ folio }) => folio.slice(0, 24))).toEqual(["OAX27-90012345-1-00002-", "OAX26-90012345-1-00001-"].map((f) => expect.stringContaining(f) as string))
  })
})

describe("the rescue file of a citizen (ET 7.20)", () => {
  it("holds what she gave to each process, and its receipts erase it, once", async () => {
    await vincular()
    await (await elegirProceso(manifiesto())).sellarYGuardar(contenido(), "apoyo")
    await (await elegirProceso(manifiesto({ proceso: "OAX27" }))).sellarYGuardar(contenido(), "apoyo")
    const [uno, otro] = [await hacerRescate([MI_APOYO]), await hacerRescate([MI_APOYO])]

    expect(await porRescatar([MI_APOYO])).toMatchObject({ registros: 2, procesos: ["OAX26", "OAX27"] })
    expect(Buffer.from(await uno.archivo.arrayBuffer())).toEqual(Buffer.from(await otro.archivo.arrayBuffer()))
    const acuses = (await pendientes(MI_APOYO)).map(({ id, folio, codigoIntegridad }) =>
      firmar({ id, folio, proceso: folio.slice(0, 5), codigo_integridad: codigoIntegridad, recibido_en: "2026-11-23T20:05:07.123Z" }, "rubrica-acuse+jws", ACUSE))
    const palabras = () => ({ titulo: "", que_hacer: "" })
    expect(await tomarAcuses(acuses, palabras)).toMatchObject({ recibidos: 2, ajenos: 0 })
    expect(await tomarAcuses(acuses, palabras)).toMatchObject({ recibidos: 0, yaEstaban: 2 })
    expect(await leer(["paquetes"], (tx) => tx.objectStore("paquetes").count())).toBe(0)
  })

  it("is of her own vault, known once a process was chosen in it", async () => {
    expect(await enMiApoyo()).toBeNull()
    await vincular()
    await elegirProceso(manifiesto())

    expect(await enMiApoyo()).toMatchObject({ proceso: "OAX26", auxiliar: SERIE, numero: 1 })
  })
})

describe("a new version on a citizen's phone (ET 7.19)", () => {
  const VIEJA = "0.0.1"
  /** Leave the vault as an older version did; before 0.3 it did not say which version had sealed the request. */
  async function deUnaAnterior(cambio: Partial<NonNullable<FilaDeBoveda["enrolada"]>>): Promise<void> {
    await escribir(["bovedas"], async (tx) => {
      const fila = await tx.objectStore("bovedas").get(MI_APOYO)
      if (!fila?.enrolada) throw new Error("no vault")
      await tx.objectStore("bovedas").put({ ...fila, enrolada: { ...fila.enrolada, ...cambio } })
    })
  }

  it("may capture where the server opened what it sealed to ask for the code", async () => {
    await vincular()
    await elegirProceso(manifiesto())

    expect(await porProbar(__VERSION__)).toEqual([])
    expect((await enMiApoyo())?.probada).toBe(true)
  })

  it("captures nothing that was not proved, and choosing a process proves nothing", async () => {
    await vincular()
    await elegirProceso(manifiesto())
    await deUnaAnterior({ probadas: [VIEJA] })
    const sesion = await elegirProceso(manifiesto({ proceso: "OAX27" }))

    await expect(sesion.sellarYGuardar(contenido(), "apoyo")).rejects.toMatchObject({ codigo: "version-sin-probar" })
    expect((await porProbar(__VERSION__)).map(({ boveda }) => boveda)).toEqual([MI_APOYO])
    await anotarProbada(MI_APOYO, __VERSION__)
    expect((await sesion.sellarYGuardar(contenido(), "apoyo")).folio).toMatch(/^OAX27-/)
  })

  it("of a phone that asked before it was written down with which version, is proved before it captures", async () => {
    await vincular()
    await escribir(["bovedas"], async (tx) => {
      const fila = await tx.objectStore("bovedas").get(MI_APOYO)
      if (!fila?.miApoyo) throw new Error("no vault")
      const { selladaCon: _s, ...antes } = fila.miApoyo
      await tx.objectStore("bovedas").put({ ...fila, miApoyo: antes })
    })
    await elegirProceso(manifiesto())

    expect((await enMiApoyo())?.probada).toBe(false)
  })

  it("sends what an older one had sealed, and keeps nothing", async () => {
    const servidor = new Servidor()
    vi.stubGlobal("fetch", servidor.fetch)
    await vincular()
    await (await elegirProceso(manifiesto())).sellarYGuardar(contenido(), "apoyo")
    await deUnaAnterior({ probadas: [VIEJA] })

    expect(await enviar(MI_APOYO)).toMatchObject({ recibidos: 1, detenido: null })
    expect(await enviar(MI_APOYO)).toMatchObject({ recibidos: 0 })
    expect(await leer(["paquetes"], (tx) => tx.objectStore("paquetes").count())).toBe(0)
    vi.unstubAllGlobals()
  })
})
