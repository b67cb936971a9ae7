/** HPKE written here against a library written elsewhere, and against RFC 9180 itself. */

import { x25519 } from "@noble/curves/ed25519.js"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { hex, utf8 } from "../../src/core/bytes.ts"
import { abrirCon, sellarPara } from "../../src/core/hpke.ts"
import { deHex, suite } from "../alambre.ts"

const octetos = (maximo: number) => fc.uint8Array({ maxLength: maximo }).map((b) => Uint8Array.from(b))
const secreta = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe("HPKE base mode, X25519, HKDF-SHA256, AES-256-GCM", () => {
  it("seals what the library opens", async () => {
    await fc.assert(
      fc.asyncProperty(secreta, octetos(40), octetos(40), octetos(2_000), async (privada, info, aad, claro) => {
        const { enc, ct } = await sellarPara(x25519.getPublicKey(privada), info, aad, claro)
        const hpke = suite()
        const recipientKey = await hpke.kem.importKey("raw", Uint8Array.from(privada).buffer, false)

        expect(hex(new Uint8Array(await hpke.open({ recipientKey, enc, info }, ct, aad)))).toBe(hex(claro))
      }),
      { numRuns: 25 },
    )
  })

  it("opens what the library seals", async () => {
    await fc.assert(
      fc.asyncProperty(secreta, octetos(40), octetos(40), octetos(2_000), async (privada, info, aad, claro) => {
        const hpke = suite()
        const recipientPublicKey = await hpke.kem.deserializePublicKey(Uint8Array.from(x25519.getPublicKey(privada)).buffer)
        const { enc, ct } = await hpke.seal({ recipientPublicKey, info }, claro, aad)
        const sellado = { enc: new Uint8Array(enc), ct: new Uint8Array(ct) }

        expect(hex(await abrirCon(privada, info, aad, sellado))).toBe(hex(claro))
      }),
      { numRuns: 25 },
    )
  })

  it("makes the enc of RFC 9180 A.1.1 from its ephemeral key", async () => {
    const efimera = deHex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736")
    const publica = deHex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d")

    const { enc } = await sellarPara(publica, utf8(""), utf8(""), utf8(""), efimera)

    expect(hex(enc)).toBe("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431")
  })

  it("shares no secret with a point of small order", async () => {
    await expect(sellarPara(new Uint8Array(32), utf8(""), utf8(""), utf8(""))).rejects.toThrow()
  })

  it.each(["info", "aad", "enc", "ct"])("does not open with another %s", async (que) => {
    const privada = crypto.getRandomValues(new Uint8Array(32))
    const sellado = await sellarPara(x25519.getPublicKey(privada), utf8("i"), utf8("a"), utf8("hola"))
    const cambiado = { info: utf8("i"), aad: utf8("a"), ...sellado, [que]: Uint8Array.from(que === "info" || que === "aad" ? utf8("x") : sellado[que as "enc" | "ct"].map((b, i) => (i === 0 ? b ^ 1 : b))) }

    await expect(abrirCon(privada, cambiado.info, cambiado.aad, cambiado)).rejects.toThrow()
  })
})
