import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { clavesDe as clavesDeCodigo, reunirClaves } from "../../src/lectura/codigos.ts"
import { digitoVerificador } from "../../src/core/credencial/claves.ts"
import type { Codigo } from "../../src/core/contenido.ts"

const digitos = (n: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: n, maxLength: n })
const clavesDe = (texto: string) => clavesDeCodigo({ simbologia: "Code128", texto })
const barras = (texto: string): Codigo => ({ simbologia: "Code128", lado: "reverso", texto })

describe("ET 5.8 what a bar code says", () => {
  it("is the CIC in nine digits, or in ten when the check digit agrees", () => {
    fc.assert(
      fc.property(digitos(9), (cic) => {
        expect(clavesDe(cic)).toEqual({ cic })
        expect(clavesDe(cic + digitoVerificador(cic))).toEqual({ cic })
      }),
    )
  })

  it("is nothing when the check digit disagrees: a wrong CIC is worse than none", () => {
    fc.assert(
      fc.property(digitos(9), fc.integer({ min: 1, max: 9 }), (cic, mas) => {
        const otro = String((Number(digitoVerificador(cic)) + mas) % 10)
        expect(clavesDe(cic + otro)).toEqual({})
      }),
    )
  })

  it("is the OCR, and inside one of thirteen the identificador", () => {
    expect(clavesDe("2575012345678")).toEqual({ ocr: "2575012345678", identificador: "012345678" })
    expect(clavesDe("257501234567")).toEqual({ ocr: "257501234567" })
  })

  it("is nothing for any other text", () => {
    fc.assert(
      fc.property(fc.string().filter((texto) => !/^\s*(\d{9,10}|\d{12,13})\s*$/.test(texto)), (texto) => {
        expect(clavesDe(texto)).toEqual({})
      }),
    )
  })
})

describe("ET 5.8 what an MRZ says", () => {
  const zona = "IDMEX1234567897<<2575012345678\n8205063H3312315MEX<00<<12345<4\nHERNANDEZ<GARCIA<<JUAN<CARLOS<"

  it("is the CIC, the OCR and the identificador", () => {
    expect(clavesDeCodigo({ simbologia: "MRZ", texto: zona })).toEqual({ cic: "123456789", ocr: "2575012345678", identificador: "012345678" })
  })

  it("is nothing when one digit of the first two lines is another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 14 }), fc.integer({ min: 1, max: 9 }), (donde, mas) => {
        const otra = zona.slice(0, donde) + String((Number(zona[donde]) + mas) % 10) + zona.slice(donde + 1)
        expect(clavesDeCodigo({ simbologia: "MRZ", texto: otra })).toEqual({})
      }),
    )
  })
})

describe("ET 5.6 several codes of one credential", () => {
  it("tell together what each tells", () => {
    expect(reunirClaves([barras("123456789"), barras("2575012345678")])).toEqual({ cic: "123456789", ocr: "2575012345678", identificador: "012345678" })
  })

  it("leave out what two of them tell differently", () => {
    expect(reunirClaves([barras("123456789"), barras("987654321")])).toEqual({})
  })

  it("keep the sealed ones closed: a QR says no key", () => {
    expect(reunirClaves([{ simbologia: "QRCode", lado: "reverso", bytes: new TextEncoder().encode("123456789") }])).toEqual({})
  })
})
