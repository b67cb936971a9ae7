/** UUIDv7 (RFC 9562 §5.7): the id of a registro, made on the phone and sortable by time. */

const MAX_MS = 2 ** 48 - 1

/** Return the UUIDv7 of a Unix time in ms and ten random bytes; throw RangeError otherwise. */
export function uuid7(ms: number, azar: Uint8Array): string {
  if (!Number.isInteger(ms) || ms < 0 || ms > MAX_MS) throw new RangeError("ms does not fit in 48 bits")
  if (azar.length !== 10) throw new RangeError("azar must have ten bytes")
  const [a = 0, b = 0, c = 0, ...resto] = azar
  const tiempo = ms.toString(16).padStart(12, "0")
  const bytes = [(a & 0x0f) | 0x70, b, (c & 0x3f) | 0x80, ...resto]
  const hex = tiempo + bytes.map((x) => x.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

/** Return whether the text is a UUIDv7 in its canonical form: lower case, with hyphens. */
export function esUuid7(texto: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(texto)
}
