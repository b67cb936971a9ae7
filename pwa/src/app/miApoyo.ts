/** The requests of *Mi Apoyo* (ET 7.7 to 7.12): conditions, code, bond, processes. */

import { deB64u } from "../core/bytes.ts"
import type { Autenticacion } from "./comprobacion.ts"
import { uuid7 } from "../core/identificador.ts"
import { componerActivacion, componerSolicitud, sellarPeticion, type Reverso } from "../core/miApoyo.ts"
import { instante } from "../core/sobre.ts"
import { SUITE } from "../core/suite.ts"
import { negativas } from "../textos/index.ts"
import { Negativa } from "./negativa.ts"
import { consultar, pedirJws } from "./red.ts"
import { releerSituacion } from "./situacion.ts"

const RAIZ = "/api/v1/mi-apoyo"

/** What the server takes in Mi Apoyo, and the key that requests are sealed to. */
export interface Condiciones {
  readonly clave: { readonly suite: number; readonly publica: string }
  readonly modelos: readonly string[]
  readonly autenticaciones: readonly Autenticacion[]
  readonly vigencia_prorrogada_desde: string | null
}

/** Ask what is taken. Throws Negativa. */
export async function condiciones(): Promise<Condiciones> {
  const dichas = (await consultar(RAIZ)) as Condiciones
  const legible = dichas.clave?.suite === SUITE && Array.isArray(dichas.modelos) && Array.isArray(dichas.autenticaciones)
  if (!legible) throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
  return dichas
}

/** The account where the code is sent. */
export interface CuentaDeCorreo {
  readonly tipo: string
  readonly correo: string
  /** What its provider vouched for (ET 7.8); none with the code by e-mail, which proves itself. */
  readonly prueba?: string
}

/** What waits in the vault while the citizen is at the provider. */
export interface Apartado extends CuentaDeCorreo {
  readonly reverso: Reverso
}

/** Go to the provider of the account; what was read of the credential waits encrypted. Throws Negativa, AlmacenError. */
export async function irAComprobar(apartado: Apartado): Promise<void> {
  const [{ apartar }, { irAlProveedor }] = await Promise.all([import("../almacen/apartado.ts"), import("./comprobacion.ts")])
  await apartar(apartado)
  await irAlProveedor("mi_apoyo", apartado.tipo, apartado.correo)
}

/** Ask for a code, sealed: whoever carries it cannot read it (ET 7.7). Throws Negativa, AlmacenError. */
export async function pedirCodigo(reverso: Reverso, { tipo, correo, prueba }: CuentaDeCorreo, { clave }: Condiciones): Promise<void> {
  const { anotarSolicitud, llaveDeMiApoyo } = await import("../almacen/miApoyo.ts")
  const { jwk, firmante } = await llaveDeMiApoyo()
  const id = uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
  const sellada = await sellarPeticion({ ...reverso, autenticacion: tipo, correo: correo.trim(), ...(prueba === undefined ? {} : { prueba }) }, id, firmante.kid, deB64u(clave.publica))
  await pedirJws(`${RAIZ}/solicitudes`, await componerSolicitud(id, jwk, sellada, instante(Date.now()), firmante))
  await anotarSolicitud(id, reverso.cic)
  await releerSituacion()
}

/** Whether the mail of a request has left; which mail it was, nobody tells (ET 7.10). Throws Negativa. */
export async function salioElCorreo(solicitud: string): Promise<boolean> {
  const { estado } = (await consultar(`${RAIZ}/solicitudes/${solicitud}`)) as { estado?: string }
  return estado === "atendida" || estado === "activada"
}

/** Bond this phone with the code that reached the mailbox (ET 7.11). Throws Negativa, AlmacenError. */
export async function activar(solicitud: string, codigo: string): Promise<void> {
  const { fijarVinculo, llaveDeMiApoyo } = await import("../almacen/miApoyo.ts")
  const { firmante } = await llaveDeMiApoyo()
  const dado = await pedirJws(`${RAIZ}/activaciones`, await componerActivacion(solicitud, codigo, instante(Date.now()), firmante))
  await fijarVinculo(dado as Parameters<typeof fijarVinculo>[0])
  await releerSituacion()
}

/** Return the signed manifests of what may be supported now in that entidad (ET 7.12). Throws Negativa. */
export async function ofertas(entidad: string): Promise<readonly string[]> {
  const { manifiestos } = (await consultar(`${RAIZ}/procesos?entidad=${encodeURIComponent(entidad)}`)) as { manifiestos?: unknown }
  if (!Array.isArray(manifiestos)) throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
  return manifiestos.map(String)
}
