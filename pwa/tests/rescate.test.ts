/** The rescue file that the app writes, read by the page that delivers it; vectors/rescate is Python's too. */

import { createHash } from "node:crypto"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { unir, utf8 } from "../src/core/bytes.ts"
import { Escritor, INICIO, leerAcuses } from "../src/core/rescate.ts"
import { vector } from "./alambre.ts"

interface Leido {
  readonly sobre: string
  readonly paquete: Uint8Array
  readonly integro: boolean
}

interface Pagina {
  readonly recorrer: (archivo: Blob) => Promise<{ registros: unknown[]; causa: string }>
  readonly leer: (archivo: Blob, cual: unknown) => Promise<Leido>
}

const PAGINA = new URL("../../server/rubrica/recepcion/static/recepcion/rescate/archivo.js", import.meta.url).href
const { recorrer, leer } = (await import(/* @vite-ignore */ PAGINA)) as Pagina

interface Caso {
  readonly nombre: string
  readonly archivo: string
  readonly causa: string
  readonly registros: readonly { sobre: string; paquete: string; integro: boolean }[]
}

const CASOS = [...vector<Caso[]>("rescate/python.json"), ...vector<Caso[]>("rescate/typescript.json")]

function escribir(registros: readonly { sobre: string; paquete: Uint8Array<ArrayBuffer> }[]): Blob {
  const escritor = new Escritor()
  const partes = registros.flatMap(({ sobre, paquete }) => [escritor.cabeza(utf8(sobre), paquete), utf8(sobre), paquete])
  return new Blob([unir(INICIO, ...partes, escritor.cierre())])
}

async function leerTodo(archivo: Blob): Promise<{ leidos: Leido[]; causa: string }> {
  const { registros, causa } = await recorrer(archivo)
  const leidos: Leido[] = []
  for (const registro of registros) leidos.push(await leer(archivo, registro))
  return { leidos, causa }
}

const SOBRE = utf8("a.b.c")
const ENORME = new Uint8Array(4 * 1024 * 1024)

/** Return a file of so many records of 4 MiB that nobody holds, and how long each piece read of it was. */
function virtual(cuantos: number): { archivo: Blob; leidos: number[] } {
  const cabeza = new Escritor().cabeza(SOBRE, ENORME)
  const registro = unir(cabeza, SOBRE, ENORME)
  const cinco = Buffer.alloc(5)
  cinco.writeUInt32BE(cuantos, 1)
  const orden = createHash("sha256").update(INICIO)
  for (let n = 0; n < cuantos; n++) orden.update(cabeza)
  const fin = unir(cinco, orden.update(cinco).digest())
  const alCierre = INICIO.length + cuantos * registro.length
  const leidos: number[] = []
  const slice = (en: number, hasta: number): Blob => {
    const pedido = Math.min(hasta, alCierre + fin.length) - en
    leidos.push(pedido)
    if (en < INICIO.length) return new Blob([INICIO.slice(en, hasta)])
    if (en >= alCierre) return new Blob([fin.slice(en - alCierre, hasta - alCierre)])
    const desde = (en - INICIO.length) % registro.length
    return new Blob([registro.slice(desde, desde + pedido)])
  }
  return { archivo: { size: alCierre + fin.length, slice } as unknown as Blob, leidos }
}

const jws = fc.stringMatching(/^[\w-]{1,30}$/)
const lista = fc.array(fc.record({ sobre: jws, paquete: fc.uint8Array({ minLength: 1, maxLength: 300 }) }), { maxLength: 6 })

describe("a rescue file", () => {
  it.each(CASOS)("is read by the page as by Python, $nombre (ET 6.5)", async ({ archivo, registros, causa }) => {
    const leido = await leerTodo(new Blob([Buffer.from(archivo, "base64")]))

    expect(leido.causa).toBe(causa)
    expect(leido.leidos.map(({ sobre, paquete, integro }) => ({ sobre, paquete: Buffer.from(paquete).toString("base64"), integro }))).toEqual(registros)
  })

  it("gives back every record that was put in it", async () => {
    await fc.assert(
      fc.asyncProperty(lista, async (registros) => {
        const { leidos, causa } = await leerTodo(escribir(registros.map((r) => ({ ...r, paquete: Uint8Array.from(r.paquete) }))))

        expect(causa).toBe("")
        expect(leidos).toEqual(registros.map(({ sobre, paquete }) => ({ sobre, paquete: Uint8Array.from(paquete), integro: true })))
      }),
      { numRuns: 50 },
    )
  })

  it("of 8 GB is walked without reading more than its heads, and each record by itself", async () => {
    const { archivo, leidos } = virtual(2000)

    const { registros, causa } = await recorrer(archivo)

    expect([registros.length, causa]).toEqual([2000, ""])
    expect(Math.max(...leidos)).toBeLessThan(64)
    leidos.length = 0
    expect((await leer(archivo, registros[1999])).integro).toBe(true)
    expect(Math.max(...leidos)).toBe(SOBRE.length + ENORME.length)
  })

  it("is written the same each time", async () => {
    const registros = [{ sobre: "a.b.c", paquete: Uint8Array.of(1, 2, 3) }]

    expect(new Uint8Array(await escribir(registros).arrayBuffer())).toEqual(new Uint8Array(await escribir(registros).arrayBuffer()))
  })
})

describe("a file of receipts", () => {
  it("is a line that says what it is, and a JWS a line", () => {
    expect(leerAcuses("rubrica-acuses1\r\na.b.c\n\nd.e.f\n")).toEqual(["a.b.c", "d.e.f"])
  })

  it.each(["", "a.b.c", "rubrica-acuses2\na.b.c", "%PDF-1.7"])("is nothing else: %j", (texto) => {
    expect(leerAcuses(texto)).toBeUndefined()
  })
})
