/** A maintenance is told before it happens and while it lasts (ET 6.3). */

import { describe, expect, it } from "vitest"
import { elProximo, leerAnuncios, type Anuncio } from "../../src/core/mantenimiento.ts"

const anuncio = (cambios: Partial<Anuncio> = {}): Anuncio => ({
  inicio: "2026-11-26T08:00:00+00:00", fin: "2026-11-26T10:00:00+00:00", detiene: ["recepcion"], mensaje: "De 2 a 4.", ...cambios,
})
const a = (hora: string): Date => new Date(`2026-11-26T${hora}Z`)

describe("the announcements", () => {
  it("are those that stop what a phone talks to", () => {
    const deLaMesa = anuncio({ detiene: ["mesa"] })
    const delPortal = anuncio({ detiene: ["mesa", "portal"] })

    expect(leerAnuncios({ anuncios: [deLaMesa, delPortal] })).toEqual([delPortal])
  })

  it.each([null, "x", {}, { anuncios: 7 }, { anuncios: [null, 1, "x", {}, { ...anuncio(), fin: "mañana" }, { ...anuncio(), mensaje: 7 }, { ...anuncio(), detiene: "recepcion" }] }])(
    "of another shape are none: %j", (cuerpo) => {
      expect(leerAnuncios(cuerpo)).toEqual([])
    },
  )

  it("are told one at a time: the one that goes on or the nearest, and none that is over", () => {
    const despues = anuncio({ inicio: "2026-11-27T08:00:00+00:00", fin: "2026-11-27T09:00:00+00:00" })
    const ambos = [despues, anuncio()]

    expect(elProximo(ambos, a("07:59:59"))).toEqual({ anuncio: anuncio(), enCurso: false })
    expect(elProximo(ambos, a("08:00:00"))).toEqual({ anuncio: anuncio(), enCurso: true })
    expect(elProximo(ambos, a("10:00:00"))).toEqual({ anuncio: despues, enCurso: false })
    expect(elProximo([anuncio()], a("10:00:00"))).toBeUndefined()
  })
})
