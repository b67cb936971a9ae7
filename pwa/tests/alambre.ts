/** The vectors of the wire, the fixed keys they were made with, and the server's half of the seal. */

import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core"
import { DhkemX25519HkdfSha256 } from "@hpke/dhkem-x25519"
import { readFileSync } from "node:fs"
import { webcrypto } from "node:crypto"
import { p256 } from "@noble/curves/nist.js"
import { deB64u } from "../src/core/bytes.ts"
import { decode, type Valor } from "../src/core/cbor.ts"
import type { Contenido } from "../src/core/contenido.ts"
import { kid as kidDe, type Firmante, type Verificador } from "../src/core/jws.ts"
import { info } from "../src/core/paquete.ts"
import { aad, type Datos } from "../src/core/sobre.ts"

export const VECTORES = new URL("../../vectors/", import.meta.url)

export function vector<T>(nombre: string): T {
  return JSON.parse(readFileSync(new URL(nombre, VECTORES), "utf8")) as T
}

interface Llaves {
  readonly telefono: { readonly kty: "EC"; readonly crv: "P-256"; readonly x: string; readonly y: string; readonly d: string }
  readonly proceso: { readonly privada: string; readonly publica: string }
  readonly acuse: string
  readonly hora: string
  readonly manifiesto: string
}

export const LLAVES = vector<Llaves>("llaves.json")

export function deHex(texto: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(texto.match(/../g) ?? [], (dos) => parseInt(dos, 16))
}

export function deB64(texto: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(texto, "base64"))
}

/** Return a CBOR value written as JSON in a vector, {"b64": …} as bytes. */
export function deJson(valor: unknown): Valor {
  if (Array.isArray(valor)) return valor.map(deJson)
  if (typeof valor !== "object" || valor === null) return valor as Valor
  if ("b64" in valor) return deB64(valor.b64 as string)
  return Object.fromEntries(Object.entries(valor).map(([clave, item]) => [clave, deJson(item)]))
}

/** Return a CBOR value as JSON, bytes as {"b64": …}. */
export function comoJson(valor: Valor): unknown {
  if (valor instanceof Uint8Array) return { b64: Buffer.from(valor).toString("base64") }
  if (Array.isArray(valor)) return valor.map((item: Valor) => comoJson(item))
  if (typeof valor !== "object" || valor === null) return valor
  return Object.fromEntries(Object.entries(valor).map(([clave, item]: [string, Valor]) => [clave, comoJson(item)]))
}

/** Return the vector phone, as whoever signs. */
export async function telefono(): Promise<Firmante> {
  const clave = await webcrypto.subtle.importKey("jwk", LLAVES.telefono, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"])
  return {
    kid: kidDe({ alg: "ES256", bytes: puntoDelTelefono() }),
    firmar: async (mensaje) => new Uint8Array(await webcrypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, clave, mensaje)),
  }
}

export function puntoDelTelefono(): Uint8Array {
  return Uint8Array.of(4, ...deB64u(LLAVES.telefono.x), ...deB64u(LLAVES.telefono.y))
}

/** Return who verifies, as the server does, with a P-256 point of 65 bytes. */
export function es256(punto: Uint8Array): Verificador {
  const quien = kidDe({ alg: "ES256", bytes: punto })
  return { alg: "ES256", kid: quien, firmo: (firma, mensaje) => p256.verify(firma, mensaje, punto, { lowS: false }) }
}

/** Open a paquete as the server does. Throws when it does not open. */
/** HPKE by a whole library: what this repository seals by itself must open with it, and the reverse. */
export function suite(): CipherSuite {
  return new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
}

export async function abrir(paquete: Uint8Array, datos: Datos, privada: string): Promise<Valor> {
  const hpke = suite()
  const recipientKey = await hpke.kem.importKey("raw", deHex(privada).buffer, false)
  const enc = paquete.slice(17, 49)
  const claro = await hpke.open({ recipientKey, enc, info: info(datos.proceso, paquete.slice(1, 17)) }, paquete.slice(49), aad(datos))
  return decode(new Uint8Array(claro))
}

export const JPEG = deB64(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AM2v/9k=",
)

/** A whole record with something of everything, its three images the same small JPEG. */
export const REGISTRO: Contenido = {
  modelo: "H",
  anverso: JPEG,
  reverso: JPEG,
  rostro: JPEG,
  firma: { ancho: 300, alto: 150, trazos: [[0, 10, 20, 16, -3, 4, 17, -0, 1], [500, 9, 9]] },
  codigos: [
    { simbologia: "MRZ", lado: "reverso", texto: "IDMEX1234567897<<2575012345678\nÑ" },
    { simbologia: "QRCode", lado: "reverso", bytes: Uint8Array.of(0, 255, 7) },
  ],
  claves: { cic: "123456789", identificador: "012345678" },
  posicion: { lat: 17_060_500, lon: -96_725_300, precision_m: 12, edad_s: 0 },
  manifiesto: { texto: "Otorgo mi apoyo a Pilar Muñoz.", version: 2 },
  avisos_de_calidad: [{ codigo: "oscura", de: "rostro" }],
}
