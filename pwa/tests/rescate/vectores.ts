/** Writes vectors/rescate/typescript.json, the rescue files that the app makes: `npm run vectores`. */

import { writeFileSync } from "node:fs"
import { unir, utf8 } from "../../src/core/bytes.ts"
import { Escritor, INICIO } from "../../src/core/rescate.ts"
import { VECTORES } from "../alambre.ts"

const UNO = { sobre: "eyJhbGci.eyJpZCI.c2lnbmF0dXJh", paquete: new Uint8Array(200).map((_, i) => i) }
const DOS = { sobre: "eyJhbGci.eyJpZDI.b3RyYQ", paquete: Uint8Array.of(1, 2, 3) }

function caso(nombre: string, registros: readonly (typeof UNO)[]): object {
  const escritor = new Escritor()
  const partes = registros.flatMap(({ sobre, paquete }) => [escritor.cabeza(utf8(sobre), paquete), utf8(sobre), paquete])
  const archivo = unir(INICIO, ...partes, escritor.cierre())
  const leidos = registros.map(({ sobre, paquete }) => ({ sobre, paquete: Buffer.from(paquete).toString("base64"), integro: true }))
  return { nombre, archivo: Buffer.from(archivo).toString("base64"), registros: leidos, causa: "" }
}

const casos = [caso("app: two records", [UNO, DOS]), caso("app: none", [])]
writeFileSync(new URL("rescate/typescript.json", VECTORES), `${JSON.stringify(casos, null, 1)}\n`)
