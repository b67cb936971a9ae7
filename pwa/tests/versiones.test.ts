/**
 * What an older version left on a phone, as its own code wrote it (vectors/almacen): this one opens it,
 * sends what waits, each once, goes on with its chain and erases it. A version that changes the shape of
 * the almacén raises its number, migrates, and adds its file; a test here fails until it has.
 */

import "fake-indexeddb/auto"
import { readdirSync, readFileSync } from "node:fs"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { escribir, leer, NOMBRE, type FilaDeBoveda, type FilaDeRegistro } from "../src/almacen/base.ts"
import { anotarRechazo } from "../src/almacen/cola.ts"
import { guardarFicha } from "../src/almacen/consulta.ts"
import { abrirBoveda, anotarRescate, bovedas, contadores, hacerRescate, pendientes } from "../src/almacen/index.ts"
import { anotarProbada } from "../src/almacen/pruebas.ts"
import { cargaDe } from "../src/core/jws.ts"
import { resumen } from "../src/core/sobre.ts"
import { enviar } from "../src/envio/index.ts"
import { abrir, REGISTRO, VECTORES } from "./alambre.ts"
import { CONTRASENA, enrolar, ficha, PROCESO_PRIVADA, telefonoNuevo } from "./bovedas.ts"
import { Servidor } from "./servidor.ts"

vi.setConfig({ testTimeout: 60_000 })

declare const __VERSION__: string

const CARPETA = new URL("almacen/", VECTORES)
const ESQUEMA = "esquema.json"
const FOTOS = readdirSync(CARPETA).filter((archivo) => archivo !== ESQUEMA)

type Tiendas = Readonly<Record<string, { readonly llave: string | null; readonly indices: Readonly<Record<string, string>> }>>

interface Foto {
  readonly esquema: number
  readonly tiendas: Tiendas
  readonly bovedas: readonly FilaDeBoveda[]
  readonly registros: readonly FilaDeRegistro[]
  readonly paquetes: readonly (readonly [string, ArrayBuffer])[]
}

function deBase64(_: string, valor: unknown): unknown {
  const texto = (valor as { base64?: unknown } | null)?.base64
  return typeof texto === "string" ? Uint8Array.from(Buffer.from(texto, "base64")).buffer : valor
}

function foto(archivo: string): Foto {
  return JSON.parse(readFileSync(new URL(archivo, CARPETA), "utf8"), deBase64) as Foto
}

/** Make the database as that version made it, without a line of today's code. */
function crear({ esquema, tiendas, ...filas }: Foto): Promise<void> {
  return new Promise((bien, mal) => {
    const pedido = indexedDB.open(NOMBRE, esquema)
    pedido.onerror = () => mal(new Error("not made"))
    pedido.onupgradeneeded = () => {
      for (const [nombre, { llave, indices }] of Object.entries(tiendas)) {
        const tienda = pedido.result.createObjectStore(nombre, llave === null ? {} : { keyPath: llave })
        for (const [indice, campo] of Object.entries(indices)) tienda.createIndex(indice, campo)
      }
      const de = (nombre: string): IDBObjectStore => pedido.transaction!.objectStore(nombre)
      for (const fila of filas.bovedas) de("bovedas").put(fila)
      for (const fila of filas.registros) de("registros").put(fila)
      for (const [id, bytes] of filas.paquetes) de("paquetes").put(bytes, id)
    }
    pedido.onsuccess = () => {
      pedido.result.close()
      bien()
    }
  })
}

async function restaurar(archivo: string): Promise<string> {
  await telefonoNuevo()
  await crear(foto(archivo))
  return foto(archivo).bovedas[0]?.id ?? ""
}

type Datos = Parameters<typeof abrir>[1]
const datosDe = (sobre: string): Datos => JSON.parse(Buffer.from(cargaDe(sobre)).toString()) as Datos

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] })
  vi.setSystemTime(Date.UTC(2026, 10, 25, 20)) // within the period of the process that was captured for
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe.each(FOTOS)("a phone left by %s", (archivo) => {
  it("sends what waited, each once, and keeps no paquete (ET 6.2, 6.5)", async () => {
    const boveda = await restaurar(archivo)
    const servidor = new Servidor()
    vi.stubGlobal("fetch", servidor.fetch)

    expect(await enviar(boveda)).toMatchObject({ recibidos: 3, noRecibidos: 0, detenido: null })
    expect(await enviar(boveda)).toMatchObject({ recibidos: 0 })
    expect(await contadores(boveda)).toEqual({ guardados: 0, enviados: 0, conAcuse: 2, noRecibidos: 0 })
    expect(servidor.recibidos.size).toBe(3)
    expect(await leer(["paquetes"], (tx) => tx.objectStore("paquetes").count())).toBe(0)
  })

  it("sends the very bytes that were sealed, which open under the sobre of then (ET 5.13)", async () => {
    const boveda = await restaurar(archivo)
    const sobres = (await pendientes(boveda)).map(({ sobre }) => sobre)
    const servidor = new Servidor()
    vi.stubGlobal("fetch", servidor.fetch)
    await enviar(boveda)

    expect([...servidor.recibidos.values()].map((b) => b.toString("base64")).sort()).toEqual(foto(archivo).paquetes.map(([, b]) => Buffer.from(b).toString("base64")).sort())
    for (const sobre of sobres) {
      const datos = datosDe(sobre)
      expect(await abrir(new Uint8Array(servidor.recibidos.get(datos.id)!), datos, PROCESO_PRIVADA)).toMatchObject({ modelo: expect.any(String) as string })
    }
  })

  it("opens with its password, and captures once this version is proved (ET 5.13)", async () => {
    const boveda = await restaurar(archivo)
    const sesion = await abrirBoveda(CONTRASENA, boveda)

    expect((await bovedas())[0]?.inscripcion).toMatchObject({ probada: false, vieja: false })
    await expect(sesion.sellarYGuardar(REGISTRO, "apoyo")).rejects.toMatchObject({ codigo: "version-sin-probar" })
    await anotarProbada(boveda, __VERSION__)
    expect((await sesion.sellarYGuardar(REGISTRO, "apoyo")).folio).toMatch(/-00003-/)
  })

  it("goes on with its chain: the next record names the last of the old version, sent or not", async () => {
    const boveda = await restaurar(archivo)
    const sobres = (await pendientes(boveda)).map(({ sobre }) => sobre)
    vi.stubGlobal("fetch", new Servidor().fetch)
    await enviar(boveda)
    await anotarProbada(boveda, __VERSION__)
    await (await abrirBoveda(CONTRASENA, boveda)).sellarYGuardar(REGISTRO, "apoyo")

    const cadena = [...sobres, (await pendientes(boveda))[0]?.sobre ?? ""]
    expect(cadena.map((s) => datosDe(s).consecutivo)).toEqual([0, 1, 2, 3])
    expect(cadena.map((s) => datosDe(s).anterior)).toEqual([null, ...cadena.slice(0, -1).map(resumen)])
  })

  it("leaves in a rescue file, whole (ET 6.5)", async () => {
    const boveda = await restaurar(archivo)

    expect(await hacerRescate([boveda])).toMatchObject({ danados: 0, hasta: 2 })
  })
})

/** The kinds of what is kept, by name; of a union, each of them. */
function forma(valor: unknown): unknown {
  if (valor instanceof ArrayBuffer) return "bytes"
  if (Array.isArray(valor)) return [...new Set(valor.map((uno) => JSON.stringify(forma(uno))))].sort()
  if (typeof valor !== "object" || valor === null) return valor === null ? "null" : typeof valor
  return Object.fromEntries(Object.entries(valor).sort().map(([nombre, suyo]) => [nombre, forma(suyo)]))
}

/** Return the shape of the database that this version makes, filled with a row of each kind. */
async function esquemaDeHoy(): Promise<object> {
  const [version, tiendas] = await escribir(["bovedas", "registros", "paquetes"], (tx) => {
    const nombres = [...tx.objectStoreNames]
    const descripcion = nombres.map((nombre) => {
      const { keyPath, indexNames } = tx.objectStore(nombre as "registros")
      const indices = [...indexNames].map((indice) => [indice, tx.objectStore("registros").index(indice).keyPath])
      return [nombre, { llave: keyPath, indices: Object.fromEntries(indices) as object }]
    })
    return Promise.resolve([tx.db.version, Object.fromEntries(descripcion) as object] as const)
  })
  const [suyas, registros, paquetes] = await leer(["bovedas", "registros", "paquetes"], (tx) =>
    Promise.all([tx.objectStore("bovedas").getAll(), tx.objectStore("registros").getAll(), tx.objectStore("paquetes").getAll()]),
  )
  return { version, tiendas, filas: { bovedas: forma(suyas), registros: forma(registros), paquetes: forma(paquetes) } }
}

describe("the shape of the almacén", () => {
  it("is the one written down: whoever changes it raises its number, migrates and adds a photograph", async () => {
    await telefonoNuevo()
    const sesion = await enrolar()
    await guardarFicha(sesion.boveda, ficha(), Date.now())
    await sesion.sellarYGuardar(REGISTRO, "alta")
    vi.stubGlobal("fetch", new Servidor().fetch)
    await enviar(sesion.boveda)
    const ids = [await sesion.sellarYGuardar(REGISTRO, "apoyo"), await sesion.sellarYGuardar(REGISTRO, "apoyo")].map(({ id }) => id)
    await anotarRechazo(ids[0] ?? "", { code: "x", titulo: "", que_hacer: "", numeral: "", firmado: null })
    await anotarRescate([ids[1] ?? ""], Date.now())

    await expect(`${JSON.stringify(await esquemaDeHoy(), null, 1)}\n`).toMatchFileSnapshot(new URL(ESQUEMA, CARPETA).pathname)
  })

  it("has a photograph of every number that phones may still have", () => {
    const { version } = JSON.parse(readFileSync(new URL(ESQUEMA, CARPETA), "utf8")) as { version: number }
    const conFoto = new Set(FOTOS.map((archivo) => foto(archivo).esquema))

    expect([...conFoto].sort()).toEqual(Array.from({ length: version }, (_, i) => i + 1))
  })
})
