import { expect, it } from "vitest"
import catalogo from "../../../server/rubrica/core/catalogos/avisos.json" with { type: "json" }
import { consejos } from "../../src/textos/index.ts"

it("ET 5.7, 5.11: each advice of the catalogue that the Mesa reads has its sentence on the phone", () => {
  for (const [codigo, aviso] of Object.entries(catalogo)) {
    expect(consejos[codigo as keyof typeof catalogo] ?? "").toBe(aviso.consejo)
    expect(codigo).toMatch(/^[a-z0-9_-]{1,48}$/)
  }
})
