/** Which characters a WOFF2 file draws: its cmap, read by hand (WOFF2 §4, OpenType cmap 4 and 12). */

import { brotliDecompressSync } from "node:zlib"

const CABECERA = 48
const CMAP = 0
const GLYF = 10
const LOCA = 11

/** Return the number at `donde` in UIntBase128, and where the next field is. */
function base128(datos: Buffer, donde: number): [number, number] {
  let valor = 0
  for (let i = donde; ; i++) {
    valor = valor * 128 + ((datos[i] ?? 0) & 127)
    if (((datos[i] ?? 0) & 128) === 0) return [valor, i + 1]
  }
}

/** Return the bytes of the cmap table. */
function cmap(datos: Buffer): Buffer {
  let hallada: [number, number] | undefined
  let donde = CABECERA
  let desde = 0
  for (let tabla = 0; tabla < datos.readUInt16BE(12); tabla++) {
    const banderas = datos[donde] ?? 0
    const [cual, version] = [banderas & 63, banderas >> 6]
    donde += cual === 63 ? 5 : 1
    let largo: number
    ;[largo, donde] = base128(datos, donde)
    const transformada = cual === GLYF || cual === LOCA ? version !== 3 : version !== 0
    if (transformada) [largo, donde] = base128(datos, donde)
    if (cual === CMAP) hallada = [desde, desde + largo]
    desde += largo
  }
  if (!hallada) throw new Error("a font without cmap")
  return brotliDecompressSync(datos.subarray(donde, donde + datos.readUInt32BE(20))).subarray(...hallada)
}

/** Return every pair of first and last character that a subtable of format 4 or 12 maps. */
function tramos(tabla: Buffer): [number, number][] {
  const formato = tabla.readUInt16BE(0)
  if (formato === 12) return Array.from({ length: tabla.readUInt32BE(12) }, (_, i) => [tabla.readUInt32BE(16 + 12 * i), tabla.readUInt32BE(20 + 12 * i)])
  if (formato !== 4) return []
  const doble = tabla.readUInt16BE(6)
  return Array.from({ length: doble / 2 }, (_, i) => [tabla.readUInt16BE(16 + doble + 2 * i), tabla.readUInt16BE(14 + 2 * i)])
}

/** Return the code points that the font in `datos` draws. */
export function caracteresDe(datos: Buffer): Set<number> {
  const tabla = cmap(datos)
  const puntos = new Set<number>()
  for (let i = 0; i < tabla.readUInt16BE(2); i++) {
    for (const [desde, hasta] of tramos(tabla.subarray(tabla.readUInt32BE(8 + 8 * i)))) {
      for (let punto = desde; punto <= hasta && punto < 0xffff; punto++) puntos.add(punto)
    }
  }
  return puntos
}
