// The vectors that server/rubrica/core/tests/test_vectores.py reads, and the laws of both.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import clave from "../../../vectors/credencial/clave.json" with { type: "json" }
import claves from "../../../vectors/credencial/claves.json" with { type: "json" }
import curp from "../../../vectors/credencial/curp.json" with { type: "json" }
import mrz from "../../../vectors/credencial/mrz.json" with { type: "json" }
import * as claveElector from "../../src/core/credencial/clave_elector.ts"
import { CAUSAS, LecturaInvalida } from "../../src/core/credencial/causas.ts"
import * as cortas from "../../src/core/credencial/claves.ts"
import * as lectorDeCurp from "../../src/core/credencial/curp.ts"
import { faltan, MODELOS } from "../../src/core/credencial/modelos.ts"
import { leer } from "../../src/core/credencial/mrz.ts"

/** Return the cause by which `entrada` is refused, or undefined when it is taken. */
function causaDe(lector: (texto: string) => unknown, entrada: string): string | undefined {
  try {
    lector(entrada)
    return undefined
  } catch (motivo) {
    if (!(motivo instanceof LecturaInvalida)) throw motivo
    return motivo.causa
  }
}

describe("ET 5.6 the MRZ gives the keys, not editable", () => {
  it.each(mrz)("$nombre", (caso) => {
    if (caso.causa !== undefined) {
      expect(causaDe(leer, caso.entrada)).toBe(caso.causa)
    } else {
      expect(leer(caso.entrada)).toMatchObject(caso.valor)
    }
  })

  it("splits the OCR in sección and identificador", () => {
    const leida = leer(mrz[0]?.entrada ?? "")
    expect([leida.seccion, leida.identificador]).toEqual(["2575", "012345678"])
  })

  it("takes the three lines apart as well as joined", () => {
    const entrada = mrz[0]?.entrada ?? ""
    expect(leer(entrada.split("\n"))).toEqual(leer(entrada))
  })
})

const LECTORES: Record<string, (texto: string) => string> = {
  cic: cortas.leerCic,
  ocr: cortas.leerOcr,
  identificador: cortas.leerIdentificador,
  emision: cortas.leerEmision,
  seccion: cortas.leerSeccion,
  barras: (texto) => {
    const { tipo, clave: leida } = cortas.leerBarras(texto)
    return `${tipo} ${leida}`
  },
}

describe("ET 5.8 the short keys", () => {
  it.each(claves)("$clave $entrada", ({ clave: cual, entrada, valor, causa }) => {
    const lector = LECTORES[cual] as (texto: string) => string
    if (causa !== undefined) expect(causaDe(lector, entrada)).toBe(causa)
    else expect(lector(entrada)).toBe(valor)
  })
})

describe("the CURP", () => {
  it.each(curp)("$nombre: $entrada", ({ entrada, valor, causa }) => {
    if (causa !== undefined) expect(causaDe(lectorDeCurp.leer, entrada)).toBe(causa)
    else expect(lectorDeCurp.leer(entrada).nacimiento).toBe(valor)
  })
})

describe("the clave de elector", () => {
  it.each(clave)("$nombre: $entrada", ({ entrada, valor, causa }) => {
    if (causa !== undefined) expect(causaDe(claveElector.leer, entrada)).toBe(causa)
    else expect(claveElector.leer(entrada).texto).toBe(valor)
  })
})

describe("any text", () => {
  it("is read or refused by a cause of the list, and nothing else", () => {
    const lectores = [leer, lectorDeCurp.leer, claveElector.leer, cortas.leerCic, cortas.leerBarras]
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 95 }), (texto) => {
        for (const lector of lectores) {
          const causa = causaDe(lector, texto)
          if (causa !== undefined) expect(CAUSAS).toContain(causa)
        }
      }),
    )
  })

  it("never passes an MRZ with one digit changed where a check digit looks", () => {
    const sana = (mrz[0]?.entrada ?? "").replaceAll("\n", "")
    const cubiertas = [5, 9, 13, 14, 17, 22, 29, 30, 35, 36, 38, 43, 44, 49, 50, 53, 57, 59]
    const digito = fc.integer({ min: 0, max: 9 }).map(String)
    fc.assert(
      fc.property(fc.constantFrom(...cubiertas), digito, (lugar, otro) => {
        fc.pre(sana.charAt(lugar) !== otro)
        expect(causaDe(leer, sana.slice(0, lugar) + otro + sana.slice(lugar + 1))).toBeDefined()
      }),
    )
  })
})

describe("ET 5.4 the models of the credential", () => {
  it.each([
    ["A", ["clave", "emision", "ocr"]],
    ["D", ["cic", "ocr"]],
    ["E", ["cic", "identificador"]],
    ["H", ["cic", "identificador"]],
  ])("%s asks for its keys", (modelo, exige) => {
    expect(faltan(modelo, {})).toEqual(exige)
    expect(faltan(modelo, { cic: "1", ocr: "1", identificador: "1", emision: "1", clave: "1" })).toEqual([])
  })

  it("knows only those of the catalogue", () => {
    expect([...MODELOS.keys()]).toEqual(["A", "B", "C", "D", "E", "F", "G", "H"])
    expect(() => faltan("Z", {})).toThrow(RangeError)
  })
})
