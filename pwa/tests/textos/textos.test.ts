import { describe, expect, it } from "vitest"
import { fechaHora, resto } from "../../src/textos/fechas.ts"

/** Every text of a catalogue, with the path by which a screen names it. */
function textos(valor: unknown, camino: string): [string, string][] {
  if (typeof valor === "string") return [[camino, valor]]
  if (typeof valor !== "object" || valor === null) return []
  return Object.entries(valor).flatMap(([nombre, hijo]) => textos(hijo, `${camino}.${nombre}`))
}

const todos = textos(import.meta.glob("../../src/textos/es-MX/*.ts", { eager: true }), "es-MX")

describe("the catalogue of es-MX", () => {
  it("has something in each text, and no loose spaces", () => {
    expect(todos.filter(([, texto]) => texto.trim() !== texto || texto.length < 2)).toEqual([])
    expect(todos.length).toBeGreaterThan(200)
  })

  it("speaks of usted", () => {
    expect(todos.filter(([, texto]) => /\b(tú|tu|tus|puedes|debes|tienes|haz)\b/i.test(texto))).toEqual([])
  })
})

describe("dates", () => {
  it("are read in hora Centro, by day, month and 24 hours", () => {
    expect(fechaHora(new Date("2026-11-23T20:05:00Z"))).toBe("23 de noviembre de 2026, 14:05")
    expect(fechaHora(new Date("2026-11-23T06:00:00Z"))).toBe("23 de noviembre de 2026, 00:00")
  })

  it("count down to zero and no further", () => {
    expect(resto(26 * 3_600_000 + 61_000)).toEqual({ dias: 1, horas: 2, minutos: 1 })
    expect(resto(-5)).toEqual({ dias: 0, horas: 0, minutos: 0 })
  })
})
