import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { CARPETA, CASOS, medir, tramaDePrueba } from "./pixeles.ts"

const escritas = JSON.parse(readFileSync(join(CARPETA, "medidas.json"), "utf8")) as { readonly casos: readonly unknown[]; readonly trama: number }

describe("the vectors of the camera", () => {
  it.each(CASOS.map((caso, i) => [caso.sujeto, caso.defecto || "buena", i] as const))("measure the same of %s, %s", (_, __, i) => {
    expect(medir(CASOS[i]!)).toEqual(escritas.casos[i])
  })

  it("measure the same pattern of dots", () => {
    expect(tramaDePrueba()).toBe(escritas.trama)
  })

  it("ET 5.11 e: hold one face in each picture of a person, and no more", () => {
    const caras = CASOS.flatMap((caso) => (caso.sujeto === "rostro" ? [(medir(caso) as { caras: unknown[] }).caras.length] : []))
    expect(caras).toEqual([1, 1])
  })
})
