/** The password of the vault in use: opened, changed, or made anew by a code of the e-mail (ET 4.6). */

import { abrirBoveda, AlmacenError, resolverCambio, restablecer, type PorRestablecer, type Sesion } from "../almacen/index.ts"
import { negativas } from "../textos/index.ts"
import type { Boveda } from "./estado.ts"
import { Negativa } from "./negativa.ts"
import { consultar, pedir } from "./red.ts"

/** Open a vault; a reset that was cut off is ended first, which needs the network. */
export async function abrir(contrasena: string, boveda: Boveda | null): Promise<Sesion> {
  try {
    return await abrirBoveda(contrasena, boveda?.boveda)
  } catch (error) {
    if (!boveda || !(error instanceof AlmacenError) || error.codigo !== "cambio-a-medias") throw error
    if (!(await terminarCambio(boveda))) throw error
    return abrirBoveda(contrasena, boveda.boveda)
  }
}

/** Ask the server which key it has in force and go on with that one; false if it is neither. */
async function terminarCambio({ boveda, dispositivo }: Boveda): Promise<boolean> {
  const { kid } = (await consultar(`/api/v1/enrolamientos/${dispositivo}`)) as { kid?: unknown }
  if (typeof kid !== "string") throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
  return resolverCambio(boveda, kid)
}

/** Ask for a code for the auxiliar of that vault. The answer is the same whatever the e-mail. */
export async function pedirCodigoPara({ proceso, auxiliar }: Boveda, correo: string): Promise<void> {
  await pedir("/api/v1/enrolamientos/codigo", { autenticacion: "correo", proceso, auxiliar, correo })
}

/** What proves whose the account is: the code by e-mail, or what its provider vouched for. */
export interface Prueba {
  readonly autenticacion: string
  readonly correo: string
  readonly codigo: string
}

/** Make a new key under a new password and open the session with it. Throws Negativa and AlmacenError. */
export async function restablecerCon(boveda: Boveda, { autenticacion, correo, codigo }: Prueba, contrasena: string): Promise<Sesion> {
  const sustituir = async ({ dispositivo, proceso, auxiliar, jwk, hastaConsecutivo }: PorRestablecer): Promise<string> => {
    const cuerpo = { autenticacion, proceso, auxiliar, correo, codigo, jwk, hasta_consecutivo: hastaConsecutivo }
    const { kid } = (await pedir(`/api/v1/enrolamientos/${dispositivo}/llave`, cuerpo)) as { kid?: unknown }
    if (typeof kid !== "string") throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
    return kid
  }
  try {
    return await restablecer(boveda.boveda, contrasena, sustituir)
  } catch (error) {
    // Refused for good, the password of before serves again; cut off, it is not known yet.
    await terminarCambio(boveda).catch(() => false)
    throw error
  }
}
