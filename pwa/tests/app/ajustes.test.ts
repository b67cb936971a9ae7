import { describe, expect, it } from "vitest"
import { comoAjustes, DE_FABRICA } from "../../src/app/ajustes.ts"
import { mejorVoz, respiros } from "../../src/app/voz.ts"

describe("the settings", () => {
  it("are as from the factory where what was kept is of another kind", () => {
    expect(comoAjustes(null)).toEqual(DE_FABRICA)
    expect(comoAjustes({ letraGrande: "sí", tema: "rosa", sol: true })).toEqual({ ...DE_FABRICA, sol: true })
  })

  it("come back as they were kept", () => {
    const suyos = { ...DE_FABRICA, letraGrande: true, tema: "oscuro", vibracion: false }
    expect(comoAjustes(JSON.parse(JSON.stringify(suyos)))).toEqual(suyos)
  })
})

describe("reading aloud", () => {
  it("chooses the voice of Mexico that is in the phone", () => {
    const voz = (lang: string, localService: boolean) => ({ lang, localService })
    const voces = [voz("en-US", true), voz("es-ES", true), voz("es-MX", false), voz("es_MX", true)]
    expect(mejorVoz(voces)).toBe(voces[3])
    expect(mejorVoz(voces.slice(0, 1))).toBeUndefined()
  })

  it("breathes at the end of a sentence, never further than 180 letters, and loses none", () => {
    const texto = `Primera. Segunda: ${"palabra ".repeat(60)}fin`
    const trozos = respiros(texto)
    expect(trozos.map((t) => t.texto).join("")).toBe(texto)
    expect(trozos.every((t) => t.texto.length <= 180 && texto.startsWith(t.texto, t.desde))).toBe(true)
    expect(trozos[0]?.texto).toBe("Primera. ")
  })
})
