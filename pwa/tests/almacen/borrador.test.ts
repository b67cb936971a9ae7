/** A capture that waits while the phone's own camera app is open (ADR 0117): only its owner opens it, and not for long. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { apartado as leerApartado, olvidarViejos } from "../../src/almacen/borrador.ts"
import { abrirBoveda, type Sesion } from "../../src/almacen/index.ts"
import { elegirProceso, fijarVinculo, llaveDeMiApoyo } from "../../src/almacen/miApoyo.ts"
import { utf8 } from "../../src/core/bytes.ts"
import { componer, leer, type Pausa } from "../../src/pantallas/captura/pausa.ts"
import { CONTRASENA, DISPOSITIVO, enrolamiento, enrolar, manifiesto, telefonoNuevo } from "../bovedas.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const MEDIA_HORA = 30 * 60_000
const CLARO = utf8("JIMÉNEZ GUTIÉRREZ OFELIA")
const MARCA = { version: "1", proceso: "OAX26", tipo: "apoyo" } as const
const foto = { jpeg: Uint8Array.of(255, 216, 1, 2), ancho: 1280, alto: 807, avisos: ["de-archivo" as const] }
const PAUSA: Pausa = { paso: "reverso", borrador: { modelo: "G", anverso: foto }, leidos: [{ simbologia: "QRCode", lado: "anverso", bytes: Uint8Array.of(7) }] }

let sesion: Sesion

beforeEach(async () => {
  await telefonoNuevo()
  sesion = await enrolar()
})
afterEach(() => void vi.restoreAllMocks())

/** Every byte of the database of captures half done, as whoever holds the phone finds it. */
async function enElDisco(): Promise<Buffer> {
  const db = await new Promise<IDBDatabase>((bien) => {
    const pedido = indexedDB.open("rubrica-borrador")
    pedido.onsuccess = () => bien(pedido.result)
  })
  const filas = await new Promise<{ iv: ArrayBuffer; cifrado: ArrayBuffer }[]>((bien) => {
    const pedido = db.transaction("borradores").objectStore("borradores").getAll()
    pedido.onsuccess = () => bien(pedido.result as never)
  })
  db.close()
  return Buffer.concat(filas.map(({ cifrado }) => Buffer.from(cifrado)))
}

describe("a capture half done", () => {
  it("comes back to who opens the vault again, though the page was ended meanwhile", async () => {
    await sesion.apartar(CLARO)
    sesion.bloquear()

    expect(await (await abrirBoveda(CONTRASENA)).apartado()).toEqual(CLARO)
  })

  it("shows nothing to who holds the phone, nor to another auxiliar on it (ET 5.13)", async () => {
    await sesion.apartar(CLARO)
    const otra = await enrolar("abierta", "otra contraseña")
    const cualquiera = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])

    expect((await enElDisco()).includes("OFELIA")).toBe(false)
    expect(await otra.apartado()).toBeUndefined()
    expect(await leerApartado(sesion.boveda, cualquiera, Date.now())).toBeUndefined()
  })

  it("is gone after half an hour, whoever asks, and from the disk when the app is next opened", async () => {
    await sesion.apartar(CLARO)
    await olvidarViejos(Date.now() + MEDIA_HORA - 10_000)
    expect(await sesion.apartado()).toEqual(CLARO)
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + MEDIA_HORA + 1)
    expect(await sesion.apartado()).toBeUndefined()
    await olvidarViejos(Date.now())

    expect(await enElDisco()).toHaveLength(0)
  })

  it("is erased when it is dropped, and a phone that never had one makes no database", async () => {
    await olvidarViejos(Date.now())
    expect(await sesion.apartado()).toBeUndefined()
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain("rubrica-borrador")
    await sesion.apartar(CLARO)
    await sesion.soltarApartado()

    expect(await enElDisco()).toHaveLength(0)
  })

  it("of a citizen comes back without a password, and to her vault alone (ET 7)", async () => {
    const { firmante } = await llaveDeMiApoyo()
    await fijarVinculo({ ...enrolamiento(firmante.kid), dispositivo: DISPOSITIVO, auxiliar: "M001", entidad: { clave: "20", nombre: "Oaxaca" } })
    const propia = await elegirProceso(manifiesto())
    await propia.apartar(CLARO)

    expect(await (await elegirProceso(manifiesto())).apartado()).toEqual(CLARO)
    expect(await sesion.apartado()).toBeUndefined()
  })
})

describe("what is taken up again", () => {
  it("is each part as it was", () => {
    expect(leer(componer(MARCA, PAUSA), MARCA)).toEqual(PAUSA)
  })

  it.each([{ version: "2" }, { proceso: "PUE26" }, { tipo: "alta" as const }])("is none of %o", (otra) => {
    expect(leer(componer(MARCA, PAUSA), { ...MARCA, ...otra })).toBeNull()
  })
})
