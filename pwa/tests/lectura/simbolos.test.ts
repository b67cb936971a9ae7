/** The compiled reader: that it is the one its page says, and that it reads what a credential carries. */

import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import qrcode from "qrcode-generator"
import { beforeAll, describe, expect, it, vi } from "vitest"
import { arrancar, type Lector } from "../../src/lectura/simbolos.ts"
import lineales from "./simbolos.json"

const CARPETA = join(import.meta.dirname, "../../src/lectura")
const PUNTO = 3
const MARGEN = 24

interface Cuadro {
  readonly gris: Uint8Array
  readonly ancho: number
  readonly alto: number
}

let lector: Lector

/** How many times C++ has thrown. */
let lanzadas = 0

beforeAll(async () => {
  const instanciar = WebAssembly.instantiate as (m: WebAssembly.Module, i: WebAssembly.Imports) => Promise<WebAssembly.Instance>
  vi.spyOn(WebAssembly, "instantiate").mockImplementation(((modulo: WebAssembly.Module, importadas: WebAssembly.Imports) => {
    const env = { ...importadas["env"] }
    const lanzar = env["__cxa_throw"] as (...datos: number[]) => void
    env["__cxa_throw"] = (...datos: number[]) => {
      lanzadas++
      lanzar(...datos)
    }
    return instanciar(modulo, { env })
  }) as typeof WebAssembly.instantiate)
  lector = await arrancar(await WebAssembly.compile(readFileSync(join(CARPETA, "lector.wasm"))))
})

/** Draw `modulos`, each PUNTO pixels wide and `alto` tall, on a white sheet. */
function dibujar(modulos: readonly (readonly boolean[])[], alto = PUNTO): Cuadro {
  const [ancho, alturas] = [(modulos[0]?.length ?? 0) * PUNTO + 2 * MARGEN, modulos.length * alto + 2 * MARGEN]
  const gris = new Uint8Array(ancho * alturas).fill(255)
  modulos.forEach((renglon, j) => renglon.forEach((negro, i) => {
    if (!negro) return
    for (let y = 0; y < alto; y++) gris.fill(0, (MARGEN + j * alto + y) * ancho + MARGEN + i * PUNTO, (MARGEN + j * alto + y) * ancho + MARGEN + (i + 1) * PUNTO)
  }))
  return { gris, ancho, alto: alturas }
}

function leidos({ gris, ancho, alto }: Cuadro): string[] {
  return lector.leer(gris, ancho, alto).map(({ simbologia, bytes }) => `${simbologia} ${Buffer.from(bytes).toString("latin1")}`)
}

function qr(texto: string): Cuadro {
  const codigo = qrcode(4, "M")
  codigo.addData(texto, "Byte")
  codigo.make()
  const lado = codigo.getModuleCount()
  return dibujar(Array.from({ length: lado }, (_, y) => Array.from({ length: lado }, (_, x) => codigo.isDark(y, x))))
}

describe("the reader of codes", () => {
  it("is the one that its page tells, byte for byte", () => {
    const suma = createHash("sha256").update(readFileSync(join(CARPETA, "lector.wasm"))).digest("hex")
    expect(readFileSync(join(CARPETA, "LEAME.md"), "utf8")).toContain(`| SHA-256 de lector.wasm | ${suma} |`)
  })

  it("ET 5.8 reads the bar code, the PDF417 and the QR of a credential", () => {
    for (const [simbologia, { texto, renglones, alto }] of Object.entries(lineales)) {
      const modulos = renglones.map((renglon) => [...renglon].map((m) => m === "1"))
      expect(leidos(dibujar(modulos, simbologia === "Code128" ? 60 : alto * PUNTO))).toEqual([`${simbologia} ${texto}`])
    }
    expect(leidos(qr("\x00\xff opaco"))).toEqual(["QRCode \x00\xff opaco"])
  })

  it("goes on after what C++ throws: a patch of a photograph that looks like a QR and is none", () => {
    const lado = 96
    const gris = gunzipSync(readFileSync(join(import.meta.dirname, "falso-qr.gris.gz")))

    expect(lector.leer(gris, lado, lado)).toEqual([])
    expect(lanzadas).toBe(1)
    expect(leidos(qr("y sigue"))).toEqual(["QRCode y sigue"])
  })

  it("reads nothing in a blank sheet, and a thousand times over in the same memory", () => {
    const hoja = dibujar([Array<boolean>(40).fill(false)], 120)
    for (let i = 0; i < 1000; i++) expect(lector.leer(hoja.gris, hoja.ancho, hoja.alto)).toEqual([])
  })
})
