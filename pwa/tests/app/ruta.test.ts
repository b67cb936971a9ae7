import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { datosErrados, leerRuta, type DatosDeAlta } from "../../src/app/ruta.ts"

const abel: DatosDeAlta = { autenticacion: "correo", proceso: "OAX26", auxiliar: "0153", correo: "abel@ejemplo.mx" }

describe("ET 4.4 the four data", () => {
  it("are filled by the link of the e-mail", () => {
    const consulta = new URLSearchParams({ ...abel }).toString()

    expect(leerRuta(`#/alta?${consulta}`)).toEqual({ lugar: "alta", datos: abel })
  })

  it("survive any text that travels in the link", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (texto) => {
        const consulta = new URLSearchParams({ ...abel, correo: texto }).toString()
        expect(leerRuta(`#/alta?${consulta}`).datos?.correo).toBe(texto.trim())
      }),
    )
  })

  it("are the four that travel and no other", () => {
    expect(Object.keys(leerRuta("#/alta?proceso=OAX26&clave=XXXX").datos ?? {})).toEqual(["autenticacion", "proceso", "auxiliar", "correo"])
  })

  it.each([
    ["proceso", "oax26"],
    ["proceso", "26OAX"],
    ["auxiliar", "153"],
    ["auxiliar", "01a3"],
    ["correo", "abel@ejemplo"],
    ["autenticacion", "Face book"],
  ] as const)("are pointed out one by one: %s as «%s»", (campo, valor) => {
    expect(datosErrados({ ...abel, [campo]: valor })).toEqual([campo])
  })
})

it("takes an unknown place to the menu, whatever it is", () => {
  fc.assert(
    fc.property(fc.string(), (texto) => {
      expect(leerRuta(`#/x${texto}`)).toEqual({ lugar: "inicio" })
    }),
  )
})
