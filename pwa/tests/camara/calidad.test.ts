import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { aGris, medirLuz, medirQuemado } from "../../src/camara/calidad.ts"
import { esparcidoDeColor } from "../../src/camara/color.ts"
import { medirEnfoque } from "../../src/camara/enfoque.ts"
import { juzgarCredencial, juzgarHuella, juzgarRostro, medirCredencial, type MedidaDeCredencial } from "../../src/camara/juicio.ts"
import { medirOrillas } from "../../src/camara/orillas.ts"
import { medirReflejo } from "../../src/camara/reflejo.ts"
import type { MedidaDeRostro } from "../../src/camara/rostro.ts"
import { LADO_DE_TRAMA, medirTrama } from "../../src/camara/trama.ts"

const [ANCHO, ALTO] = [320, 240]

/** A picture whose grey at (x, y) is what `pinta` says. */
function imagen(pinta: (x: number, y: number) => number, ancho = ANCHO, alto = ALTO): Uint8Array {
  return Uint8Array.from({ length: ancho * alto }, (_, i) => pinta(i % ancho, Math.floor(i / ancho)))
}

function aColor(gris: Uint8Array, [r, v, a]: readonly [number, number, number] = [1, 1, 1]): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: gris.length * 4 }, (_, j) => (j % 4 === 3 ? 255 : gris[j >> 2]! * [r, v, a][j % 4]!))
}

/** A pale card of that width on a dark table, its upper left corner there. */
function tarjeta(x0: number, y0: number, ancho: number): Uint8Array {
  const alto = ancho / 1.586
  return imagen((x, y) => (x >= x0 && x < x0 + ancho && y >= y0 && y < y0 + alto ? 190 : 80))
}

const letras = imagen((x, y) => ((x >> 2) + (y >> 2)) % 2 === 0 ? 60 : 200)

describe("ET 5.7: the edges of the card", () => {
  it("are found when the four of them are in the picture, and say how much of it the card takes", () => {
    const { nitidas, ocupa } = medirOrillas(tarjeta(30, 38, 260), ANCHO, ALTO)

    expect(nitidas).toBeGreaterThan(0.9)
    expect(ocupa).toBeCloseTo(260 / 320, 1)
  })

  it("are not four when a side is out of the picture", () => {
    expect(medirOrillas(tarjeta(-60, 38, 260), ANCHO, ALTO).nitidas).toBeLessThan(0.54)
    expect(medirOrillas(tarjeta(30, 120, 260), ANCHO, ALTO).nitidas).toBeLessThan(0.54)
  })

  it("are not found where there is no card", () => {
    expect(medirOrillas(imagen(() => 120), ANCHO, ALTO)).toEqual({ nitidas: 0, ocupa: 0 })
  })
})

describe("ET 5.9: what is not the original", () => {
  it("has no colour of its own, whatever the tint of the light", () => {
    expect(esparcidoDeColor(aColor(letras), ANCHO, ALTO)).toBeLessThan(16)
    expect(esparcidoDeColor(aColor(letras, [1, 0.94, 0.8]), ANCHO, ALTO)).toBeLessThan(16)
  })

  it("is told from a card with a coloured band", () => {
    const conBanda = aColor(letras)
    for (let i = 0; i < ANCHO * ALTO; i++) if (Math.floor(i / ANCHO) < 110) conBanda[i * 4] = conBanda[i * 4]! / 2

    expect(esparcidoDeColor(conBanda, ANCHO, ALTO)).toBeGreaterThan(100)
  })

  it("shows the dots of a screen all over; grain and a bar code in one corner are none", () => {
    const L = LADO_DE_TRAMA
    let azar = 7
    const ruido = (): number => (azar = (azar * 1103515245 + 12345) % 2147483648) % 9
    const puntos = imagen((x, y) => 130 + 40 * Math.cos(x * 2.1) + 20 * Math.cos(y * 2.4) + ruido(), L, L)
    const barras = imagen((x, y) => (x < 120 && y < 120 && x % 5 < 2 ? 40 : 180) + ruido(), L, L)

    expect(medirTrama(puntos)).toBeGreaterThan(3)
    expect(medirTrama(barras)).toBeLessThan(2.5)
  })
})

describe("ET 5.7, 5.11 f: blur", () => {
  const trazos = imagen((x, y) => ((x >> 4) + (y >> 4)) % 2 === 0 ? 60 : 200)

  /** A box blur along one direction: a hand that moved. */
  const movida = (dx: number, dy: number): Uint8Array =>
    imagen((x, y) => {
      let suma = 0
      for (let k = -7; k <= 7; k++) suma += trazos[Math.min(ALTO - 1, Math.max(0, y + k * dy)) * ANCHO + Math.min(ANCHO - 1, Math.max(0, x + k * dx))]!
      return suma / 15
    })

  it.each([[1, 0], [0, 1], [1, 1]])("is seen along the direction (%i, %i) in which the hand moved", (dx, dy) => {
    expect(medirEnfoque(trazos, ANCHO, ALTO)).toBeGreaterThan(0.2)
    expect(medirEnfoque(movida(dx, dy), ANCHO, ALTO)).toBeLessThan(0.147)
  })

  it("is not said of a wall: where nothing is to be seen, nothing is said", () => {
    expect(medirEnfoque(imagen(() => 128), ANCHO, ALTO)).toBe(1)
  })
})

describe("ET 5.7: glare", () => {
  it("is a burnt patch where no letter shows, not the white between letters", () => {
    const blanco = letras.map((v) => (v === 200 ? 255 : v))

    expect(medirReflejo(blanco, ANCHO, ALTO)).toBeLessThan(0.02)
    expect(medirReflejo(imagen((x, y) => (x > 100 && x < 150 && y > 80 && y < 130 ? 255 : 90)), ANCHO, ALTO)).toBeGreaterThan(0.088)
  })
})

const BUENA: MedidaDeCredencial = { luz: 130, quemado: 0, reflejo: 0, color: 60, orillas: { nitidas: 0.9, ocupa: 0.82 }, enfoque: 0.3, trama: 1.4 }

describe("ET 5.7, 5.9: the advice on a side of the credential", () => {
  it("is none when nothing is wrong", () => {
    expect(juzgarCredencial(BUENA)).toEqual([])
  })

  it.each([
    ["oscura", { luz: 30 }],
    ["clara", { quemado: 0.4 }],
    ["borrosa", { enfoque: 0.09 }],
    ["reflejo", { reflejo: 0.15 }],
    ["cortada", { orillas: { nitidas: 0.4, ocupa: 0.8 } }],
    ["lejos", { orillas: { nitidas: 0.95, ocupa: 0.35 } }],
    ["fotocopia", { color: 3 }],
    ["pantalla", { trama: 3.9 }],
  ] as const)("is «%s», and only that", (codigo, cambio) => {
    expect(juzgarCredencial({ ...BUENA, ...cambio })).toEqual([codigo])
  })

  it.each([
    ["an ink print, grey and without the edges of a card", {}, []],
    ["the same in the dark", { luz: 20 }, ["oscura"]],
    ["the same moved", { enfoque: 0.05 }, ["borrosa"]],
    ["the same burnt by the sun", { quemado: 0.4 }, ["clara"]],
  ] as const)("asks of a fingerprint nothing that only a card has: %s", (_, cambio, dichos) => {
    const tinta = { ...BUENA, color: 0, reflejo: 0.5, orillas: { nitidas: 0, ocupa: 0 } }

    expect(juzgarHuella({ ...tinta, ...cambio })).toEqual(dichos)
  })

  it("in the dark is the dark alone: colours, edges and blur cannot be judged", () => {
    expect(juzgarCredencial({ ...BUENA, luz: 20, color: 0, enfoque: 0.05, orillas: { nitidas: 0, ocupa: 0 } })).toEqual(["oscura"])
  })

  it("never fails, whatever the pixels", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64 * 48, maxLength: 64 * 48 }), (gris) => {
        const medida = medirCredencial({ rgba: aColor(gris), gris, ancho: 64, alto: 48 }, undefined)
        expect(Array.isArray(juzgarCredencial(medida)) && medida.luz >= 0 && medida.luz <= 255).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

const CARA = { x: 160, y: 200, lado: 150, votos: 9 }
const DESCUBIERTA: MedidaDeRostro = { ocupa: 0.31, luz: 110, quemado: 0, enfoque: 0.15, tapado: 0.05, ojos: 0.62, arriba: 0.45, grano: 0.08, aspereza: 4.8 }

const consejoDe = (cambio: Partial<MedidaDeRostro>): readonly string[] =>
  juzgarRostro({ luz: 120, quemado: 0, caras: [CARA], primera: { ...DESCUBIERTA, ...cambio } })

describe("the advice on a face", () => {
  it("is none when nothing is wrong", () => {
    expect(consejoDe({})).toEqual([])
  })

  it("ET 5.11 b, 7.17 b: is «cubierto» behind a mask, and only that", () => {
    expect(consejoDe({ tapado: 0.7 })).toEqual(["cubierto"])
  })

  it("ET 5.11 c, 7.17 c: is «lentes-oscuros» behind dark glasses, and only that", () => {
    expect(consejoDe({ ojos: 0.25 })).toEqual(["lentes-oscuros"])
  })

  it("ET 5.11 d, 7.17 d: is «gorra» under a cap, and only that", () => {
    expect(consejoDe({ grano: 0.015, aspereza: 0.9, arriba: 1.2 })).toEqual(["gorra"])
  })

  it("ET 5.11 f, 7.17 f: is «borrosa» when it is not sharp, «lejos» and «cerca» by its size", () => {
    expect(consejoDe({ enfoque: 0.07 })).toEqual(["borrosa"])
    expect(consejoDe({ ocupa: 0.12 })).toEqual(["lejos"])
    expect(consejoDe({ ocupa: 0.6 })).toEqual(["cerca"])
  })

  it("ET 5.11 g, 7.17 g: is «oscura» or «clara» by its light, and only that", () => {
    expect(consejoDe({ luz: 25 })).toEqual(["oscura"])
    expect(consejoDe({ quemado: 0.5 })).toEqual(["clara"])
  })

  it("ET 5.11 e, 7.17 e: is «varios-rostros» of a group, and «sin-rostro» of nobody", () => {
    expect(juzgarRostro({ luz: 120, quemado: 0, caras: [CARA, CARA], primera: DESCUBIERTA })).toEqual(["varios-rostros"])
    expect(juzgarRostro({ luz: 120, quemado: 0, caras: [], primera: null })).toEqual(["sin-rostro"])
  })

  it("says the light first when it is why nobody is seen", () => {
    expect(juzgarRostro({ luz: 20, quemado: 0, caras: [], primera: null })[0]).toBe("oscura")
    expect(juzgarRostro({ luz: 220, quemado: 0.6, caras: [], primera: null })[0]).toBe("clara")
  })
})

it("turns white into white and black into black, and measures both", () => {
  expect([...aGris(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255]))]).toEqual([255, 0])
  expect(medirLuz(Uint8Array.of(0, 255))).toBe(127.5)
  expect(medirQuemado(imagen(() => 255), ANCHO, ALTO)).toBe(1)
})
