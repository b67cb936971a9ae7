/** One file of tokens for portal and app: the app uses its names and adds no colour of its own. */

import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"

const PWA = join(import.meta.dirname, "..")
const TOKENS = readFileSync(join(PWA, "../server/rubrica/static/rubrica/tokens.css"), "utf8")
const PROPIOS = join(PWA, "src/estilos")
const ESTILOS = [join(PWA, "src/estilos.css"), ...readdirSync(PROPIOS).map((nombre) => join(PROPIOS, nombre))].map((hoja) => readFileSync(hoja, "utf8")).join("\n")
const COLOR = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix)\(|:\s*(?:black|white|gray|grey|red|green|blue|orange|yellow)\b/gi

/** Return the value of a token in the light list, or in the last one, which is the dark. */
function token(nombre: string, cual: "claro" | "oscuro"): string | undefined {
  const valores = [...TOKENS.matchAll(new RegExp(`--${nombre}: ([^;]+);`, "g"))].map(([, valor]) => valor)
  return cual === "claro" ? valores[0] : valores.at(-1)
}

it("reads the tokens that the portal reads", () => {
  expect(ESTILOS).toMatch(/^@import "\.\.\/\.\.\/server\/rubrica\/static\/rubrica\/tokens\.css";/)
})

it("defines no colour of its own", () => {
  expect(ESTILOS.replace(/\/\*.*?\*\//gs, "").match(COLOR)).toBeNull()
  expect("a { color: #fff; background: rgb(0 0 0); border-color: white }".match(COLOR)).toHaveLength(3)
})

it("uses no token that is not there", () => {
  const propios = [...ESTILOS.matchAll(/^\s*--([\w-]+):/gm)].map(([, nombre]) => nombre)
  const definidos = new Set([...TOKENS.matchAll(/--([\w-]+):/g)].map(([, nombre]) => nombre).concat(propios))
  const usados = [...ESTILOS.matchAll(/var\(--([\w-]+)\)/g)].map(([, nombre]) => nombre)

  expect(usados.filter((nombre) => !definidos.has(nombre))).toEqual([])
})

it("paints the phone's own bars with the ground of each mode", () => {
  const pagina = readFileSync(join(PWA, "index.html"), "utf8")
  const barras = [...pagina.matchAll(/scheme: (light|dark)\)" content="(#[^"]+)"/g)].map(([, modo, color]) => [modo, color?.toLowerCase()])

  expect(barras).toEqual([["light", token("papel", "claro")], ["dark", token("papel", "oscuro")]])
})
