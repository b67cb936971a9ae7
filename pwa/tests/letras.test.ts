/** The app's own face draws Spanish and every orthography of Oaxaca: the list that the portal reads too. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { caracteresDe } from "./woff2.ts"

const SRC = join(import.meta.dirname, "../src")
const { textos } = JSON.parse(readFileSync(join(SRC, "../../vectors/ortografias.json"), "utf8")) as {
  textos: { lengua: string; texto: string }[]
}

interface Cara {
  readonly pesos: readonly number[]
  readonly dibuja: (punto: number) => boolean
}

/** Return a face as the browser uses it: what its file draws, within its unicode-range. */
function cara(regla: string): Cara {
  const campo = (nombre: string): string => new RegExp(`${nombre}: ([^;]+);`).exec(regla)?.[1] ?? ""
  const archivo = /url\("([^"]+)"\)/.exec(regla)?.[1] ?? ""
  const rango = campo("unicode-range").split(", ").map((tramo) => tramo.slice(2).split("-").map((n) => parseInt(n, 16)))
  const [desde = 0, hasta = desde] = campo("font-weight").split(" ").map(Number)
  const puntos = caracteresDe(readFileSync(join(SRC, archivo)))
  const enRango = (punto: number): boolean => rango.some(([a = 0, b = a]) => punto >= a && punto <= b)
  return { pesos: [400, 600].filter((peso) => peso >= desde && peso <= hasta), dibuja: (punto) => puntos.has(punto) && enRango(punto) }
}

const CARAS = readFileSync(join(SRC, "estilos.css"), "utf8").match(/@font-face \{[^}]+\}/g)?.map(cara) ?? []

/** Return the letters of `texto`, each with its marks, that no single face of that weight draws. */
function sinCara(texto: string, peso: number): string[] {
  const letras = [...new Intl.Segmenter("es").segment(texto)].map(({ segment }) => segment).filter((letra) => letra.trim())
  const caras = CARAS.filter(({ pesos }) => pesos.includes(peso))
  return letras.filter((letra) => !caras.some(({ dibuja }) => [...letra].every((c) => dibuja(c.codePointAt(0) ?? 0))))
}

it.each([400, 600])("every letter of the list, marks and all, has one face of weight %i", (peso) => {
  expect(textos.map(({ lengua, texto }) => ({ lengua, faltan: sinCara(texto, peso) }))).toEqual(textos.map(({ lengua }) => ({ lengua, faltan: [] })))
})

it("a letter that no face has would be told", () => {
  expect(sinCara("añ語", 400)).toEqual(["語"])
})
