import { readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { describe, expect, it } from "vitest"
import type { Catalogo } from "../../src/textos/catalogo.ts"
import { comunes } from "../../src/textos/es-MX/comunes.ts"
import { catalogo, elegirIdioma, idiomaDe, IDIOMAS, partesDelCatalogo } from "../../src/textos/idioma.ts"

const TEXTOS = join(import.meta.dirname, "../../src/textos")
const hojas = Object.entries(import.meta.glob<Record<string, unknown>>("../../src/textos/es-MX/*.ts", { eager: true }))

/** A language that lacks the words of every part but one, and in that one all but one key. */
// @ts-expect-error tsc refuses it: that is what this line shows.
export const incompleto: Catalogo = { baja: { titulo: "…" } }

describe("the catalogue", () => {
  it.each(hojas)("%s gives all that it says to the other languages", (hoja, modulo) => {
    expect(Object.keys(modulo).filter((nombre) => !partesDelCatalogo().includes(nombre))).toEqual([])
    expect(readFileSync(join(TEXTOS, "catalogo.ts"), "utf8")).toContain(`"./es-MX/${basename(hoja)}"`)
  })

  it("speaks es-MX when the language is not one of its own", () => {
    expect(idiomaDe("tlh").codigo).toBe("es-MX")
    expect(IDIOMAS.filter(({ oculto }) => !oculto).map(({ codigo }) => codigo)).toEqual(["es-MX"])
  })

  it("says the words of the language chosen, also to who kept a part before, and in parts that come later", async () => {
    const [antes, paso] = [comunes, comunes.avance]
    await elegirIdioma(idiomaDe("es-x-seudo"))
    const tardia = catalogo("tardia", { una: "uno", hija: { dos: (n: number) => `dos ${n}` }, lista: ["a", "b"] })

    expect(antes.cerrar).toBe("⟦Cerrar⟧")
    expect(comunes.avance(1, 2)).toBe(`⟦${paso(1, 2)}⟧`)
    expect([tardia.una, tardia.hija.dos(3), ...tardia.lista]).toEqual(["⟦uno⟧", "⟦dos 3⟧", "⟦a⟧", "⟦b⟧"])
  })
})
