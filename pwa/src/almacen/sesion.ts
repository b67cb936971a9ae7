/** An open vault: the only state in which a record can be sealed (ET 5.13). */

import { componerBaja } from "../core/acuse.ts"
import type { Bytes } from "../core/bytes.ts"
import type { Contenido } from "../core/contenido.ts"
import type { Manifiesto } from "../core/manifiesto.ts"
import { instante } from "../core/sobre.ts"
import * as borrador from "./borrador.ts"
import type { Abierta } from "./candado.ts"
import { enrolada, manifiestoDe } from "./consulta.ts"
import { AlmacenError } from "./errores.ts"
import { sellarYGuardar, type Guardado, type Tipo } from "./sellado.ts"

export type { Guardado, Tipo } from "./sellado.ts"

export interface Sesion {
  readonly boveda: string
  /** False once `bloquear` was called: sealing then throws AlmacenError("sin-boveda"). */
  readonly abierta: boolean
  /** The manifest of the process as pinned: names, question, texts, models. */
  manifiesto(): Promise<Manifiesto>
  /**
   * Seal a record and keep it: the folio exists only once the paquete is on disk and was read back.
   *
   * "apoyo" needs the alta to be "abierta" and the device not given up. Afterwards nothing readable
   * remains: drop your own images. Throws AlmacenError "almacen-lleno" (nothing changed: try again
   * with the same contenido), "almacen-no-guarda", "boveda-sin-alta", "dispositivo-de-baja",
   * "fuera-del-periodo" (ET 4.8), "version-sin-probar", "version-vieja", "sin-boveda"; PaqueteGrande over 4 MiB; TypeError when a number is not an integer.
   */
  sellarYGuardar(contenido: Contenido, tipo: Tipo): Promise<Guardado>
  /** Keep a capture half done, in place of the one before: only this vault opens it, and for half an hour. */
  apartar(claro: Bytes): Promise<void>
  /** Return the capture that waits; undefined when there is none. */
  apartado(): Promise<Bytes | undefined>
  soltarApartado(): Promise<void>
  /** Return the baja signed by the device, for POST /api/v1/enrolamientos/{dispositivo}/baja. */
  firmarBaja(): Promise<string>
  /** Forget the device key until the password opens it again. */
  bloquear(): void
}

export class SesionAbierta implements Sesion {
  readonly boveda: string
  #firmante: Abierta | undefined

  constructor(boveda: string, firmante: Abierta) {
    this.boveda = boveda
    this.#firmante = firmante
  }

  get abierta(): boolean {
    return this.#firmante !== undefined
  }

  async manifiesto(): Promise<Manifiesto> {
    return manifiestoDe(await enrolada(this.boveda))
  }

  async sellarYGuardar(contenido: Contenido, tipo: Tipo): Promise<Guardado> {
    return sellarYGuardar(this.boveda, this.#quien(), contenido, tipo)
  }

  async apartar(claro: Bytes): Promise<void> {
    return borrador.apartar(this.boveda, this.#quien().llave, claro, Date.now())
  }

  async apartado(): Promise<Bytes | undefined> {
    return borrador.apartado(this.boveda, this.#quien().llave, Date.now())
  }

  soltarApartado(): Promise<void> {
    return borrador.soltar(this.boveda)
  }

  async firmarBaja(): Promise<string> {
    const { dispositivo, consecutivo } = await enrolada(this.boveda)
    return componerBaja(dispositivo, consecutivo, instante(Date.now()), this.#quien())
  }

  bloquear(): void {
    this.#firmante = undefined
  }

  #quien(): Abierta {
    if (!this.#firmante) throw new AlmacenError("sin-boveda")
    return this.#firmante
  }
}
