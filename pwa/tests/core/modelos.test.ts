// Models that only the manifest tells, as rubrica.core.credencial.modelos.filas writes them.
import { afterEach, describe, expect, it } from "vitest"
import mrz from "../../../vectors/credencial/mrz.json" with { type: "json" }
import { adoptar, conFilas, deMiApoyo, faltan, firmaEn, modeloDe, MODELOS } from "../../src/core/credencial/modelos.ts"
import { delReverso, yaSeLeyo } from "../../src/lectura/enVivo.ts"
import { encargoDe } from "../../src/lectura/impresos.ts"
import { codigosDeModelos } from "../../src/pantallas/captura/modelos.ts"

const I = {
  modelo: "I", descripcion: "INE, desde 2027", codigos: ["qr"], qr: "denso", mrz: true, impresos: [], exige: ["cic", "identificador"],
  firma: { lado: "reverso", x: 100, y: 200, ancho: 300, alto: 250 }, exterior: false, mi_apoyo: true,
}

afterEach(() => adoptar(undefined))

describe("ET 5.4 a model that only the manifest tells", () => {
  it("is picked, and asks for its keys", () => {
    adoptar([I])

    expect(codigosDeModelos(["H", "I"])).toEqual(["I", "H"])
    expect(modeloDe("I")?.descripcion).toBe("INE, desde 2027")
    expect(faltan("I", { cic: "123456789" })).toEqual(["identificador"])
    expect(firmaEn("I")).toEqual({ lado: "reverso", x: 0.1, y: 0.2, ancho: 0.3, alto: 0.25 })
  })

  it("is read by its MRZ, and by nothing that it does not print", () => {
    adoptar([I])
    const vista = { simbologia: "MRZ" as const, texto: mrz[0]?.entrada ?? "" }
    const mirada = { codigos: [], vistas: [vista], en: 0 }

    expect(encargoDe("I", "reverso")).toMatchObject({ mrz: true, impresos: [] })
    expect(delReverso("I")).toEqual(["cic", "identificador"])
    expect(yaSeLeyo([mirada, mirada], "I")).toBe(true)
  })

  it("is unknown again to a process that does not tell it", () => {
    adoptar([I])
    adoptar(undefined)

    expect(modeloDe("I")).toBeUndefined()
  })

  it("corrects what the app has of a letter, and leaves the others", () => {
    const tabla = conFilas([{ ...I, modelo: "G", mi_apoyo: false }])

    expect(tabla.get("G")?.mi_apoyo).toBe(false)
    expect(tabla.get("H")).toBe(MODELOS.get("H"))
  })

  it("may carry members that this app does not know", () => {
    expect(conFilas([{ ...I, holograma: 3 }]).has("I")).toBe(true)
  })
})

describe("ET 5.4 rows that are not well formed leave the app its own", () => {
  it.each([
    ["no list", { I }],
    ["a key unknown", [{ ...I, exige: ["rfc"] }]],
    ["no keys", [{ ...I, exige: [] }]],
    ["a text where a boolean goes", [{ ...I, mrz: "true" }]],
    ["a code that is a number", [{ ...I, codigos: [1] }]],
    ["a letter in lower case", [{ ...I, modelo: "i" }]],
    ["a kind of QR unknown", [{ ...I, qr: "raro" }]],
    ["a crop off the card", [{ ...I, firma: { ...I.firma, x: 900 } }]],
    ["one bad row among good ones", [I, null]],
  ])("%s", (_, filas) => {
    expect(conFilas(filas)).toBe(MODELOS)
  })
})

describe("ET 7.3 Mi Apoyo", () => {
  it.each(["A", "B", "C", "D", "E"])("does not offer a model %s, which an auxiliar takes", (modelo) => {
    expect(MODELOS.has(modelo)).toBe(true)
    expect(deMiApoyo(undefined)).not.toContain(modelo)
  })

  it("offers F, G and H, and one that the manifest of the process adds", () => {
    expect(deMiApoyo(undefined)).toEqual(["F", "G", "H"])
    expect(deMiApoyo([I])).toEqual(["F", "G", "H", "I"])
    expect(deMiApoyo([{ ...I, mi_apoyo: false }])).toEqual(["F", "G", "H"])
  })
})
