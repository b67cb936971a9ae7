/**
 * What an older version left on a phone, as its own code wrote it (tests/versiones): this one reads it,
 * sends what waits, each once, and erases it. A version that changes the shape of the almacén adds its file.
 */

import "fake-indexeddb/auto"
import { readdirSync, readFileSync } from "node:fs"
import { afterEach, describe, expect, it, vi } from "vitest"
import { escribir, leer, type FilaDeBoveda, type FilaDeRegistro } from "../src/almacen/base.ts"
import { abrirBoveda, bovedas, contadores } from "../src/almacen/index.ts"
import { anotarProbada } from "../src/almacen/pruebas.ts"
import { enviar } from "../src/envio/index.ts"
import { REGISTRO } from "./alambre.ts"
import { CONTRASENA, telefonoNuevo } from "./bovedas.ts"
import { Servidor } from "./servidor.ts"

vi.setConfig({ testTimeout: 60_000 })

declare const __VERSION__: string

const CARPETA = new URL("versiones/", import.meta.url)

interface Foto {
  readonly bovedas: readonly FilaDeBoveda[]
  readonly registros: readonly FilaDeRegistro[]
  readonly paquetes: readonly (readonly [string, ArrayBuffer])[]
}

function deBase64(_: string, valor: unknown): unknown {
  const texto = (valor as { base64?: unknown } | null)?.base64
  return typeof texto === "string" ? Uint8Array.from(Buffer.from(texto, "base64")).buffer : valor
}

async function restaurar(archivo: string): Promise<string> {
  const foto = JSON.parse(readFileSync(new URL(archivo, CARPETA), "utf8"), deBase64) as Foto
  await telefonoNuevo()
  await escribir(["bovedas", "registros", "paquetes"], async (tx) => {
    for (const fila of foto.bovedas) await tx.objectStore("bovedas").put(fila)
    for (const fila of foto.registros) await tx.objectStore("registros").put(fila)
    for (const [id, bytes] of foto.paquetes) await tx.objectStore("paquetes").put(bytes, id)
  })
  return foto.bovedas[0]?.id ?? ""
}

afterEach(() => vi.unstubAllGlobals())

describe.each(readdirSync(CARPETA))("a phone left by %s", (archivo) => {
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

  it("opens with its password, and captures once this version is proved (ET 5.13)", async () => {
    const boveda = await restaurar(archivo)
    const sesion = await abrirBoveda(CONTRASENA, boveda)

    expect((await bovedas())[0]?.inscripcion).toMatchObject({ probada: false, vieja: false })
    await expect(sesion.sellarYGuardar(REGISTRO, "apoyo")).rejects.toMatchObject({ codigo: "version-sin-probar" })
    await anotarProbada(boveda, __VERSION__)
    expect((await sesion.sellarYGuardar(REGISTRO, "apoyo")).folio).toMatch(/-00003-/)
  })
})
