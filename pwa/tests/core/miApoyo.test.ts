import { x25519 } from "@noble/curves/ed25519.js"
import { describe, expect, it } from "vitest"
import { deUtf8, hex, utf8 } from "../../src/core/bytes.ts"
import type { Codigo } from "../../src/core/contenido.ts"
import { abrirCon } from "../../src/core/hpke.ts"
import { esCodigo, esCorreo, estaVigente, leerReverso, limpiarCodigo, sellarPeticion } from "../../src/core/miApoyo.ts"

const MRZ = "IDMEX1234567897<<2575012345678\n8205063H3312315MEX<00<<12345<4\nHERNANDEZ<GARCIA<<JUAN<CARLOS<"
const codigo = (texto: string, simbologia = "Code128"): Codigo => ({ simbologia, lado: "reverso", texto })

describe("what a reverso says (ET 7.7, 7.15)", () => {
  it("is read from the MRZ first, with its expiry", () => {
    expect(leerReverso([codigo("987654321"), codigo(MRZ, "MRZ")])).toEqual({ cic: "123456789", identificador: "012345678", vence: "2033-12-31" })
  })

  it("is its CIC alone when only the bar code was read, and nothing when two disagree or none is there", () => {
    expect(leerReverso([codigo("123456789"), codigo("https://servicios.invalid/qr", "QRCode")])).toEqual({ cic: "123456789", identificador: "", vence: null })
    expect(leerReverso([codigo("123456789"), codigo("987654321")])).toBeUndefined()
    expect(leerReverso([{ simbologia: "QRCode", lado: "reverso", bytes: new Uint8Array(8) }])).toBeUndefined()
    expect(leerReverso([])).toBeUndefined()
  })
})

describe("until when a credential serves (ET 7.3)", () => {
  it.each([
    ["2026-11-23", null, true],
    ["2026-11-22", null, false],
    ["2025-12-31", "2025-12-31", true],
    ["2025-12-30", "2025-12-31", false],
    [null, null, true],
  ] as const)("expires %s, extended from %s: %s", (vence, desde, serve) => {
    expect(estaVigente(vence, "2026-11-23", desde)).toBe(serve)
  })
})

describe("the request of a code (ET 7.7)", () => {
  const secreta = new Uint8Array(32).fill(5)
  const peticion = { autenticacion: "correo", cic: "123456789", identificador: "012345678", vence: "2033-12-31", correo: "ciro@ejemplo.test" }

  async function abrir(sellada: Uint8Array, info: string): Promise<string> {
    const sellado = { enc: Uint8Array.from(sellada.slice(0, 32)), ct: Uint8Array.from(sellada.slice(32)) }
    return deUtf8(await abrirCon(secreta, utf8(info), new Uint8Array(0), sellado))
  }

  it("opens for the installation under its own id and device, and under no other", async () => {
    const sellada = await sellarPeticion(peticion, "una", "kid", x25519.getPublicKey(secreta))

    expect(JSON.parse(await abrir(sellada, "rubrica/mi-apoyo/1|una|kid"))).toEqual(peticion)
    await expect(abrir(sellada, "rubrica/mi-apoyo/1|otra|kid")).rejects.toThrow()
    expect(hex(sellada)).not.toContain(hex(utf8(peticion.cic)))
  })

  it("has always the same size, whatever the e-mail", async () => {
    const publica = x25519.getPublicKey(secreta)
    const largos = await Promise.all(["a@b.mx", `${"a".repeat(60)}@ejemplo.test`].map((correo) => sellarPeticion({ ...peticion, correo }, "una", "kid", publica)))

    expect(new Set(largos.map(({ length }) => length)).size).toBe(1)
  })
})

describe("the code as people type it (ET 7.11)", () => {
  it("forgives hyphens, spaces and capitals, and asks for eight", () => {
    expect(limpiarCodigo(" 7qm4-x2kd ")).toBe("7QM4X2KD")
    expect(["7QM4-X2KD", "7qm4x2kd"].every(esCodigo)).toBe(true)
    expect(["7QM4", "", "7QM4-X2KD9"].some(esCodigo)).toBe(false)
  })

  it("tells an address from what is none", () => {
    expect(["ciro@ejemplo.test", "ñandú@correo.mx"].every(esCorreo)).toBe(true)
    expect(["ciro", "ciro@", "@a.mx", "a b@c.mx"].some(esCorreo)).toBe(false)
  })
})
