/** From a whole record in memory to a sealed one on disk, and its folio (ET 5.12, 5.13). */

import * as codigo from "../core/codigo.ts"
import type { Contenido } from "../core/contenido.ts"
import { componer as componerFolio } from "../core/folio.ts"
import { uuid7 } from "../core/identificador.ts"
import type { Firmante } from "../core/jws.ts"
import { clavePublica, type Manifiesto } from "../core/manifiesto.ts"
import { sellar } from "../core/paquete.ts"
import { dentroDelPeriodo } from "../core/plazos.ts"
import { componer, instante, resumen, type Datos } from "../core/sobre.ts"
import { escribir, leer, type Enrolada, type FilaDeRegistro } from "./base.ts"
import { comoVersion, enrolada, horaQueDecide, manifiestoDe } from "./consulta.ts"
import { AlmacenError } from "./errores.ts"
import { reloj } from "./reloj.ts"
import { aSolas } from "./turno.ts"

export type Tipo = "alta" | "apoyo"

/** What may be shown once a record is sealed: nothing of the person. */
export interface Guardado {
  readonly id: string
  readonly folio: string
  readonly codigoIntegridad: string
  readonly capturadoEn: string
}

declare const __VERSION__: string

function azar(n: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(n))
}

/** Seal and keep a record; see Sesion.sellarYGuardar. Two pages of one phone take turns. */
export function sellarYGuardar(boveda: string, firmante: Firmante, contenido: Contenido, tipo: Tipo): Promise<Guardado> {
  return aSolas(`rubrica-sellado-${boveda}`, async () => {
    const suya = await enrolada(boveda)
    exigir(suya, tipo)
    const manifiesto = manifiestoDe(suya)
    const ahora = Date.now()
    if (tipo === "apoyo") exigirPeriodo(manifiesto, horaQueDecide(suya, ahora))
    const datos = datosDe(suya, tipo, ahora)
    const paquete = await sellar(contenido, datos, clavePublica(manifiesto))
    const sobre = await componer(datos, paquete, firmante)
    const registro: FilaDeRegistro = {
      id: datos.id,
      boveda,
      tipo,
      folio: datos.folio,
      codigoIntegridad: codigo.de(paquete),
      consecutivo: datos.consecutivo,
      capturadoEn: datos.capturado_en,
      sobre,
      bytes: paquete.length,
      estado: { estado: "guardado", intentos: 0 },
    }
    await guardar(registro, paquete.buffer, firmante.kid)
    await comprobar(registro, suya)
    const { id, folio, codigoIntegridad, capturadoEn } = registro
    return { id, folio, codigoIntegridad, capturadoEn }
  })
}

function exigir(suya: Enrolada, tipo: Tipo): void {
  if (suya.deBaja) throw new AlmacenError("dispositivo-de-baja")
  if (tipo === "alta") return
  if (suya.alta !== "abierta") throw new AlmacenError("boveda-sin-alta")
  const { probada, vieja } = comoVersion(suya)
  if (vieja) throw new AlmacenError("version-vieja")
  if (!probada) throw new AlmacenError("version-sin-probar")
}

/** A support is of the instant in which it is sealed, whenever its screen was opened (ET 4.8). */
function exigirPeriodo({ periodo }: Manifiesto, momento: number): void {
  if (!dentroDelPeriodo(new Date(periodo.inicio), new Date(periodo.fin), new Date(momento))) throw new AlmacenError("fuera-del-periodo")
}

function datosDe(suya: Enrolada, tipo: Tipo, ahora: number): Datos {
  const { proceso, auxiliar, numero, dispositivo, anterior } = suya
  const consecutivo = tipo === "alta" ? 0 : suya.consecutivo + 1
  return {
    id: uuid7(ahora, azar(10)),
    folio: componerFolio({ proceso, auxiliar, dispositivo: numero, consecutivo }, azar),
    proceso,
    dispositivo,
    consecutivo,
    anterior,
    capturado_en: instante(ahora),
    reloj: reloj(suya),
    app: __VERSION__,
  }
}

/** Write record, paquete and the chain's new end in one transaction: all of them or none. */
async function guardar(registro: FilaDeRegistro, paquete: ArrayBuffer, kid: string): Promise<void> {
  await escribir(["bovedas", "registros", "paquetes"], async (tx) => {
    const bovedas = tx.objectStore("bovedas")
    const fila = await bovedas.get(registro.boveda)
    if (!fila?.enrolada) throw new AlmacenError("sin-boveda")
    // The database may have been lost just after it kept this very record: written again it is the same.
    if ((await tx.objectStore("registros").get(registro.id))?.sobre === registro.sobre) return
    // Another window may have changed the key meanwhile: what the old one signs now would not count.
    if (fila.porConfirmar || fila.kid !== kid) throw new AlmacenError(fila.porConfirmar ? "cambio-a-medias" : "sin-boveda")
    const consecutivo = Math.max(fila.enrolada.consecutivo, registro.consecutivo)
    await Promise.all([
      tx.objectStore("registros").add(registro),
      tx.objectStore("paquetes").add(paquete, registro.id),
      bovedas.put({ ...fila, enrolada: { ...fila.enrolada, consecutivo, anterior: resumen(registro.sobre) } }),
    ])
  })
}

/** Read the record back; what the disk did not keep as written is taken out again, with its turn. */
async function comprobar(registro: FilaDeRegistro, antes: Enrolada): Promise<void> {
  const [fila, paquete] = await leer(["registros", "paquetes"], (tx) =>
    Promise.all([tx.objectStore("registros").get(registro.id), tx.objectStore("paquetes").get(registro.id)]),
  )
  if (fila?.sobre === registro.sobre && paquete && codigo.de(new Uint8Array(paquete)) === registro.codigoIntegridad) return
  await escribir(["bovedas", "registros", "paquetes"], async (tx) => {
    const bovedas = tx.objectStore("bovedas")
    const actual = await bovedas.get(registro.boveda)
    const { consecutivo, anterior } = antes
    await tx.objectStore("registros").delete(registro.id)
    await tx.objectStore("paquetes").delete(registro.id)
    if (actual?.enrolada) await bovedas.put({ ...actual, enrolada: { ...actual.enrolada, consecutivo, anterior } })
  })
  throw new AlmacenError("almacen-no-guarda")
}
