/** What a phone of *Mi Apoyo* asks with before its first record (ET 7.7); twin of core/mi_apoyo.py. */

import { b64u, unir, utf8, type Bytes } from "./bytes.ts"
import type { Codigo } from "./contenido.ts"
import { leerBarras } from "./credencial/claves.ts"
import { leer as leerMrz } from "./credencial/mrz.ts"
import { sellarPara } from "./hpke.ts"
import { firmar, type Firmante, type JwkP256 } from "./jws.ts"

/** Always the same, so that its size tells nothing of the e-mail. */
const BYTES_DE_PETICION = 512
const CORREO = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/

/** What the reverso says of itself; only its CIC when the MRZ was not read. */
export interface Reverso {
  readonly cic: string
  readonly identificador: string
  /** Last day, YYYY-MM-DD; null when unknown. */
  readonly vence: string | null
}

export interface Peticion extends Reverso {
  readonly autenticacion: string
  readonly correo: string
  /** What its provider vouched for, as the server reads it; none with the code by e-mail. */
  readonly prueba?: string
}

/** Return what the codes of a reverso say, the MRZ first; undefined when not even a CIC was read. */
export function leerReverso(codigos: readonly Codigo[]): Reverso | undefined {
  const textos = codigos.flatMap(({ texto }) => (texto ? [texto] : []))
  for (const texto of textos) {
    const leida = intentar(() => leerMrz(texto))
    if (leida) return { cic: leida.cic, identificador: leida.identificador, vence: leida.vigencia }
  }
  const cics = new Set(textos.flatMap((texto) => {
    const barras = intentar(() => leerBarras(texto))
    return barras?.tipo === "cic" ? [barras.clave] : []
  }))
  const [cic] = cics
  return cic !== undefined && cics.size === 1 ? { cic, identificador: "", vence: null } : undefined
}

function intentar<T>(leer: () => T): T | undefined {
  try {
    return leer()
  } catch {
    return undefined
  }
}

/**
 * Whether a credential that expires on `vence` is taken on `hoy` (ET 7.3); the three YYYY-MM-DD.
 * One whose day was not read is: the server knows it.
 */
export function estaVigente(vence: string | null, hoy: string, prorrogadaDesde: string | null): boolean {
  return vence === null || vence >= hoy || (prorrogadaDesde !== null && vence >= prorrogadaDesde)
}

/** Whether an address can be one. */
export function esCorreo(texto: string): boolean {
  return texto.length <= 254 && CORREO.test(texto)
}

/** Return the request sealed to the installation's raw X25519 key: enc ‖ ciphertext. */
export async function sellarPeticion(peticion: Peticion, solicitud: string, kid: string, publica: Uint8Array): Promise<Bytes> {
  const { autenticacion, cic, correo, identificador, vence, prueba } = peticion
  const texto = utf8(JSON.stringify({ autenticacion, cic, correo, identificador, vence, prueba }))
  const claro = new Uint8Array(BYTES_DE_PETICION).fill(0x20)
  claro.set(texto)
  const { enc, ct } = await sellarPara(publica, utf8(`rubrica/mi-apoyo/1|${solicitud}|${kid}`), new Uint8Array(0), claro)
  return unir(enc, ct)
}

/** Return a request for a code, signed by the device that asks (ET 7.7). */
export function componerSolicitud(id: string, jwk: JwkP256, sellada: Uint8Array, momento: string, firmante: Firmante): Promise<string> {
  return firmar({ id, jwk, sellada: b64u(sellada), momento }, "rubrica-solicitud+jws", firmante)
}

/** Return a code as typed, signed by the device that asked for it (ET 7.10, 7.11). */
export function componerActivacion(solicitud: string, codigo: string, momento: string, firmante: Firmante): Promise<string> {
  return firmar({ solicitud, codigo: limpiarCodigo(codigo), momento }, "rubrica-activacion+jws", firmante)
}

/** Return a code without what people add to it. */
export function limpiarCodigo(texto: string): string {
  return texto.replace(/[\s-]/g, "").toUpperCase()
}

/** Whether a text may be a code: eight letters or digits. */
export function esCodigo(texto: string): boolean {
  return /^[0-9A-Z]{8}$/.test(limpiarCodigo(texto))
}
