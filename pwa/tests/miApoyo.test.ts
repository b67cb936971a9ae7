import { beforeEach, describe, expect, it, vi } from "vitest"
import { ed25519 } from "@noble/curves/ed25519.js"
import { leer } from "../src/almacen/base.ts"
import { abrirBoveda, bovedas, comprobantes, MI_APOYO, pendientes } from "../src/almacen/index.ts"
import { anotarAcuse } from "../src/almacen/cola.ts"
import { dadoEn, elegirProceso, esLaRegistrada, fijarVinculo, leerOferta, llaveDeMiApoyo, anotarSolicitud, olvidarSolicitud, situacionDeMiApoyo, type Activado } from "../src/almacen/miApoyo.ts"
import { b64u } from "../src/core/bytes.ts"
import type { Contenido } from "../src/core/contenido.ts"
import { ACUSE, CONTRASENA, DISPOSITIVO, enrolar, firmar, HORA, MANIFIESTO, manifiesto, telefonoNuevo } from "./bovedas.ts"

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

  it("is one for each process, and the chain of the device goes on from one to the next", async () => {
    await vincular()
    await (await elegirProceso(manifiesto())).sellarYGuardar(contenido(), "apoyo")
    await (await elegirProceso(manifiesto({ proceso: "OAX27" }))).sellarYGuardar(contenido(), "apoyo")

    expect(await dadoEn("OAX28")).toBeUndefined()
    expect((await comprobantes(MI_APOYO)).map(({ folio }) => folio.slice(0, 24))).toEqual(["OAX27-90012345-1-00002-", "OAX26-90012345-1-00001-"].map((f) => expect.stringContaining(f) as string))
  })
})
