/** What may be known of a vault without its password, and what the server's word changes in it. */

import { deB64u } from "../core/bytes.ts"
import { leerBajaDada, leerHora } from "../core/acuse.ts"
import { horaConfiable, type UltimaHora } from "../core/hora.ts"
import { JwsInvalido } from "../core/jws.ts"
import { leer as leerManifiesto, type Manifiesto } from "../core/manifiesto.ts"
import { escribir, estaProbada, leer, siCabe, type Enrolada, type EstadoDeAlta, type FilaDeBoveda } from "./base.ts"
import { AlmacenError } from "./errores.ts"
import { MI_APOYO } from "./presencia.ts"
import { marcar, reloj } from "./reloj.ts"
import { esAnterior } from "../core/version.ts"

export type { UltimaHora } from "../core/hora.ts"
export type { EstadoDeAlta } from "./base.ts"

/** What a vault is once the server has enrolled its key. */
export interface Inscripcion {
  readonly proceso: string
  /** Id_Auxiliar, "0153". */
  readonly auxiliar: string
  readonly dispositivo: string
  /** Number of the device, the one in its folios. */
  readonly numero: number
  readonly alta: EstadoDeAlta
  /** Given up: it sends what it has and captures nothing more (ET 3.4, 4.9, 4.10). */
  readonly deBaja: boolean
  /** Who gave it up, when it was not this phone (ET 3.4, 4.10); null otherwise. */
  readonly bajaDada: NonNullable<Enrolada["bajaDada"]> | null
  /** As verified by the pinned key. */
  readonly manifiesto: Manifiesto
  /** Whether this version has been proved in this vault; see pruebas.ts. */
  readonly probada: boolean
  /** Whether the server asks for a newer version to go on capturing; sending needs none. */
  readonly vieja: boolean
  /** The last one made, for the header Rubrica-Consecutivo of every contact. */
  readonly consecutivo: number
}

export interface ResumenDeBoveda {
  readonly boveda: string
  readonly creadaEn: string
  /** null while the server has not enrolled the key. */
  readonly inscripcion: Inscripcion | null
}

/** Return the vault's row. Throws AlmacenError("sin-boveda"). */
export async function fila(id: string | undefined): Promise<FilaDeBoveda> {
  const hallada = id === undefined ? undefined : await leer(["bovedas"], (tx) => tx.objectStore("bovedas").get(id))
  if (!hallada) throw new AlmacenError("sin-boveda")
  return hallada
}

/** Return the row and its enrolment. Throws AlmacenError "sin-boveda" or "boveda-sin-alta". */
export async function enrolada(id: string): Promise<Enrolada> {
  const { enrolada } = await fila(id)
  if (!enrolada) throw new AlmacenError("boveda-sin-alta")
  return enrolada
}

/** Return every auxiliar's vault of this phone, the newest first; the citizen's own is apart. */
export async function bovedas(): Promise<ResumenDeBoveda[]> {
  const filas = (await leer(["bovedas"], (tx) => tx.objectStore("bovedas").getAll())).filter(({ id }) => id !== MI_APOYO)
  return filas.sort((a, b) => b.creadaEn.localeCompare(a.creadaEn)).map(resumir)
}

/** Return the citizen's own vault as she last chose a process in it; null before that (ET 7.12). */
export async function enMiApoyo(): Promise<Inscripcion | null> {
  const suya = await leer(["bovedas"], (tx) => tx.objectStore("bovedas").get(MI_APOYO))
  return suya?.enrolada ? inscripcionDe(suya.enrolada) : null
}

/** Return the newest vault that can still capture, else the newest enrolled. */
export async function bovedaPorOmision(): Promise<string | undefined> {
  const todas = (await bovedas()).filter((suya) => suya.inscripcion)
  return (todas.find((suya) => !suya.inscripcion?.deBaja) ?? todas[0])?.boveda
}

function resumir({ id, creadaEn, enrolada }: FilaDeBoveda): ResumenDeBoveda {
  return { boveda: id, creadaEn, inscripcion: enrolada && inscripcionDe(enrolada) }
}

declare const __VERSION__: string

/** How this version of the app stands before a vault. */
export function comoVersion(enrolada: Enrolada): { readonly probada: boolean; readonly vieja: boolean } {
  return { probada: estaProbada(enrolada, __VERSION__), vieja: esAnterior(__VERSION__, enrolada.minima) }
}

function inscripcionDe(enrolada: Enrolada): Inscripcion {
  const { proceso, auxiliar, dispositivo, numero, alta, deBaja, bajaDada, consecutivo } = enrolada
  return { proceso, auxiliar, dispositivo, numero, alta, deBaja, bajaDada: bajaDada ?? null, consecutivo, ...comoVersion(enrolada), manifiesto: manifiestoDe(enrolada) }
}

/** Return the manifest kept, verified again: what lies on a disk may have been changed there. */
export function manifiestoDe(enrolada: Enrolada): Manifiesto {
  try {
    return leerManifiesto(enrolada.manifiesto, deB64u(enrolada.llaves.manifiesto), enrolada.proceso)
  } catch (cause) {
    throw new AlmacenError("boveda-danada", { cause })
  }
}

/** Change what the server said of a vault, in one transaction. */
export async function cambiar(id: string, cambio: (actual: Enrolada) => Partial<Enrolada>): Promise<void> {
  await escribir(["bovedas"], async (tx) => {
    const actual = await tx.objectStore("bovedas").get(id)
    if (!actual?.enrolada) throw new AlmacenError(actual ? "boveda-sin-alta" : "sin-boveda")
    await tx.objectStore("bovedas").put({ ...actual, enrolada: { ...actual.enrolada, ...cambio(actual.enrolada) } })
  })
}

/** Remember what the server said of the alta (GET /api/v1/enrolamientos/{dispositivo}). */
export function anotarAlta(boveda: string, alta: EstadoDeAlta): Promise<void> {
  return cambiar(boveda, () => ({ alta }))
}

/** Remember that the server took the baja of this device: no more captures, sending goes on. */
export function anotarBaja(boveda: string): Promise<void> {
  return cambiar(boveda, () => ({ deBaja: true }))
}

/**
 * Believe that this device was given up, only when the pinned key says it of this very one: no more
 * captures, sending goes on (ET 3.4, 4.10). One that the phone asked for itself stays as it was.
 */
export async function anotarBajaDada(boveda: string, jws: string): Promise<void> {
  const suya = await enrolada(boveda)
  try {
    const { dispositivo, de, numeral, baja_en: en } = leerBajaDada(jws, deB64u(suya.llaves.acuse))
    if (dispositivo === suya.dispositivo && !suya.deBaja) await cambiar(boveda, () => ({ deBaja: true, bajaDada: { de, numeral, en } }))
  } catch (error) {
    if (!(error instanceof JwsInvalido)) throw error
  }
}

/**
 * Keep a newer manifest (GET /api/v1/procesos/{id}/manifiesto); an older one changes nothing.
 * Throws AlmacenError("manifiesto-ajeno") unless the pinned key signed it for this process.
 */
export async function guardarManifiesto(boveda: string, jws: string): Promise<void> {
  const suya = await enrolada(boveda)
  let nuevo: Manifiesto
  try {
    nuevo = leerManifiesto(jws.trim(), deB64u(suya.llaves.manifiesto), suya.proceso)
  } catch (cause) {
    throw new AlmacenError("manifiesto-ajeno", { cause })
  }
  if (nuevo.version > manifiestoDe(suya).version) await cambiar(boveda, () => ({ manifiesto: jws.trim() }))
}

/**
 * Keep a time token and when it came; false when it is not this installation's or not this device's.
 * `ahora` is the phone's clock, ms; `minima`, the oldest version of the app that may still capture.
 */
export async function guardarFicha(boveda: string, jws: string, ahora: number, minima = ""): Promise<boolean> {
  const suya = await enrolada(boveda)
  try {
    if (leerHora(jws, deB64u(suya.llaves.hora)).dispositivo !== suya.dispositivo) return false
  } catch (error) {
    if (error instanceof JwsInvalido) return false
    throw error
  }
  await siCabe(cambiar(boveda, () => ({ minima, ficha: { jws, dispositivoEn: new Date(ahora).toISOString() } })))
  marcar(jws)
  return true
}

/** Return what an enrolment knows of the server's time; null before the first token. Throws JwsInvalido. */
function horaDe(suya: Enrolada): UltimaHora | null {
  const { ficha, dispositivo_en, delta_ms } = reloj(suya)
  if (ficha === null || dispositivo_en === null) return null
  const { hora } = leerHora(ficha, deB64u(suya.llaves.hora))
  return { servidor: Date.parse(hora), dispositivo: Date.parse(dispositivo_en), delta: delta_ms }
}

/** Return the last time token of a vault; null before the first. */
export async function ultimaHora(boveda: string): Promise<UltimaHora | null> {
  return horaDe(await enrolada(boveda))
}

/** Return the time that decides (ET 4.8) for an enrolment, ms; `telefono` is the phone's own clock. */
export function horaQueDecide(suya: Enrolada, telefono: number): number {
  try {
    return horaConfiable(horaDe(suya), telefono)
  } catch {
    // A token that no longer checks says nothing: the phone's clock stands in.
    return telefono
  }
}
