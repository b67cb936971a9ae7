/**
 * What was read of a credential while its citizen is at the provider of her account (ET 7.8): kept
 * under a key that this phone cannot show, and erased when it is taken back.
 */

import { deUtf8, utf8 } from "../core/bytes.ts"
import { escribir, leer } from "./base.ts"
import { AlmacenError } from "./errores.ts"
import { llaveDeMiApoyo } from "./miApoyo.ts"
import { MI_APOYO } from "./presencia.ts"

/** Keep it until it is taken back. Throws AlmacenError("llave-no-se-guarda"). */
export async function apartar(cosa: object): Promise<void> {
  await llaveDeMiApoyo() // the vault is there, in an engine that keeps keys
  const llave = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
  const iv = crypto.getRandomValues(new Uint8Array(12)).buffer
  const cifrada = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, llave, utf8(JSON.stringify(cosa)))
  await cambiar({ llave, iv, cifrada })
}

/** Return what was kept, of any shape; undefined when nothing was, or it does not open. */
export async function apartado(): Promise<unknown> {
  const fila = await leer(["bovedas"], (tx) => tx.objectStore("bovedas").get(MI_APOYO))
  const dejado = fila?.miApoyo?.apartado
  if (!dejado) return undefined
  try {
    const claro = await crypto.subtle.decrypt({ name: "AES-GCM", iv: dejado.iv }, dejado.llave, dejado.cifrada)
    return JSON.parse(deUtf8(new Uint8Array(claro))) as unknown
  } catch {
    return undefined
  }
}

/** Erase it. */
export const soltarApartado = (): Promise<void> => cambiar(undefined)

async function cambiar(apartado: { llave: CryptoKey; iv: ArrayBuffer; cifrada: ArrayBuffer } | undefined): Promise<void> {
  await escribir(["bovedas"], async (tx) => {
    const fila = await tx.objectStore("bovedas").get(MI_APOYO)
    if (!fila?.miApoyo) throw new AlmacenError("sin-boveda")
    const { apartado: _, ...resto } = fila.miApoyo
    await tx.objectStore("bovedas").put({ ...fila, miApoyo: apartado ? { ...resto, apartado } : resto })
  })
}
