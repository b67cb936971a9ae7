/** The engine's X25519 and the library's: one curve, the same bytes. */

import fc from "fast-check"
import { afterEach, describe, expect, it, vi } from "vitest"
import { hex } from "../../src/core/bytes.ts"
import { delMotor, deLaBiblioteca, usar } from "../../src/core/x25519.ts"
import { deHex } from "../alambre.ts"

const secreta = fc.uint8Array({ minLength: 32, maxLength: 32 })
const DE_ORDEN_CHICO = ["00".repeat(32), `01${"00".repeat(31)}`, "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"]

afterEach(() => {
  vi.restoreAllMocks()
  vi.resetModules()
})

describe("X25519", () => {
  it("gives by the engine what it gives by the library", async () => {
    await fc.assert(
      fc.asyncProperty(secreta, secreta, async (una, otra) => {
        const [motor, biblioteca, ajena] = [await delMotor(una), await deLaBiblioteca(una), await deLaBiblioteca(otra)]

        expect(hex(motor.publica)).toBe(hex(biblioteca.publica))
        expect(hex(await motor.compartir(ajena.publica))).toBe(hex(await biblioteca.compartir(ajena.publica)))
      }),
      { numRuns: 50 },
    )
  })

  it.each([delMotor, deLaBiblioteca])("shares no secret with a point of small order (%o)", async (hacer) => {
    const { compartir } = await hacer(new Uint8Array(32).fill(7))

    for (const punto of DE_ORDEN_CHICO) await expect(compartir(deHex(punto))).rejects.toThrow()
  })

  it("is the library's on an engine that has no such curve", async () => {
    const { usar: deNuevo } = await sinLaCurva()

    const { publica } = await deNuevo(deHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"))

    expect(hex(publica)).toBe("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")
  })

  it("is the one that was lent where nothing can be loaded later", async () => {
    const { prestar, usar: deNuevo } = await sinLaCurva()
    const prestada = { getPublicKey: () => new Uint8Array(32).fill(5), getSharedSecret: () => new Uint8Array(32).fill(6) }

    prestar(prestada)

    expect((await deNuevo(new Uint8Array(32).fill(7))).publica).toEqual(new Uint8Array(32).fill(5))
  })

  it("refuses a key that is not 32 bytes", async () => {
    await expect(usar(new Uint8Array(31))).rejects.toThrow()
  })
})

/** The module on an engine whose WebCrypto refuses the curve, as those of before 2025 do. */
function sinLaCurva() {
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("Unrecognized name.", "NotSupportedError"))
  vi.resetModules()
  return import("../../src/core/x25519.ts")
}
