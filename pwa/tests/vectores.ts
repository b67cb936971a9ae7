/**
 * Writes the vectors of the wire that the app makes: vectors/{sobre,paquete,acuse}/typescript.json.
 * Run by hand when the wire changes: `npm run vectores`. The server's suite must open all of them.
 */

import { writeFileSync } from "node:fs"
import { componerBaja } from "../src/core/acuse.ts"
import { hex } from "../src/core/bytes.ts"
import * as codigo from "../src/core/codigo.ts"
import { comoMapa, type Contenido } from "../src/core/contenido.ts"
import { componer as componerFolio } from "../src/core/folio.ts"
import { uuid7 } from "../src/core/identificador.ts"
import { sellar } from "../src/core/paquete.ts"
import { aad, componer, instante, resumen, type Datos } from "../src/core/sobre.ts"
import { comoJson, deHex, LLAVES, REGISTRO, telefono, VECTORES } from "./alambre.ts"

const AHORA = Date.UTC(2026, 10, 23, 20, 5, 7, 123)
const DISPOSITIVO = "0193b0c0-1111-7222-8333-444455556666"
const MINIMO: Contenido = { ...REGISTRO, codigos: [], claves: {}, posicion: null, avisos_de_calidad: [] }

function datos(consecutivo: number, cambios: Partial<Datos> = {}): Datos {
  let vez = 0
  const azar = (n: number): Uint8Array => new Uint8Array(n).map((_, i) => (consecutivo * 7 + vez++ * 13 + i) % 256)
  return {
    id: uuid7(AHORA + consecutivo, azar(10)),
    folio: componerFolio({ proceso: "OAX26", auxiliar: "0153", dispositivo: 2, consecutivo }, azar),
    proceso: "OAX26",
    dispositivo: DISPOSITIVO,
    consecutivo,
    anterior: null,
    capturado_en: instante(AHORA + consecutivo * 60_000),
    reloj: { ficha: null, dispositivo_en: null, delta_ms: null },
    app: "0.1.0",
    ...cambios,
  }
}

async function caso(nombre: string, contenido: Contenido, cual: Datos): Promise<Record<string, unknown>> {
  const paquete = await sellar(contenido, cual, deHex(LLAVES.proceso.publica))
  const sobre = await componer(cual, paquete, await telefono())
  return {
    nombre,
    sobre,
    resumen: resumen(sobre),
    datos: cual,
    aad: hex(aad(cual)),
    contenido: comoJson(comoMapa(contenido)),
    paquete: Buffer.from(paquete).toString("base64"),
    codigo_integridad: codigo.de(paquete),
  }
}

function escribir(nombre: string, que: unknown): void {
  writeFileSync(new URL(nombre, VECTORES), `${JSON.stringify(que, null, 1)}\n`)
}

const reloj = { ficha: "eyJh.eyJi.c2ln", dispositivo_en: instante(AHORA - 86_400_000), delta_ms: 61_250 }
const anterior = "A".repeat(42) + "E"
const enBlanco = { ancho: 340, alto: 480, trazos: [] }
const testigo = { nombre: "José Ñuñuma Ávila", firma: { ancho: 340, alto: 480, trazos: [[0, 20, 30, 16, 90, 5], [400, 60, 60]] } }
const aceptados: readonly (readonly [string, Contenido])[] = [
  ["app: the credential says sin firma", { ...MINIMO, firma: enBlanco, aceptacion: { modo: "sin_firma" } }],
  ["app: a witness and the fingerprint", { ...MINIMO, firma: enBlanco, aceptacion: { modo: "con_testigo", huella: MINIMO.rostro, testigo } }],
  ["app: a witness and a mark", { ...MINIMO, aceptacion: { modo: "con_testigo", huella: null, testigo } }],
]
escribir("paquete/typescript-aceptacion.json", await Promise.all(aceptados.map(([nombre, que], n) => caso(nombre, que, datos(30 + n)))))
const casos = await Promise.all([
  caso("app: whole, with a clock", REGISTRO, datos(1, { reloj, anterior })),
  caso("app: the least there is", MINIMO, datos(2, { reloj: { ...reloj, delta_ms: null } })),
  caso("app: the alta of ET 4.5", MINIMO, datos(0)),
])
escribir("paquete/typescript.json", casos)
escribir("sobre/typescript.json", casos.map(({ nombre, sobre, resumen: suyo, datos: cual }) => ({ nombre, sobre, resumen: suyo, datos: cual })))
const baja = { dispositivo: DISPOSITIVO, hasta_consecutivo: 42, momento: instante(AHORA) }
escribir("acuse/typescript.json", [
  {
    clave: "telefono",
    typ: "rubrica-baja+jws",
    jws: await componerBaja(baja.dispositivo, baja.hasta_consecutivo, baja.momento, await telefono()),
    carga: baja,
  },
])
