// Reads a rescue file (docs/protocolo.md §13) by pieces: a record at a time is in memory, whatever it
// weighs. The twin of rubrica/core/rescate.py; pwa/tests/rescate.test.ts puts the vectors to it.

const INICIO = "rubrica-rescate1"
const CABEZA = 39 // 1 ‖ u16 bytes of sobre ‖ u32 bytes of paquete ‖ SHA-256 of both
const CIERRE = 37 // 0 ‖ u32 number of records ‖ SHA-256 of the beginning, every head and these five bytes
const MAX_SOBRE = 8 * 1024
const MAX_PAQUETE = 4 * 1024 * 1024
export const INICIO_DE_ACUSES = "rubrica-acuses1"

/**
 * Walk the file without reading its paquetes. Returns {registros, causa}: where each record is, and
 * why it could not be followed to the end ("" when it could); what is listed can be delivered.
 */
export async function recorrer(archivo) {
  const registros = []
  const cabezas = [await tramo(archivo, 0, INICIO.length)]
  if (new TextDecoder().decode(cabezas[0]) !== INICIO) return { registros, causa: "rescate-ajeno" }
  let en = INICIO.length
  for (;;) {
    const cabeza = await tramo(archivo, en, CABEZA)
    if (cabeza.length > 0 && cabeza[0] !== 1) return { registros, causa: await cerrado(archivo, en, registros, cabezas) }
    if (cabeza.length < CABEZA) return { registros, causa: "rescate-cortado" }
    const largos = new DataView(cabeza.buffer)
    const [deSobre, dePaquete] = [largos.getUint16(1), largos.getUint32(3)]
    if (deSobre > MAX_SOBRE || dePaquete > MAX_PAQUETE) return { registros, causa: "rescate-danado" }
    const fin = en + CABEZA + deSobre + dePaquete
    if (fin > archivo.size) return { registros, causa: "rescate-cortado" }
    registros.push({ en: en + CABEZA, deSobre, fin, resumen: cabeza.slice(7) })
    cabezas.push(cabeza)
    en = fin
  }
}

async function cerrado(archivo, en, registros, cabezas) {
  const cierre = await tramo(archivo, en, CIERRE + 1)
  if (cierre.length < CIERRE) return "rescate-cortado"
  const cuantos = new DataView(cierre.buffer).getUint32(1)
  const dicho = await sha256(new Blob([...cabezas, cierre.slice(0, 5)]))
  const entero = cierre[0] === 0 && cierre.length === CIERRE && cuantos === registros.length
  return entero && iguales(dicho, cierre.slice(5)) ? "" : "rescate-danado"
}

/** Return {sobre, paquete, integro} of one record: its JWS, its bytes, and whether they are as written. */
export async function leer(archivo, { en, deSobre, fin, resumen }) {
  const todo = await tramo(archivo, en, fin - en)
  const integro = iguales(await sha256(new Blob([todo])), resumen)
  return { sobre: new TextDecoder("latin1").decode(todo.subarray(0, deSobre)), paquete: todo.slice(deSobre), integro }
}

async function tramo(archivo, en, cuantos) {
  return new Uint8Array(await archivo.slice(en, en + cuantos).arrayBuffer())
}

async function sha256(blob) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()))
}

function iguales(a, b) {
  return a.length === b.length && a.every((octeto, i) => octeto === b[i])
}

/** Return what a sobre says of itself, unverified: only to name it. {} when it is no sobre. */
export function dichoPor(sobre) {
  try {
    const binario = atob(sobre.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binario, (letra) => letra.charCodeAt(0))))
  } catch {
    return {}
  }
}
