/** A vault that has nothing more to do leaves the phone, by its owner's hand (ET 4.9). */

import { conservaPaquete, porEnviar } from "../core/envio.ts"
import { escribir } from "./base.ts"
import { AlmacenError } from "./errores.ts"
import type { Sesion } from "./sesion.ts"

/**
 * Erase a vault given up and its list of folios; its session is locked for good.
 *
 * Throws AlmacenError("quedan-registros"), with nothing changed, while a record waits to be sent, or
 * one that was refused is in no rescue file, or the device was not given up.
 */
export async function olvidarBoveda(sesion: Sesion): Promise<void> {
  const { boveda } = sesion
  if (!sesion.abierta) throw new AlmacenError("sin-boveda")
  await escribir(["bovedas", "registros", "paquetes"], async (tx) => {
    const registros = tx.objectStore("registros")
    const [fila, suyos] = await Promise.all([tx.objectStore("bovedas").get(boveda), registros.index("boveda").getAll(boveda)])
    const falta = suyos.some(({ estado, rescatadoEn }) => porEnviar(estado) || (conservaPaquete(estado) && rescatadoEn === undefined))
    if (!fila?.enrolada?.deBaja || falta) throw new AlmacenError("quedan-registros")
    for (const { id } of suyos) await Promise.all([registros.delete(id), tx.objectStore("paquetes").delete(id)])
    await tx.objectStore("bovedas").delete(boveda)
  })
  await sesion.soltarApartado()
  sesion.bloquear()
}
