/** Bytes to text and back, each way with one spelling only. */

// Every engine has these two; the es2022 library, which knows no host, does not name them.
declare const TextEncoder: new () => { encode(texto: string): Uint8Array<ArrayBuffer> }
declare const TextDecoder: new (
  nombre: "utf-8",
  opciones: { fatal: true; ignoreBOM: true },
) => { decode(bytes: Uint8Array): string }

export type Bytes = Uint8Array<ArrayBuffer>

const ALFABETO = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const VALOR = new Map([...ALFABETO].map((letra, i) => [letra, i]))

export function utf8(texto: string): Bytes {
  return new TextEncoder().encode(texto)
}

/** Return the text of UTF-8 bytes. Throws TypeError on bytes that are not UTF-8. */
export function deUtf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
}

export function unir(...partes: readonly Uint8Array[]): Bytes {
  const todo = new Uint8Array(partes.reduce((n, parte) => n + parte.length, 0))
  let en = 0
  for (const parte of partes) {
    todo.set(parte, en)
    en += parte.length
  }
  return todo
}

export function iguales(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octeto, i) => octeto === b[i])
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (octeto) => octeto.toString(16).padStart(2, "0")).join("")
}

/** Return `bytes` in base64url without padding. */
export function b64u(bytes: Uint8Array): string {
  let texto = ""
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3)
    const cuatro = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63]
    texto += cuatro.slice(0, Math.min(3, bytes.length - i) + 1).map((v) => ALFABETO[v]).join("")
  }
  return texto
}

/** Return the bytes of base64url text. Throws RangeError unless it is their only spelling. */
export function deB64u(texto: string): Bytes {
  const bytes = new Uint8Array(Math.floor((texto.length * 3) / 4))
  let acumulado = 0
  let bits = 0
  let en = 0
  for (const letra of texto) {
    const valor = VALOR.get(letra)
    if (valor === undefined) throw new RangeError("not base64url")
    acumulado = ((acumulado << 6) | valor) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[en++] = (acumulado >> bits) & 0xff
    }
  }
  if (texto.length % 4 === 1 || (acumulado & ((1 << bits) - 1)) !== 0) throw new RangeError("base64url with loose bits")
  return bytes
}
