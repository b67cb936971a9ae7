import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { CADA_MS, conVivas, delReverso, descanso, frescas, juntar, yaSeLeyo, type Mirada } from "../../src/lectura/enVivo.ts"

const ZONA = "IDMEX1234567897<<2575012345678\n8205063H3312315MEX<00<<12345<4\nHERNANDEZ<GARCIA<<JUAN<CARLOS<"
const OTRA = "IDMEX2000000174<<0066000000042\n0102030M3412318MEX<01<<54321<6\nPRUEBA<EJEMPLO<<ANA<<<<<<<<<<<"
const deZona = (texto: string, en = 0): Mirada => ({ en, codigos: [], vistas: [{ simbologia: "MRZ", texto }] })
const deBarras = (texto: string, en = 0): Mirada => ({ en, codigos: [{ simbologia: "Code128", texto }], vistas: [] })

describe("ET 5.8 the live picture is read", () => {
  it("when two frames say the same, MRZ or bars", () => {
    expect(juntar([deZona(ZONA)])).toEqual({})
    expect(juntar([deZona(ZONA), deZona(ZONA)])).toMatchObject({ cic: "123456789", identificador: "012345678" })
    expect(juntar([deBarras("123456789")])).toEqual({})
    expect(juntar([deBarras("123456789"), deBarras("123456789")])).toEqual({ cic: "123456789" })
  })

  it("and says so once all that its model asks of the back is there", () => {
    const barras = [deBarras("123456789"), deBarras("123456789")]
    expect(yaSeLeyo(barras, "G")).toBe(false)
    expect(yaSeLeyo([deZona(ZONA), deZona(ZONA)], "G")).toBe(true)
    expect(yaSeLeyo([deBarras("2575012345678"), deBarras("2575012345678")], "C")).toBe(true)
  })

  it("what the front alone prints is not asked of the back", () => {
    expect(delReverso("A")).toEqual(["ocr"])
    expect(delReverso("D")).toEqual(["cic", "ocr"])
  })

  it("a look of some seconds ago may be at another card, and is dropped", () => {
    expect(frescas([deZona(OTRA, 0), deZona(ZONA, 5_000)], 6_000)).toEqual([deZona(ZONA, 5_000)])
  })

  it("the phone rests as long as it worked, and five tries a second are the most", () => {
    fc.assert(fc.property(fc.nat(5_000), (ms) => descanso(ms) >= ms && descanso(ms) + ms >= CADA_MS))
  })
})

describe("ET 5.6 the picture that is kept", () => {
  it("counts one look of its own and one just before as two", () => {
    expect(conVivas({ codigos: [], vistas: deZona(ZONA).vistas }, [deZona(ZONA)]).vistas).toHaveLength(2)
  })

  it("speaks alone when what was seen before was another card", () => {
    const toma = { codigos: deBarras("123456789").codigos, vistas: [] }
    expect(conVivas(toma, [deZona(OTRA), deZona(OTRA)])).toBe(toma)
  })
})
