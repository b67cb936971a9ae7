import { describe, expect, it } from "vitest"
import type { Firma } from "../../src/core/contenido.ts"
import { aspecto, type Aspecto } from "../../src/core/firma.ts"
import { consejos } from "../../src/textos/index.ts"
import { vector } from "../alambre.ts"

const CASOS = vector<{ nombre: string; aspecto: Aspecto; firma: Firma }[]>("firma/aspecto.json")

describe("ET 10.3 j and m: the app and the server see the same in the same strokes", () => {
  it.each(CASOS)("$nombre", (caso) => {
    expect(aspecto(caso.firma)).toBe(caso.aspecto)
  })

  it("says what to do of all that it points out", () => {
    const senalados = new Set(CASOS.map((caso) => caso.aspecto).filter((que) => que !== "firma" && que !== "vacia"))

    for (const que of senalados) expect(consejos[que as keyof typeof consejos]).toMatch(/: pida/)
  })
})
