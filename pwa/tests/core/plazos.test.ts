// The vectors that server/rubrica/core/tests/test_vectores.py reads: the phone counts as the server.
import { describe, expect, it } from "vitest"
import plazos from "../../../vectors/credencial/plazos.json" with { type: "json" }
import { aceptaEnvio, cierreDeEnvio, dentroDelPeriodo } from "../../src/core/plazos.ts"

const de = (funcion: string) => plazos.filter((caso) => caso.funcion === funcion)
const instante = (texto: string | undefined): Date => new Date(texto ?? "")

describe("ET 4.8 only within the period", () => {
  it.each(de("dentro_del_periodo"))("$momento: $valor", ({ inicio, fin, momento, valor }) => {
    expect(dentroDelPeriodo(instante(inicio), instante(fin), instante(momento))).toBe(valor)
  })
})

describe("ET 6.6 twenty-four hours more", () => {
  it.each(de("acepta_envio"))("$momento: $valor", ({ fin, momento, valor }) => {
    expect(aceptaEnvio(instante(fin), instante(momento))).toBe(valor)
  })

  it.each(de("cierre_de_envio"))("the last instant after $momento", ({ momento, valor }) => {
    expect(cierreDeEnvio(instante(momento))).toEqual(instante(String(valor)))
  })
})
