/**
 * The citizen's own vault (ET 7.25): one, without password. Its device key is a CryptoKey that the
 * phone keeps and cannot show, used only after reading it back proved that it signs.
 */

import { deB64u, utf8, type Bytes } from "../core/bytes.ts"
import { jwkDe, JwsInvalido, kid as kidDe, type Firmante, type JwkP256 } from "../core/jws.ts"
import { leer as leerManifiesto, type Manifiesto } from "../core/manifiesto.ts"
import { escribir, leer, type Candado, type Enrolada, type FilaDeBoveda, type VinculoDeMiApoyo } from "./base.ts"
import { concuerda } from "./candado.ts"
import { comprobantes, type Comprobante } from "./cola.ts"
import { AlmacenError } from "./errores.ts"
import { MI_APOYO } from "./presencia.ts"
import { SesionAbierta, type Sesion } from "./sesion.ts"

declare const __VERSION__: string

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const
const ES256 = { name: "ECDSA", hash: "SHA-256" } as const

export type { VinculoDeMiApoyo } from "./base.ts"

/** What POST /api/v1/mi-apoyo/activaciones answers. */
export type Activado = VinculoDeMiApoyo & { readonly kid: string }

/** The device key of the citizen, ready to sign. */
export interface LlaveDeMiApoyo {
  readonly jwk: JwkP256
  readonly firmante: Firmante
}

/** The lock of a vault without password: nothing opens it. */
const VACIO = new ArrayBuffer(0)
const SIN_CANDADO: Candado = { sal: VACIO, iv: VACIO, cifrada: VACIO, argon: { memoriaKiB: 0, vueltas: 0 } }

async function fila(): Promise<FilaDeBoveda | undefined> {
  return leer(["bovedas"], (tx) => tx.objectStore("bovedas").get(MI_APOYO))
}

async function cambiar(cambio: (actual: FilaDeBoveda) => Partial<FilaDeBoveda>): Promise<void> {
  await escribir(["bovedas"], async (tx) => {
    const actual = await tx.objectStore("bovedas").get(MI_APOYO)
    if (!actual) throw new AlmacenError("sin-boveda")
    await tx.objectStore("bovedas").put({ ...actual, ...cambio(actual) })
  })
}

/** Return the key, made now if this phone had none. Throws AlmacenError("llave-no-se-guarda"). */
export async function llaveDeMiApoyo(): Promise<LlaveDeMiApoyo> {
  if (!(await fila())) await crear()
  const guardada = await fila()
  const firmante = guardada && firmanteDe(guardada)
  // Some engines keep a CryptoKey and give back nothing, or something that no longer signs.
  const firma = firmante ? await concuerda(firmante, guardada.jwk).catch(() => false) : false
  if (firmante && firma) return { jwk: guardada.jwk, firmante }
  if (guardada && !guardada.miApoyo?.vinculo) await escribir(["bovedas"], (tx) => tx.objectStore("bovedas").delete(MI_APOYO))
  throw new AlmacenError("llave-no-se-guarda")
}

async function crear(): Promise<void> {
  const par = await crypto.subtle.generateKey(P256, false, ["sign", "verify"])
  const punto = new Uint8Array(await crypto.subtle.exportKey("raw", par.publicKey))
  const marca = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"])
  const suya: FilaDeBoveda = {
    id: MI_APOYO,
    creadaEn: new Date().toISOString(),
    jwk: jwkDe(punto),
    kid: kidDe({ alg: "ES256", bytes: punto }),
    candado: SIN_CANDADO,
    fallas: 0,
    ultimaFalla: 0,
    enrolada: null,
    miApoyo: { llave: par.privateKey, marca, persona: null, solicitud: null, vinculo: null },
  }
  try {
    await escribir(["bovedas"], (tx) => tx.objectStore("bovedas").put(suya))
  } catch (cause) {
    if (cause instanceof AlmacenError) throw cause
    throw new AlmacenError("llave-no-se-guarda", { cause })
  }
}

function firmanteDe({ kid, miApoyo }: FilaDeBoveda): Firmante | undefined {
  const llave = miApoyo?.llave
  if (!(llave instanceof CryptoKey)) return undefined
  return { kid, firmar: async (mensaje) => new Uint8Array(await crypto.subtle.sign(ES256, llave, mensaje)) }
}

async function marcar({ miApoyo }: FilaDeBoveda, cic: string): Promise<ArrayBuffer> {
  if (!miApoyo) throw new AlmacenError("sin-boveda")
  return crypto.subtle.sign("HMAC", miApoyo.marca, utf8(cic))
}

/** Return the key under which a capture waits: of this vault, and never out of this phone. */
async function llaveDeBorrador(actual: FilaDeBoveda): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", await marcar(actual, "rubrica/borrador/1"), "AES-GCM", false, ["encrypt", "decrypt"])
}

/** Remember that a code was asked for with the credential of that CIC; the CIC itself is not kept. */
export async function anotarSolicitud(solicitud: string, cic: string): Promise<void> {
  const actual = await fila()
  if (!actual) throw new AlmacenError("sin-boveda")
  const persona = await marcar(actual, cic)
  await cambiar(({ miApoyo }) => (miApoyo ? { miApoyo: { ...miApoyo, solicitud, persona, selladaCon: __VERSION__ } } : {}))
}

/** Forget the request that waits, to make another. A bond is never forgotten. */
export function olvidarSolicitud(): Promise<void> {
  return cambiar(({ miApoyo }) => (miApoyo && !miApoyo.vinculo ? { miApoyo: { ...miApoyo, solicitud: null } } : {}))
}

/** Pin what the server answered to the code. Throws AlmacenError("manifiesto-ajeno"). */
export async function fijarVinculo({ kid, dispositivo, auxiliar, numero, entidad, llaves }: Activado): Promise<void> {
  const actual = await fila()
  const legibles = Object.values(llaves).every((llave) => deB64u(llave).length === 32)
  if (actual?.kid !== kid || !legibles) throw new AlmacenError("manifiesto-ajeno")
  const vinculo = { dispositivo, auxiliar, numero, entidad, llaves }
  await cambiar(({ miApoyo }) => (miApoyo ? { miApoyo: { ...miApoyo, vinculo } } : {}))
}

/** How far this phone has come. */
export interface SituacionDeMiApoyo {
  /** The request whose code is awaited; null when there is none. */
  readonly solicitud: string | null
  readonly vinculo: VinculoDeMiApoyo | null
}

/** Return how far this phone has come in Mi Apoyo; undefined when it never began. */
export async function situacionDeMiApoyo(): Promise<SituacionDeMiApoyo | undefined> {
  const { miApoyo } = (await fila()) ?? {}
  return miApoyo && { solicitud: miApoyo.solicitud, vinculo: miApoyo.vinculo }
}

/** Whether that CIC is the one with which this phone was registered (ET 7.25). */
export async function esLaRegistrada(cic: string): Promise<boolean> {
  const actual = await fila()
  if (!actual?.miApoyo?.persona) return false
  const [una, otra] = [new Uint8Array(actual.miApoyo.persona), new Uint8Array(await marcar(actual, cic))]
  return una.every((octeto, i) => octeto === otra[i])
}

/** Return the manifest of a process, whole and signed by the pinned key. Throws AlmacenError. */
export function leerOferta(jws: string, { llaves }: VinculoDeMiApoyo): Manifiesto {
  const proceso = procesoDe(jws)
  try {
    return leerManifiesto(jws, deB64u(llaves.manifiesto), proceso)
  } catch (cause) {
    throw new AlmacenError("manifiesto-ajeno", { cause })
  }
}

function procesoDe(jws: string): string {
  try {
    const carga: Bytes = deB64u(jws.split(".")[1] ?? "")
    return String((JSON.parse(new TextDecoder().decode(carga)) as { proceso?: unknown }).proceso)
  } catch (cause) {
    if (cause instanceof JwsInvalido || cause instanceof SyntaxError || cause instanceof RangeError) throw new AlmacenError("manifiesto-ajeno", { cause })
    throw cause
  }
}

/** Choose what to support (ET 7.12): from now on the vault seals for that process. */
export async function elegirProceso(jws: string): Promise<Sesion> {
  const actual = await fila()
  const vinculo = actual?.miApoyo?.vinculo
  const firmante = actual && firmanteDe(actual)
  if (!vinculo || !firmante) throw new AlmacenError("boveda-sin-alta")
  const { proceso } = leerOferta(jws, vinculo)
  await cambiar(({ enrolada, miApoyo }) => ({ enrolada: { ...(enrolada ?? nueva(vinculo, miApoyo?.selladaCon)), proceso, manifiesto: jws } }))
  return new SesionAbierta(MI_APOYO, { ...firmante, llave: await llaveDeBorrador(actual) })
}

/** The server answered with a code the request that this version sealed: it opens what that version seals, and no other. */
function nueva({ dispositivo, numero, auxiliar, llaves }: VinculoDeMiApoyo, selladaCon?: string): Omit<Enrolada, "proceso" | "manifiesto"> {
  const probadas = selladaCon === undefined ? [] : [selladaCon]
  return { dispositivo, numero, auxiliar, llaves, consecutivo: 0, anterior: null, ficha: null, alta: "abierta", deBaja: false, minima: "", probadas }
}

/** Return what this phone gave and has no acuse yet, the newest first (ET 7.20). */
export async function porEntregar(): Promise<Comprobante[]> {
  return (await comprobantes(MI_APOYO)).filter(({ estado }) => estado !== "acusado")
}

/** Return the support given from this phone to a process; undefined when none was, or it was refused. */
export async function dadoEn(proceso: string): Promise<Comprobante | undefined> {
  return (await comprobantes(MI_APOYO)).find(({ folio, estado }) => folio.startsWith(`${proceso}-`) && estado !== "rechazado")
}
