/** The rescue file, as a phone writes it (ET 6.2, 6.5); the twin of server/rubrica/core/rescate.py. */

import { sha256 } from "@noble/hashes/sha2.js"
import { unir, utf8, type Bytes } from "./bytes.ts"

export const INICIO: Bytes = utf8("rubrica-rescate1")
/** First line of a file of receipts; then one JWS a line. */
export const INICIO_DE_ACUSES = "rubrica-acuses1"
const [ES_REGISTRO, ES_CIERRE] = [1, 0]

/** What goes before each record, and what closes the file; the records themselves pass by. */
export class Escritor {
  readonly #orden = sha256.create().update(INICIO)
  #cuantos = 0

  /** Return the head of the next record. */
  cabeza(sobre: Uint8Array, paquete: Uint8Array): Bytes {
    const largos = new DataView(new ArrayBuffer(7))
    largos.setUint8(0, ES_REGISTRO)
    largos.setUint16(1, sobre.length)
    largos.setUint32(3, paquete.length)
    const cabeza = unir(new Uint8Array(largos.buffer), sha256.create().update(sobre).update(paquete).digest())
    this.#orden.update(cabeza)
    this.#cuantos += 1
    return cabeza
  }

  /** Return the end of the file; nothing more is written after it. */
  cierre(): Bytes {
    const cuantos = new DataView(new ArrayBuffer(5))
    cuantos.setUint8(0, ES_CIERRE)
    cuantos.setUint32(1, this.#cuantos)
    const fin = new Uint8Array(cuantos.buffer)
    return unir(fin, this.#orden.update(fin).digest())
  }
}

/** Return the receipts and signed refusals of a file of them; undefined when it is something else. */
export function leerAcuses(texto: string): readonly string[] | undefined {
  const [primera, ...lineas] = texto.split(/\r?\n/)
  return primera === INICIO_DE_ACUSES ? lineas.map((linea) => linea.trim()).filter(Boolean) : undefined
}
