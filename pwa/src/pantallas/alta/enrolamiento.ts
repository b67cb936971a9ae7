/** The requests of the alta (ET 4.4 to 4.6, 4.9): code, manifest, enrolment, how it goes. */

import { crearBoveda, type Enrolamiento, type Sesion } from "../../almacen/index.ts"
import { consultar, consultarJws, pedir } from "../../app/red.ts"
import { Negativa } from "../../app/negativa.ts"
import type { DatosDeAlta } from "../../app/ruta.ts"
import { deUtf8 } from "../../core/bytes.ts"
import { cargaDe } from "../../core/jws.ts"
import type { Manifiesto } from "../../core/manifiesto.ts"
import { negativas } from "../../textos/index.ts"

export type Estado = "sin_alta" | "recibida" | "abierta" | "no_abre"

/** Ask for a code by e-mail. The answer is the same whether or not the data are right. */
export async function pedirCodigo({ autenticacion, proceso, auxiliar, correo }: DatosDeAlta): Promise<void> {
  await pedir("/api/v1/enrolamientos/codigo", { autenticacion, proceso, auxiliar, correo })
}

/**
 * Return the manifest as shown before the enrolment, its signature not yet checked: the key that
 * checks it comes with the enrolment, which repeats the manifest, and only that one is kept.
 */
export async function leerProceso(proceso: string): Promise<Manifiesto> {
  const jws = await consultarJws(`/api/v1/procesos/${encodeURIComponent(proceso)}/manifiesto`)
  try {
    return JSON.parse(deUtf8(cargaDe(jws))) as Manifiesto
  } catch {
    throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
  }
}

/** Make the device key, enrol it and open the session. Throws Negativa and AlmacenError. */
export async function enrolar(datos: DatosDeAlta, codigo: string, contrasena: string, version: number): Promise<Sesion> {
  const porEnrolar = await crearBoveda(contrasena)
  const respuesta = await pedir("/api/v1/enrolamientos", { ...datos, codigo, jwk: porEnrolar.jwk, responsiva: true, responsiva_version: version })
  return porEnrolar.completar(respuesta as Enrolamiento, datos.proceso, datos.auxiliar)
}

/** Return how the enrolment of `dispositivo` goes, and why it did not open. */
export async function consultarAlta(dispositivo: string): Promise<{ estado: Estado; motivo: string }> {
  const { estado, motivo } = (await consultar(`/api/v1/enrolamientos/${dispositivo}`)) as { estado?: Estado; motivo?: string }
  return { estado: estado ?? "sin_alta", motivo: motivo ?? "" }
}
