import { describe, expect, it } from "vitest"
import { ed25519 } from "@noble/curves/ed25519.js"
import { sha256 } from "@noble/hashes/sha2.js"
import casos from "../../../vectors/avisos.json" with { type: "json" }
import { bloques } from "../../src/core/avisos.ts"
import { b64u, hex, utf8 } from "../../src/core/bytes.ts"
import { leer } from "../../src/core/manifiesto.ts"
import { MANIFIESTO, manifiesto } from "../bovedas.ts"

const clave = ed25519.getPublicKey(MANIFIESTO)
const aviso = (texto: string, version = 1) => ({ version, texto, sha256: hex(sha256(utf8(texto))) })
const imagen = new Uint8Array([82, 73, 70, 70])
const nuevos = {
  textos_de_avisos: { integral: aviso("# Uno"), simplificado: aviso("Breve.", 2) },
  logotipo: { tipo: "image/webp", sha256: hex(sha256(imagen)), imagen: b64u(imagen) },
}

describe("a manifest with its notices and its logo", () => {
  it("brings both, verified (ET 1.3, 5.3)", () => {
    const leido = leer(manifiesto(nuevos), clave, "OAX26")

    expect(leido.textos_de_avisos?.simplificado).toMatchObject({ version: 2, texto: "Breve." })
    expect(leido.logotipo?.imagen).toBe(b64u(imagen))
  })

  it("goes on being read without them, as older ones are", () => {
    expect(leer(manifiesto(), clave, "OAX26").textos_de_avisos).toBeUndefined()
  })

  it.each([
    ["a text that is not that of its hash", { textos_de_avisos: { ...nuevos.textos_de_avisos, integral: { ...aviso("x"), texto: "y" } } }],
    ["a notice that is missing", { textos_de_avisos: { integral: aviso("x") } }],
    ["a logo that is not that of its hash", { logotipo: { ...nuevos.logotipo, imagen: b64u(new Uint8Array([1])) } }],
    ["a logo that cannot be read", { logotipo: { ...nuevos.logotipo, imagen: "*" } }],
  ])("is refused with %s (ET 1.3)", (_, cambios) => {
    expect(() => leer(manifiesto(cambios), clave, "OAX26")).toThrow("jws-carga")
  })
})

describe("a notice", () => {
  it.each(casos)("is read as the portal reads it: $texto", ({ texto, bloques: esperados }) => {
    expect(bloques(texto).map(({ tipo, renglones }) => [tipo, renglones])).toEqual(esperados)
  })
})
