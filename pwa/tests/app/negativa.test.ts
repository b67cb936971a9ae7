import { describe, expect, it } from "vitest"
import { AlmacenError, type CodigoDeAlmacen } from "../../src/almacen/errores.ts"
import { porqueSeDetuvo } from "../../src/app/detencion.ts"
import { comoNegativa, deProblema } from "../../src/app/negativa.ts"
import { explicar } from "../../src/app/rechazos.ts"

const CODIGOS: readonly CodigoDeAlmacen[] = [
  "contrasena-corta", "contrasena-incorrecta", "espere", "sin-boveda", "boveda-sin-alta", "boveda-danada",
  "dispositivo-de-baja", "manifiesto-ajeno", "almacen-lleno", "almacen-no-guarda", "almacen-cerrado",
]

describe("a refusal", () => {
  it("of the server names the two phones in use, the numeral and what to do (ET 4.9)", () => {
    const activos = [{ nombre: "Teléfono 1" }, { nombre: "Teléfono 2" }]
    const negativa = deProblema({ type: "/rechazos/tercer-dispositivo", title: "Ya hay dos", detail: "Ya hay dos", que_hacer: "Dé de baja uno.", numeral: "ET 4.9", activos })

    expect(negativa.codigo).toBe("tercer-dispositivo")
    expect(negativa.palabras).toEqual({
      que: "Ya hay dos",
      porque: "Teléfono 1.\nTeléfono 2.\nLo dispone el numeral 4.9 de las Especificaciones Técnicas.",
      hacer: "Dé de baja uno.",
    })
  })

  it.each(CODIGOS)("of the almacén has its three lines: %s", (codigo) => {
    const { que, porque, hacer } = explicar(new AlmacenError(codigo, { segundos: 4 })).palabras

    expect([que, porque, hacer].every((linea) => linea.length > 10)).toBe(true)
  })

  it("says how long to wait after wrong passwords", () => {
    expect(explicar(new AlmacenError("espere", { segundos: 16 })).palabras.hacer).toContain("16 segundos")
  })

  it("covers what nobody foresaw, without its technical words", () => {
    expect(JSON.stringify(comoNegativa(new TypeError("x is undefined")).palabras)).not.toContain("undefined")
  })
})

describe("a sending that stopped", () => {
  it("says four different things for four different causes", () => {
    const motivo = { code: "proceso-cerrado", titulo: "El proceso no está abierto.", que_hacer: "Consulte.", numeral: "ET 4.8", firmado: null }
    const causas = [
      porqueSeDetuvo({ clase: "sin-red" }),
      porqueSeDetuvo({ clase: "portal-cautivo" }),
      porqueSeDetuvo({ clase: "ocupado", esperaMs: null }),
      porqueSeDetuvo({ clase: "de-la-cola", motivo }),
    ]

    expect(new Set(causas.map((causa) => causa?.palabras.que)).size).toBe(4)
    expect(causas[3]?.codigo).toBe("proceso-cerrado")
  })

  it("says nothing when nothing waits any more", () => {
    expect(porqueSeDetuvo(null)).toBeUndefined()
  })
})
