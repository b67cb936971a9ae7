import { describe, expect, it } from "vitest"
import fotos from "../../../vectors/lectura/fotos.json" with { type: "json" }
import { encargoDe, mirarTexto } from "../../src/lectura/impresos.ts"
import { girar } from "../../src/lectura/giros.ts"
import { laRed, planoDe } from "./fotos.ts"

const nucleo = (texto: string): string => texto.split("\n").slice(0, 2).join("\n")
const conZona = fotos.filter(({ mrz }) => mrz)
const conOcr = fotos.filter(({ ocr }) => ocr)
const sinTexto = fotos.filter(({ mrz, ocr }) => !mrz && !ocr)

describe("ET 5.8 the text of the back", () => {
  it.each(conZona)("is read twice from the MRZ of a model $modelo", (foto) => {
    const vistas = mirarTexto(laRed(), planoDe(foto), encargoDe(foto.modelo, "reverso"), 2)

    expect(vistas.map(({ texto }) => nucleo(texto))).toEqual(Array(2).fill(foto.mrz?.slice(0, 2).join("\n")))
  })

  it.each(conOcr)("is read twice from the OCR of a model $modelo", (foto) => {
    const vistas = mirarTexto(laRed(), planoDe(foto), encargoDe(foto.modelo, "reverso"), 2)

    expect(vistas).toEqual(Array(2).fill({ simbologia: "OCR", texto: foto.ocr }))
  })

  it("is read also from a card held aslant", () => {
    const [foto] = conZona
    if (!foto) throw new Error("no photograph")
    const { gris, ancho, alto } = planoDe(foto)
    const girado = { gris: girar(gris, ancho, alto, 3), ancho, alto }

    const vistas = mirarTexto(laRed(), girado, encargoDe(foto.modelo, "reverso"), 2)

    expect(vistas.map(({ texto }) => nucleo(texto))).toContain(foto.mrz?.slice(0, 2).join("\n"))
  })

  it.each(sinTexto)("is nothing where there is none", (foto) => {
    expect(mirarTexto(laRed(), planoDe(foto), { mrz: true, impresos: ["OCR", "CIC"] }, 2)).toEqual([])
  })

  it("is not looked for on the front, nor as an MRZ in models without one", () => {
    expect(encargoDe("G", "anverso")).toEqual({ mrz: false, impresos: [] })
    expect(encargoDe("C", "reverso")).toMatchObject({ mrz: false, impresos: ["OCR"] })
    expect(encargoDe("Z", "reverso")).toMatchObject({ mrz: true })
  })
})
