import { describe, expect, it } from "vitest"
import type { Vista } from "../../src/lectura/impresos.ts"
import { votar } from "../../src/lectura/votar.ts"

const ZONA = "IDMEX1234567897<<2575012345678\n8205063H3312315MEX<00<<12345<4\nHERNANDEZ<GARCIA<<JUAN<CARLOS<"
const OTRA = "IDMEX2000000174<<0066000000042\n0102030M3412318MEX<01<<54321<6\nPRUEBA<EJEMPLO<<ANA<<<<<<<<<<<"
const zona = (texto = ZONA): Vista => ({ simbologia: "MRZ", texto })
const ocr = (texto: string): Vista => ({ simbologia: "OCR", texto })
const barras = (texto: string) => ({ simbologia: "Code128", texto })

describe("ET 5.6 a reading counts", () => {
  it("when two looks say the same", () => {
    expect(votar([], [zona(), zona()])).toEqual([zona()])
    expect(votar([], [ocr("2575012345678"), ocr("2575012345678")])).toEqual([ocr("2575012345678")])
  })

  it("never by one look, whatever it says", () => {
    for (const vista of [zona(), ocr("2575012345678")]) expect(votar([], [vista])).toEqual([])
  })

  it("never when two say one thing and two another", () => {
    expect(votar([], [zona(), zona(OTRA), zona(), zona(OTRA)])).toEqual([])
  })

  it("by its first two lines: no digit guards the names", () => {
    const nombre = ZONA.replace("CARLOS", "CARL0S")
    expect(votar([], [zona(nombre), zona()])).toHaveLength(1)
  })

  it("unless a bar code denies it", () => {
    expect(votar([barras("123456789")], [zona(), zona()])).toHaveLength(2)
    expect(votar([barras("200000017")], [zona(), zona()])).toEqual([barras("200000017")])
  })

  it("with twelve digits only if a bar code says them too: glare may have taken the thirteenth", () => {
    const doce = ocr("257501234567")
    expect(votar([], [doce, doce])).toEqual([])
    expect(votar([barras("257501234567")], [doce, doce])).toHaveLength(2)
  })
})
