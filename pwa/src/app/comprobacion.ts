/**
 * An account proved by its provider (ET 4.4, 4.6, 7.8): this window goes there and comes back, and
 * the server keeps what came of it for whoever has the secret, which never is in an address.
 */

import { borrarComprobacion, guardarComprobacion, leerComprobacion } from "../almacen/comprobacion.ts"
import { b64u, utf8 } from "../core/bytes.ts"
import { comprobacion as textos } from "../textos/es-MX/comprobacion.ts"
import { negativas } from "../textos/index.ts"
import { Negativa } from "./negativa.ts"
import { consultar, pedir } from "./red.ts"
import type { DatosDeAlta } from "./ruta.ts"

const RAIZ = "/api/v1/comprobaciones"
const IDA = /^\/entrar\/app\/[0-9a-f-]{36}\/$/
export const CORREO = "correo"

export type Uso = "alta" | "olvido" | "mi_apoyo"

/** One type of account that the installation takes (ET 4.4 a). */
export interface Autenticacion {
  readonly clave: string
  readonly nombre: string
}

/** A proof that was asked for from this window. */
export interface Pendiente {
  readonly id: string
  readonly secreto: string
  readonly uso: Uso
  /** Until when it serves, ms. */
  readonly hasta: number
  /** Of an auxiliar: the four data; a citizen's wait encrypted in the vault. */
  readonly datos?: DatosDeAlta
  /** Which vault's password was forgotten. */
  readonly boveda?: string
}

/** Ask which types of account are taken. Throws Negativa. */
export async function autenticaciones(): Promise<readonly Autenticacion[]> {
  const { autenticaciones: dichas } = (await consultar("/api/v1/autenticaciones")) as { autenticaciones?: unknown }
  if (!Array.isArray(dichas)) throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
  return dichas as readonly Autenticacion[]
}

/** Return the proof that waits for that use, if it still serves. */
export function pendienteDe(uso: Uso): Pendiente | undefined {
  const leida = leerComprobacion() as Pendiente | null
  return leida?.uso === uso && Date.now() < leida.hasta ? leida : undefined
}

/** Return a proof as the server reads it. */
export function pruebaDe({ id, secreto }: Pendiente): string {
  return `${id}.${secreto}`
}

/** Take this window to the provider of that account. Comes back only if the person does, by «Atrás». Throws Negativa. */
export async function irAlProveedor(uso: Uso, autenticacion: string, correo: string, aparte: Pick<Pendiente, "datos" | "boveda"> = {}): Promise<void> {
  const secreto = b64u(crypto.getRandomValues(new Uint8Array(32)))
  const reto = b64u(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(secreto))))
  const { id, ir, minutos } = (await pedir(RAIZ, { autenticacion, correo, reto, uso })) as { id?: unknown; ir?: unknown; minutos?: unknown }
  if (typeof id !== "string" || typeof ir !== "string" || !IDA.test(ir)) throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
  const hasta = Date.now() + Number(minutos) * 60_000
  if (!guardarComprobacion({ id, secreto, uso, hasta, ...aparte })) throw new Negativa("ventana-sin-memoria", textos.sinMemoria)
  location.assign(ir)
  await new Promise((volvio) => addEventListener("pageshow", volvio, { once: true }))
}

/** Whether the provider vouched for it; false while it did not answer. Throws Negativa: why it did not. */
export async function comprobada({ id, secreto }: Pendiente): Promise<boolean> {
  try {
    const { estado } = (await pedir(`${RAIZ}/${id}`, { secreto })) as { estado?: unknown }
    return estado === "probada"
  } catch (error) {
    if (error instanceof Negativa && error.codigo.startsWith("comprobacion-")) borrarComprobacion()
    throw error
  }
}

export { borrarComprobacion as olvidarComprobacion }
