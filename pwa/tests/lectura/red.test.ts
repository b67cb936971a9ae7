import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import ficha from "../../../server/rubrica/ocrb/ocrb.json" with { type: "json" }
import vector from "../../../vectors/lectura/red.json" with { type: "json" }
import { ALTO, CLASES, emparejar, leerRed, puntuar, VENTANA } from "../../src/lectura/red.ts"
import { laRed, PESOS } from "./fotos.ts"

/** Logarithms of probabilities from logits, as the network gives them. */
function logaritmos(logits: readonly number[]): number[] {
  const suma = Math.log(logits.reduce((s, v) => s + Math.exp(v), 0))
  return logits.map((v) => v - suma)
}

describe("ET 5.8 the network of OCR-B", () => {
  it("is the one that the training recorded, and weighs less than 40 KB", () => {
    expect(createHash("sha256").update(PESOS).digest("hex")).toBe(ficha.sha256)
    expect(PESOS.byteLength).toBeLessThan(40_000)
  })

  it("says of each shared window what its twin in Python says", () => {
    vector.ventanas.forEach((columnas, n) => {
      const franja = Float32Array.from(columnas.flat(), (v) => v / 100)
      const dicho = puntuar(laRed(), franja)

      logaritmos(vector.logits[n] ?? []).forEach((v, c) => expect(dicho[c]).toBeCloseTo(v, 1))
    })
  })

  it("slides over a strip by four pixels, and a window says the same alone", () => {
    const franja = Float32Array.from({ length: ALTO * 60 }, (_, i) => Math.sin(i * 0.37) * 0.8)
    const todas = puntuar(laRed(), franja)
    const sola = puntuar(laRed(), franja.slice(ALTO * 16, ALTO * (16 + VENTANA)))

    expect(todas.length / CLASES.length).toBe(11)
    sola.forEach((v, c) => expect(todas[4 * CLASES.length + c]).toBeCloseTo(v, 3))
  })

  it("refuses what is not its file", () => {
    expect(() => leerRed(new Uint8Array(64).buffer)).toThrow(RangeError)
    expect(() => leerRed(Uint8Array.from([...PESOS, 0]).buffer)).toThrow(RangeError)
  })

  it("sees the same text in any even light", () => {
    const franja = Float32Array.from({ length: ALTO * 60 }, (_, i) => 120 + 80 * Math.sin(i))
    const clara = emparejar(franja.map((v) => v + 30))

    emparejar(franja).forEach((v, i) => expect(clara[i]).toBeCloseTo(v, 3))
  })
})
