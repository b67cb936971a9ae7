import { gunzipSync } from "node:zlib"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { leerRed, type Red } from "../../src/lectura/red.ts"
import type { Plano } from "../../src/lectura/plano.ts"

const RAIZ = join(import.meta.dirname, "../../..")
export const PESOS = readFileSync(join(RAIZ, "server/rubrica/ocrb/ocrb.bin"))

/** The network that the project ships. */
export function laRed(): Red {
  return leerRed(PESOS.buffer.slice(PESOS.byteOffset, PESOS.byteOffset + PESOS.byteLength))
}

export function planoDe({ gris, ancho, alto }: { gris: string; ancho: number; alto: number }): Plano {
  return { gris: new Uint8Array(gunzipSync(Buffer.from(gris, "base64"))), ancho, alto }
}
