/** A phone already enrolled by a vector installation that answers what a test wants. */

import "fake-indexeddb/auto"
import { ed25519 } from "@noble/curves/ed25519.js"
import { x25519 } from "@noble/curves/ed25519.js"
import { IDBFactory } from "fake-indexeddb"
import { cerrar } from "../src/almacen/base.ts"
import { anotarAlta, crearBoveda, type Sesion } from "../src/almacen/index.ts"
import { b64u, hex, utf8 } from "../src/core/bytes.ts"
import { cabecera, kid } from "../src/core/jws.ts"
import { kid as kidDeProceso } from "../src/core/suite.ts"

export const CONTRASENA = "una frase corta ñ"
export const DISPOSITIVO = "0193b0c0-1111-7222-8333-444455556666"

const semilla = (n: number): Uint8Array => new Uint8Array(32).fill(n)
export const ACUSE = semilla(1)
export const HORA = semilla(2)
export const MANIFIESTO = semilla(3)
const PROCESO = semilla(4)
export const PROCESO_PRIVADA = hex(PROCESO)

/** Return a JWS of the installation, as the server writes it. */
export function firmar(carga: object, typ: string, secreta: Uint8Array): string {
  const quien = kid({ alg: "EdDSA", bytes: ed25519.getPublicKey(secreta) })
  const firmado = `${b64u(utf8(cabecera("EdDSA", typ, quien)))}.${b64u(utf8(JSON.stringify(carga)))}`
  return `${firmado}.${b64u(ed25519.sign(utf8(firmado), secreta))}`
}

export function manifiesto(cambios: object = {}): string {
  const publica = x25519.getPublicKey(PROCESO)
  const carga = {
    proceso: "OAX26", tipo: "x", denominacion: "x", pregunta: "x", promovente: "Pilar", entidad: "Oaxaca", entidad_clave: "20",
    periodo: { inicio: "2020-01-01T06:00:00.000Z", fin: "2100-01-01T05:59:59.000Z" },
    avisos: { integral: "x", simplificado: "x" },
    responsiva: { version: 1, texto: "x" },
    manifiesto_ciudadano: { version: 1, texto: "x" },
    clave: { kid: b64u(kidDeProceso(publica)), suite: 1, publica: b64u(publica) },
    modelos: [], version: 1, emitido_en: "2026-10-01T06:00:00.000Z",
    ...cambios,
  }
  return firmar(carga, "rubrica-manifiesto+jws", MANIFIESTO)
}

export function enrolamiento(quien: string, cambios: object = {}) {
  const [acuse, hora, deManifiesto] = [ACUSE, HORA, MANIFIESTO].map((s) => b64u(ed25519.getPublicKey(s))) as [string, string, string]
  return { dispositivo: DISPOSITIVO, numero: 1, kid: quien, manifiesto: manifiesto(), llaves: { acuse, hora, manifiesto: deManifiesto }, ...cambios }
}

export function ficha(cambios: object = {}): string {
  return firmar({ dispositivo: DISPOSITIVO, hora: "2026-11-23T20:05:07.123Z", ...cambios }, "rubrica-hora+jws", HORA)
}

export async function telefonoNuevo(): Promise<void> {
  await cerrar()
  globalThis.indexedDB = new IDBFactory()
}

/** Return the session of a phone just enrolled; with its alta open unless told. */
export async function enrolar(alta: "abierta" | "sin_alta" = "abierta", contrasena = CONTRASENA): Promise<Sesion> {
  const porEnrolar = await crearBoveda(contrasena)
  const { x, y } = porEnrolar.jwk
  const punto = Uint8Array.of(4, ...Buffer.from(x, "base64url"), ...Buffer.from(y, "base64url"))
  const sesion = await porEnrolar.completar(enrolamiento(kid({ alg: "ES256", bytes: punto })), "OAX26", "0153")
  await anotarAlta(sesion.boveda, alta)
  return sesion
}
