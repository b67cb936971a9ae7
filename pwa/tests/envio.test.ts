/** The life of a registro on the phone: its paquete leaves only with an acuse (ET 6.5, 6.6). */

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { aTiempo, avanzar, conservaPaquete, espera, porEnviar, siguienteTrozo, TROZO_MAX, TROZO_MIN, type Estado, type Respuesta, type Suceso } from "../src/core/envio.ts"

const motivo = { code: "sobre-tarde", titulo: "Llegó tarde.", que_hacer: "Consérvelo.", numeral: "ET 6.6", firmado: null }
const sucesos = fc.array(
  fc.constantFrom<Suceso>({ tipo: "intento" }, { tipo: "entregado" }, { tipo: "rechazo", motivo }, { tipo: "reintento" }, { tipo: "acuse", acuse: "a.b.c", recibidoEn: "" }),
  { maxLength: 12 },
)
const GUARDADO: Estado = { estado: "guardado", intentos: 0 }

describe("a registro", () => {
  it("keeps its paquete exactly until the first acuse, whatever the network does", () => {
    fc.assert(
      fc.property(sucesos, (lista) => {
        const final = lista.reduce(avanzar, GUARDADO)

        expect(conservaPaquete(final)).toBe(!lista.some((s) => s.tipo === "acuse"))
      }),
    )
  })

  it("counts each attempt until it is received", () => {
    fc.assert(
      fc.property(sucesos, (lista) => {
        const sinAcuse = lista.filter((s) => s.tipo !== "acuse")

        expect(sinAcuse.reduce(avanzar, GUARDADO)).toMatchObject({ intentos: sinAcuse.filter((s) => s.tipo === "intento").length })
      }),
    )
  })

  it("leaves the queue when it is refused, and comes back only when asked", () => {
    const rechazado = avanzar(GUARDADO, { tipo: "rechazo", motivo })

    expect(porEnviar(rechazado)).toBe(false)
    expect(avanzar(rechazado, { tipo: "entregado" })).toBe(rechazado)
    expect(porEnviar(avanzar(rechazado, { tipo: "reintento" }))).toBe(true)
  })

  it("is still taken at the last millisecond of the 24 hours, and not at the next", () => {
    const fin = Date.UTC(2026, 11, 1, 5, 59, 59)

    expect(aTiempo(fin, fin + 24 * 3_600_000)).toBe(true)
    expect(aTiempo(fin, fin + 24 * 3_600_000 + 1)).toBe(false)
  })
})

describe("the wait between rounds", () => {
  const sinRed: Respuesta = { clase: "sin-red" }

  it("grows with the failures and never passes six minutes by itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (fallas, azar) => {
        const ms = espera(sinRed, fallas, azar)

        expect(ms).toBeGreaterThanOrEqual(1_500)
        expect(ms).toBeLessThanOrEqual(375_000)
        expect(espera(sinRed, fallas + 3, azar)).toBeGreaterThanOrEqual(ms)
      }),
    )
  })

  it("is at least what a busy server asks for", () => {
    expect(espera({ clase: "ocupado", esperaMs: 600_000 }, 1, 0.5)).toBe(600_000)
  })
})

describe("the next piece of an upload", () => {
  it("is what a thin line carries in about four seconds", () => {
    const enTreintaKbits = (bytes: number): number => (bytes * 8) / 30

    const segundo = siguienteTrozo(32_768, enTreintaKbits(32_768), false)

    expect(enTreintaKbits(segundo)).toBeLessThanOrEqual(4_000)
    expect(enTreintaKbits(segundo)).toBeGreaterThan(2_000)
  })

  it("is never outside its limits, and half after a cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000 }), fc.double({ min: 0, max: 90_000, noNaN: true }), fc.boolean(), (bytes, ms, cortado) => {
        const siguiente = siguienteTrozo(bytes, ms, cortado)

        expect(siguiente).toBeGreaterThanOrEqual(TROZO_MIN)
        expect(siguiente).toBeLessThanOrEqual(TROZO_MAX)
        if (cortado) expect(siguiente).toBeLessThanOrEqual(Math.max(TROZO_MIN, bytes / 2))
      }),
    )
  })
})
