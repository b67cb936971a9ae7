/**
 * X25519 (RFC 7748): by the engine where it has it, in a twentieth of the time; by the library where it does not.
 * Both give the same bytes. The engine is asked once: a phone does not learn a curve between two supports.
 */

import type { x25519 } from "@noble/curves/ed25519.js"
import { deB64u, iguales, unir, type Bytes } from "./bytes.ts"

type Biblioteca = Pick<typeof x25519, "getPublicKey" | "getSharedSecret">

/** Loaded by who needs it: a phone with the curve does not read the library on its first screen. */
let biblioteca = async (): Promise<Biblioteca> => (await import("@noble/curves/ed25519.js")).x25519

/** Take the library from who has it already: a service worker may load nothing later. */
export function prestar(suya: Biblioteca): void {
  biblioteca = () => Promise.resolve(suya)
}

/** One private key at work. */
export interface Secreta {
  readonly publica: Bytes
  /** The secret shared with `publica`, 32 bytes. Throws or rejects when that is a point of small order. */
  readonly compartir: (publica: Uint8Array) => Promise<Bytes>
}

/** Return the 32 bytes of `privada` ready to share secrets, with its public half. */
export async function usar(privada: Uint8Array): Promise<Secreta> {
  return (await loHaceElMotor()) ? delMotor(privada) : deLaBiblioteca(privada)
}

/** The library's, which every phone can run. */
export async function deLaBiblioteca(privada: Uint8Array): Promise<Secreta> {
  const curva = await biblioteca()
  return {
    publica: Uint8Array.from(curva.getPublicKey(privada)),
    compartir: (publica) => new Promise((listo) => listo(Uint8Array.from(curva.getSharedSecret(privada, publica)))),
  }
}

const X25519 = { name: "X25519" } as const
/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410). */
const PKCS8 = Uint8Array.of(0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20)
/** The base point: what is shared with it is the public half. */
const NUEVE = new Uint8Array(32).fill(9, 0, 1)

/** The engine's. Rejects where it has none. */
export async function delMotor(privada: Uint8Array): Promise<Secreta> {
  const pkcs8 = unir(PKCS8, privada)
  const llave = await crypto.subtle.importKey("pkcs8", pkcs8, X25519, false, ["deriveBits"])
  pkcs8.fill(0)
  const compartir = (publica: Uint8Array): Promise<Bytes> => derivar(llave, publica)
  return { publica: await compartir(NUEVE), compartir }
}

async function derivar(llave: CryptoKey, publica: Uint8Array): Promise<Bytes> {
  const suya = await crypto.subtle.importKey("raw", Uint8Array.from(publica), X25519, false, [])
  const secreto = new Uint8Array(await crypto.subtle.deriveBits({ ...X25519, public: suya }, llave, 256))
  // RFC 7748 6.1: an engine may give zeros where it should refuse.
  if (secreto.every((byte) => byte === 0)) throw new Error("x25519: small order")
  return secreto
}

/** The example of RFC 7748 6.1: Alice's private half, Bob's public one, and what they share. */
const [ALICIA, BETO, SECRETO] = ["dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo", "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08", "Sl2dW6TOLeFyjjv0gDUPJeB-IclH0Z4zdvCbPB4WF0I"].map(deB64u) as [Bytes, Bytes, Bytes]
let motor: Promise<boolean> | undefined

function loHaceElMotor(): Promise<boolean> {
  motor ??= delMotor(ALICIA).then(({ compartir }) => compartir(BETO)).then((secreto) => iguales(secreto, SECRETO), () => false)
  return motor
}
