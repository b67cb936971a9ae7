/** What the app weighs on the line, as the server hands it over: brotli where it is compressed. */

import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative } from "node:path"
import { beforeAll, expect, it } from "vitest"

const DIST = join(import.meta.dirname, "../dist")
const PRIMERA = 60_000
const TODO = 500_000
const CONTADOS = /\.(html|js|css|wasm|bin|woff2|webmanifest)$/

beforeAll(() => {
  execFileSync(join(import.meta.dirname, "../../tools/app"), { stdio: "inherit" })
}, 300_000)

function peso(archivo: string): number {
  const br = join(DIST, `${archivo}.br`)
  return statSync(existsSync(br) ? br : join(DIST, archivo)).size
}

function suma(archivos: readonly string[]): number {
  return archivos.reduce((total, archivo) => total + peso(archivo), 0)
}

function construidos(): string[] {
  return readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entrada) => entrada.isFile())
    .map((entrada) => relative(DIST, join(entrada.parentPath, entrada.name)))
    .filter((archivo) => CONTADOS.test(archivo))
}

/** What the first page names, and the face that its style names for plain Spanish. */
function primeraPantalla(): string[] {
  const pagina = readFileSync(join(DIST, "index.html"), "utf8")
  const nombrados = [...pagina.matchAll(/(?:src|href)="\/app\/([^"]+)"/g)].map(([, archivo = ""]) => archivo)
  const letra = construidos().filter((archivo) => /noto-sans-latin.*\.woff2$/.test(archivo))
  expect(letra).toHaveLength(1)
  return ["index.html", ...nombrados.filter((archivo) => !archivo.endsWith(".png")), ...letra]
}

it("the first screen comes in 60 KB", () => {
  expect(suma(primeraPantalla())).toBeLessThanOrEqual(PRIMERA)
})

it("code, wasm and fonts, all of them, come in 500 KB", () => {
  expect(construidos().some((archivo) => archivo.endsWith(".wasm"))).toBe(true)
  expect(suma(construidos())).toBeLessThanOrEqual(TODO)
})

const TRABAJADORES = ["sw.js", "trabajador.js"]

it.each(TRABAJADORES)("%s keeps every one of them, and nothing that is not there (ET 5.2)", (trabajador) => {
  const sw = readFileSync(join(DIST, trabajador), "utf8")
  const nombrados = new Set([...sw.matchAll(/\/app\/([^"'`,]*)/g)].map(([, archivo = ""]) => archivo || "index.html"))

  expect(construidos().filter((archivo) => !TRABAJADORES.includes(archivo) && !nombrados.has(archivo))).toEqual([])
  expect([...nombrados].filter((archivo) => !existsSync(join(DIST, archivo)))).toEqual([])
})
