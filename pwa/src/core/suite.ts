/** How a paquete is sealed and to which key, in few enough bytes to be read before the app is. */

import { sha256 } from "@noble/hashes/sha2.js"
import type { Bytes } from "./bytes.ts"

/** DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
export const SUITE = 0x01

/** Return the key id of a raw X25519 public key: first 16 bytes of its SHA-256. */
export function kid(publica: Uint8Array): Bytes {
  return sha256(publica).slice(0, 16)
}
