/** The rescue file that the app writes, read by the page that delivers it; vectors/rescate is Python's too. */

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
