/** A vault is made, enrolled and opened (ET 4.4 to 4.6). */

import { deB64u } from "../core/bytes.ts"
import { JwsInvalido, type JwkP256 } from "../core/jws.ts"
import { leer as leerManifiesto } from "../core/manifiesto.ts"
import { escribir, leer, type Enrolada, type FilaDeBoveda } from "./base.ts"
import * as candado from "./candado.ts"
import { bovedaPorOmision, fila } from "./consulta.ts"
import { AlmacenError } from "./errores.ts"
import { SesionAbierta, type Sesion } from "./sesion.ts"

declare const __VERSION__: string

const ESPERA_DESDE = 3 // free mistakes before the wait doubles from two seconds
const MAX_ESPERA_S = 300

/** What POST /api/v1/enrolamientos answers, as far as the vault keeps it. */
export interface Enrolamiento {
  readonly dispositivo: string
  readonly numero: number
  readonly kid: string
  readonly manifiesto: string
  readonly llaves: { readonly acuse: string; readonly hora: string; readonly manifiesto: string }
}

/** A device key that the server does not know yet. */
export interface PorEnrolar {
  readonly boveda: string
  /** Public half, for the body of POST /api/v1/enrolamientos. */
  readonly jwk: JwkP256
  /**
   * Pin what the server answered and open the session. `auxiliar` is the Id_Auxiliar, "0153".
   * Throws AlmacenError("manifiesto-ajeno") when the answer is not about this key or this process.
   */
  completar(enrolamiento: Enrolamiento, proceso: string, auxiliar: string): Promise<Sesion>
}

/**
 * Make a device key under a local password of eight characters or more, kept and read back.
 *
 * An enrolment cut in the middle goes on with the key it had when the password is the same, so that
 * the auxiliar does not spend a second device on it. Throws AlmacenError "contrasena-corta", or
 * "almacen-no-guarda" when what comes back does not sign as what was written.
 */
export async function crearBoveda(contrasena: string): Promise<PorEnrolar> {
  const fila = (await retomar(contrasena)) ?? (await nueva(contrasena))
  const firmante = await releer(contrasena, fila)
  return {
    boveda: fila.id,
    jwk: fila.jwk,
    async completar(enrolamiento, proceso, auxiliar) {
      if (enrolamiento.kid !== fila.kid) throw new AlmacenError("manifiesto-ajeno")
      await escribir(["bovedas"], (tx) => tx.objectStore("bovedas").put({ ...fila, enrolada: fijar(enrolamiento, proceso, auxiliar) }))
      return new SesionAbierta(fila.id, firmante)
    },
  }
}

/**
 * Open a vault with its local password: the one given, or the only one, or the last enrolled.
 *
 * A wrong password is slowed down and never erases anything. Throws AlmacenError "sin-boveda",
 * "contrasena-incorrecta", "cambio-a-medias" (see resolverCambio), or "espere" with `segundos`.
 */
export async function abrirBoveda(contrasena: string, boveda?: string): Promise<Sesion> {
  const suya = await fila(boveda ?? (await bovedaPorOmision()))
  if (!suya.enrolada) throw new AlmacenError("boveda-sin-alta")
  if (suya.porConfirmar) throw new AlmacenError("cambio-a-medias")
  const segundos = esperaDe(suya, Date.now())
  if (segundos > 0) throw new AlmacenError("espere", { segundos })
  try {
    const firmante = await candado.abrir(contrasena, suya.id, suya.kid, suya.candado)
    await anotarFallas(suya.id, 0)
    return new SesionAbierta(suya.id, firmante)
  } catch (error) {
    if (error instanceof AlmacenError && error.codigo === "contrasena-incorrecta") await anotarFallas(suya.id, suya.fallas + 1)
    throw error
  }
}

function fijar(enrolamiento: Enrolamiento, proceso: string, auxiliar: string): Enrolada {
  const { dispositivo, numero, llaves, manifiesto } = enrolamiento
  try {
    for (const llave of Object.values(llaves)) if (deB64u(llave).length !== 32) throw new RangeError("an Ed25519 key has 32 bytes")
    leerManifiesto(manifiesto, deB64u(llaves.manifiesto), proceso)
  } catch (cause) {
    if (cause instanceof JwsInvalido || cause instanceof RangeError) throw new AlmacenError("manifiesto-ajeno", { cause })
    throw cause
  }
  return {
    dispositivo,
    numero,
    proceso,
    auxiliar,
    llaves: { acuse: llaves.acuse, hora: llaves.hora, manifiesto: llaves.manifiesto },
    manifiesto,
    consecutivo: 0,
    anterior: null,
    ficha: null,
    alta: "sin_alta",
    deBaja: false,
    // The alta that must open before the first support is the proof of this version.
    probadas: [__VERSION__],
    minima: "",
  }
}

/** Return the vault that waits for its enrolment and opens with that password, if there is one. */
async function retomar(contrasena: string): Promise<FilaDeBoveda | undefined> {
  const esperan = (await leer(["bovedas"], (tx) => tx.objectStore("bovedas").getAll())).filter((suya) => !suya.enrolada && !suya.miApoyo)
  for (const suya of esperan) {
    const abre = await candado.abrir(contrasena, suya.id, suya.kid, suya.candado).then(() => true, () => false)
    if (abre) return suya
  }
  return undefined
}

/** Return who signs with the key as it was read back. Throws AlmacenError("almacen-no-guarda") when it is not the one written. */
async function releer(contrasena: string, { id, kid, candado: suyo, jwk }: FilaDeBoveda): Promise<candado.Abierta> {
  try {
    const firmante = await candado.abrir(contrasena, id, kid, suyo)
    if (await candado.concuerda(firmante, jwk)) return firmante
  } catch (cause) {
    throw new AlmacenError("almacen-no-guarda", { cause })
  }
  throw new AlmacenError("almacen-no-guarda")
}

async function nueva(contrasena: string): Promise<FilaDeBoveda> {
  const id = crypto.randomUUID()
  const hecha = await candado.crear(contrasena, id)
  const suya: FilaDeBoveda = { id, creadaEn: new Date().toISOString(), ...hecha, fallas: 0, ultimaFalla: 0, enrolada: null }
  await escribir(["bovedas"], (tx) => tx.objectStore("bovedas").put(suya))
  const vuelta = await leer(["bovedas"], (tx) => tx.objectStore("bovedas").get(id))
  if (!vuelta) throw new AlmacenError("almacen-no-guarda")
  return vuelta
}

function esperaDe({ fallas, ultimaFalla }: FilaDeBoveda, ahora: number): number {
  if (fallas < ESPERA_DESDE) return 0
  const pena = Math.min(MAX_ESPERA_S, 2 ** (fallas - ESPERA_DESDE + 1))
  // A clock set back must not lock the auxiliar out: it never owes more than the whole wait.
  return Math.min(pena, Math.ceil(pena - (ahora - ultimaFalla) / 1000))
}

async function anotarFallas(id: string, fallas: number): Promise<void> {
  await escribir(["bovedas"], async (tx) => {
    const actual = await tx.objectStore("bovedas").get(id)
    if (actual) await tx.objectStore("bovedas").put({ ...actual, fallas, ultimaFalla: fallas === 0 ? 0 : Date.now() })
  })
}
