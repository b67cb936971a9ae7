/** The local password changes (ET 4.6): known, on this phone alone; forgotten, with the server's word. */

import type { JwkP256 } from "../core/jws.ts"
import { escribir, type FilaDeBoveda, type LlavePorConfirmar } from "./base.ts"
import { abrirBoveda } from "./boveda.ts"
import * as candado from "./candado.ts"
import { fila } from "./consulta.ts"
import { AlmacenError } from "./errores.ts"
import { SesionAbierta, type Sesion } from "./sesion.ts"
import { aSolas } from "./turno.ts"

/**
 * Put the same device key under another password; return the open session. No network.
 *
 * Mistakes are slowed down as when opening. Throws AlmacenError "contrasena-incorrecta", "espere",
 * "contrasena-corta", "almacen-no-guarda".
 */
export async function cambiarContrasena(boveda: string, actual: string, nueva: string): Promise<Sesion> {
  await abrirBoveda(actual, boveda)
  const suya = await fila(boveda)
  const otro = await candado.cambiar(actual, nueva, boveda, suya.candado)
  // Tried before it takes the place of the one that works.
  await comprobar(nueva, boveda, { jwk: suya.jwk, kid: suya.kid, candado: otro })
  await modificar(boveda, (esta) => ({ ...esta, candado: otro }))
  return abrirBoveda(nueva, boveda)
}

/** What the server must know to give this device another key (POST …/llave). */
export interface PorRestablecer {
  readonly dispositivo: string
  readonly proceso: string
  /** Id_Auxiliar, "0153". */
  readonly auxiliar: string
  readonly jwk: JwkP256
  /** The last consecutivo made: the old key serves up to it. */
  readonly hastaConsecutivo: number
}

/**
 * Make a new key for the same device and use it once `pedir` returns the kid that the server has in
 * force; the old one is then dropped from this phone. What was sealed stays as it is.
 *
 * Nothing is sealed meanwhile, in this window or another. If `pedir` throws, the vault stays
 * "cambio-a-medias" until resolverCambio or another try: the answer may have been lost on the way.
 * Throws what `pedir` throws, and AlmacenError "dispositivo-de-baja", "contrasena-corta".
 */
export function restablecer(boveda: string, contrasena: string, pedir: (que: PorRestablecer) => Promise<string>): Promise<Sesion> {
  return aSolas(`rubrica-sellado-${boveda}`, async () => {
    const { enrolada } = await fila(boveda)
    if (!enrolada) throw new AlmacenError("boveda-sin-alta")
    if (enrolada.deBaja) throw new AlmacenError("dispositivo-de-baja")
    const llave = await preparar(boveda, contrasena)
    const { dispositivo, proceso, auxiliar, consecutivo } = enrolada
    await adoptar(boveda, await pedir({ dispositivo, proceso, auxiliar, jwk: llave.jwk, hastaConsecutivo: consecutivo }))
    return new SesionAbierta(boveda, await candado.abrir(contrasena, boveda, llave.kid, llave.candado))
  })
}

/** End a reset that was cut off, by the kid that the server has in force; return whether it ended. */
export function resolverCambio(boveda: string, kidEnVigor: string): Promise<boolean> {
  return aSolas(`rubrica-sellado-${boveda}`, async () => {
    const suya = await fila(boveda)
    if (!suya.porConfirmar) return true
    if (kidEnVigor === suya.kid) await modificar(boveda, sinPorConfirmar)
    else if (kidEnVigor === suya.porConfirmar.kid) await adoptar(boveda, kidEnVigor)
    else return false
    return true
  })
}

/** Return the key that waits under that password, or a new one, kept and tried before anybody is asked. */
async function preparar(boveda: string, contrasena: string): Promise<LlavePorConfirmar> {
  const { porConfirmar } = await fila(boveda)
  if (porConfirmar && (await abre(contrasena, boveda, porConfirmar))) return porConfirmar
  const nueva = await candado.crear(contrasena, boveda)
  await modificar(boveda, (esta) => ({ ...esta, porConfirmar: nueva }))
  const { porConfirmar: guardada } = await fila(boveda)
  if (!guardada) throw new AlmacenError("almacen-no-guarda")
  await comprobar(contrasena, boveda, guardada)
  return guardada
}

function abre(contrasena: string, boveda: string, { kid, candado: suyo }: LlavePorConfirmar): Promise<boolean> {
  return candado.abrir(contrasena, boveda, kid, suyo).then(() => true, () => false)
}

async function comprobar(contrasena: string, boveda: string, { jwk, kid, candado: suyo }: LlavePorConfirmar): Promise<void> {
  if (!(await candado.concuerda(await candado.abrir(contrasena, boveda, kid, suyo), jwk))) throw new AlmacenError("almacen-no-guarda")
}

/** The key that waited is the vault's from now on; the one before is nowhere any more. */
async function adoptar(boveda: string, kidEnVigor: string): Promise<void> {
  await modificar(boveda, (esta) => {
    if (esta.porConfirmar?.kid !== kidEnVigor) throw new AlmacenError("manifiesto-ajeno")
    return { ...sinPorConfirmar(esta), ...esta.porConfirmar, fallas: 0, ultimaFalla: 0 }
  })
}

function sinPorConfirmar({ porConfirmar: _, ...resto }: FilaDeBoveda): FilaDeBoveda {
  return resto
}

async function modificar(boveda: string, cambio: (esta: FilaDeBoveda) => FilaDeBoveda): Promise<void> {
  await escribir(["bovedas"], async (tx) => {
    const esta = await tx.objectStore("bovedas").get(boveda)
    if (!esta) throw new AlmacenError("sin-boveda")
    await tx.objectStore("bovedas").put(cambio(esta))
  })
}
