import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Fotografia } from "../../src/camara/fotografia.ts"
import { direccionDelComprobante } from "../../src/pantallas/captura/comprobante.ts"
import { CapturaIncompleta, completar, type Borrador } from "../../src/pantallas/captura/contenido.ts"
import { codigosDeModelos } from "../../src/pantallas/captura/modelos.ts"
import { pasoAnterior, PASOS, pasoSiguiente, type TipoDeCaptura } from "../../src/pantallas/captura/pasos.ts"
import { fueraAlGuardar, fueraDelPeriodo } from "../../src/pantallas/captura/periodo.ts"
import { plazoDeEnvio } from "../../src/pantallas/envio/plazo.ts"

const foto = (byte: number, avisos: Fotografia["avisos"] = []): Fotografia => ({ jpeg: new Uint8Array([byte]), ancho: 1600, alto: 1009, avisos })
const entero: Required<Omit<Borrador, "aceptacion" | "senales">> = {
  modelo: "G",
  anverso: foto(1, ["reflejo"]),
  reverso: foto(2),
  rostro: foto(3, ["oscura"]),
  codigos: [{ simbologia: "Code128", lado: "reverso", texto: "123456789" }],
  original: true,
  firma: { ancho: 340, alto: 200, trazos: [[0, 1, 1]] },
}
const manifiesto = { texto: "Manifiesto…", version: 1 }

describe("ET 5.4 to 5.12 the order of a capture", () => {
  it.each(["apoyo", "alta"] as const)("goes forward and back by the same steps: %s", (tipo: TipoDeCaptura) => {
    for (const paso of PASOS[tipo]) {
      const siguiente = pasoSiguiente(tipo, paso)
      expect(siguiente === null || pasoAnterior(tipo, siguiente) === paso).toBe(true)
    }
    expect(pasoAnterior(tipo, "modelo")).toBeNull()
    expect(pasoSiguiente(tipo, "firma")).toBeNull()
  })

  it("asks for the original before the face, and for the manifiesto before the signature", () => {
    expect(PASOS.apoyo.indexOf("original")).toBeLessThan(PASOS.apoyo.indexOf("rostro"))
    expect(PASOS.apoyo.indexOf("manifiesto")).toBeLessThan(PASOS.apoyo.indexOf("firma"))
  })
})

describe("a record is whole or it is none", () => {
  it.each(["modelo", "anverso", "reverso", "rostro", "firma"] as const)("without its %s there is none", (parte) => {
    const { [parte]: _falta, ...resto } = entero

    expect(() => completar(resto, null, manifiesto)).toThrow(CapturaIncompleta)
  })

  it("without the tick of the original there is none (ET 5.9)", () => {
    expect(() => completar({ ...entero, original: false }, null, manifiesto)).toThrow(CapturaIncompleta)
  })

  it("with a blank pad there is none, unless the person accepted in another way (ET 10.3 m)", () => {
    const enBlanco = { ...entero, firma: { ancho: 340, alto: 200, trazos: [] } }

    expect(() => completar(enBlanco, null, manifiesto)).toThrow(CapturaIncompleta)
    expect(completar({ ...enBlanco, aceptacion: { modo: "sin_firma" } }, null, manifiesto).aceptacion).toEqual({ modo: "sin_firma" })
  })

  it("carries what was pointed out of the signature, for the reviewer (ET 10.3 j)", () => {
    expect(completar({ ...entero, senales: [{ codigo: "cruz", de: "firma" }] }, null, manifiesto).avisos_de_calidad).toContainEqual({ codigo: "cruz", de: "firma" })
  })

  it("without any code read there is one all the same (ET 5.6)", () => {
    expect(completar({ ...entero, codigos: [] }, null, manifiesto).claves).toEqual({})
  })

  it("carries the advice that was not followed, for the reviewer", () => {
    expect(completar(entero, null, manifiesto).avisos_de_calidad).toEqual([
      { codigo: "reflejo", de: "anverso" },
      { codigo: "oscura", de: "rostro" },
    ])
  })

  it("never carries more codes than a paquete takes", () => {
    const muchos = Array.from({ length: 30 }, () => entero.codigos[0]!)

    expect(completar({ ...entero, codigos: muchos }, null, manifiesto).codigos).toHaveLength(12)
  })
})

describe("ET 4.8 and 6.6 the plazos that the phone shows", () => {
  const periodo = { inicio: "2026-11-01T06:00:00Z", fin: "2026-12-01T05:59:59Z" }
  const [inicio, fin] = [Date.parse(periodo.inicio), Date.parse(periodo.fin)]

  it("captures exactly within the period", () => {
    fc.assert(
      fc.property(fc.integer({ min: inicio - 1e8, max: fin + 1e8 }), (momento) => {
        expect(fueraDelPeriodo(periodo, new Date(momento)) === undefined).toBe(momento >= inicio && momento <= fin)
      }),
    )
  })

  it("is told as what the phone believes while the server's word is not behind it", () => {
    const enOtroAnio = new Date(Date.parse("2027-11-12T20:00:00Z"))

    expect(fueraDelPeriodo(periodo, enOtroAnio, false)?.que).toContain("Según este teléfono hoy es 12 de noviembre de 2027")
    expect(fueraDelPeriodo(periodo, enOtroAnio, false)?.hacer).toContain("póngala en automático")
  })

  it("says when it begins, in hora Centro", () => {
    expect(fueraDelPeriodo(periodo, new Date(inicio - 1000))?.porque).toContain("1 de noviembre de 2026, 00:00 (hora Centro)")
  })

  it("says of a capture in the hands what became of it, at each end", () => {
    expect(fueraAlGuardar(periodo, new Date(fin), true)).toBeUndefined()
    expect(fueraAlGuardar(periodo, new Date(fin + 1), true)?.que).toContain("terminó antes de guardar: este apoyo no se guardó")
    expect(fueraAlGuardar(periodo, new Date(inicio - 1), true)?.que).toMatch(/Todavía no se pueden captar.*no se guardó; la captura sigue abierta/)
    expect(fueraAlGuardar(periodo, new Date(fin + 1), false)?.que).toMatch(/Según este teléfono.*no se guardó; la captura sigue abierta/)
  })

  it("asks for what is left to be sent only while it can be", () => {
    const hacer = (ms: number) => fueraDelPeriodo(periodo, new Date(fin + ms))?.hacer

    expect(hacer(24 * 3_600_000)).toContain("hay 24 horas más")
    expect(hacer(24 * 3_600_000 + 1)).not.toContain("24 horas")
  })

  it("counts twenty-four hours down after the period, and then closes", () => {
    const a = (ms: number) => plazoDeEnvio(new Date(fin), new Date(fin + ms))

    expect(a(0)).toEqual({ en: "periodo" })
    expect(a(1)).toEqual({ en: "ultimas", quedan: "23 h 59 min" })
    expect(a(24 * 3_600_000)).toEqual({ en: "ultimas", quedan: "0 min 0 s" })
    expect(a(23 * 3_600_000 + 5_000)).toEqual({ en: "ultimas", quedan: "59 min 55 s" })
    expect(a(24 * 3_600_000 + 1)).toEqual({ en: "cerrado" })
  })
})

describe("ET 5.4 the models that may be chosen", () => {
  it("are those of the manifest, letters or objects, newest first and each once", () => {
    expect(codigosDeModelos(["E", { modelo: "G" }, "E", { modelo: 7 }, null])).toEqual(["G", "E"])
  })

  it("are all the known ones when the manifest names none", () => {
    expect(codigosDeModelos([])).toContain("H")
  })
})

it("tells on the comprobante the folio and the código, and nothing else", () => {
  const url = new URL(direccionDelComprobante("https://ejemplo.mx", { folio: "OAX26-0153-1-00042-XYK", codigoIntegridad: "ab".repeat(32) }))

  expect([...url.searchParams.keys()]).toEqual(["folio", "codigo"])
  expect(url.pathname).toBe("/comprobante")
})
