/** What every screen may need to know: where one is, whose vault, how many records, locked or not. */

import { batch, signal } from "@preact/signals"
import type { Contadores } from "../almacen/cola.ts"
import type { Inscripcion } from "../almacen/consulta.ts"
import { hayBovedas, MI_APOYO } from "../almacen/presencia.ts"
import type { Sesion } from "../almacen/sesion.ts"
import { conservar } from "./espacio.ts"
import { fijarHora } from "./hora.ts"
import { hashDe, leerRuta, type Lugar } from "./ruta.ts"

/** One vault on this phone, enrolled: an auxiliar's, or the citizen's own. */
export type Boveda = Inscripcion & { readonly boveda: string }

const CEROS: Contadores = { guardados: 0, enviados: 0, conAcuse: 0, noRecibidos: 0 }

export const ruta = signal(leerRuta(location.hash))
/** Counts the arrivals: coming again to the same place, by the same link, starts it anew. */
export const visita = signal(0)
/** The citizen's own vault, once a process was chosen in it (ET 7.25); null while there is none. */
export const propia = signal<Boveda | null>(null)
/** What she gave from it. */
export const cuentaPropia = signal<Contadores>(CEROS)
/** Every enrolled vault of this phone, the newest first; undefined until it has been read. */
export const enroladas = signal<readonly Boveda[] | undefined>(undefined)
/** The vault in use; null when the phone has none. */
export const boveda = signal<Boveda | null>(null)
export const cuenta = signal<Contadores>(CEROS)
/** Open while the local password has been given; null is locked, and nothing is lost by it. */
export const sesion = signal<Sesion | null>(null)

/** Show what the address says now. */
export function visitar(): void {
  batch(() => {
    ruta.value = leerRuta(location.hash)
    visita.value += 1
  })
}

export function ir(lugar: Lugar): void {
  const hash = hashDe(lugar)
  if (location.hash === hash) visitar()
  else location.hash = hash
}

function elegir(todas: readonly Boveda[], preferida: string | undefined): Boveda | null {
  return todas.find((b) => b.boveda === preferida) ?? todas.find((b) => !b.deBaja) ?? todas[0] ?? null
}

interface Leidas {
  readonly deAuxiliares: readonly Boveda[]
  readonly suya: Boveda | null
  readonly dado: Contadores
}

/** Return every enrolled vault. A new phone has none, and does not load what would verify them. */
async function leerBovedas(): Promise<Leidas> {
  if (!(await hayBovedas())) return { deAuxiliares: [], suya: null, dado: CEROS }
  const { contadores, enMiApoyo } = await import("../almacen/index.ts")
  const inscripcion = await enMiApoyo()
  const suya = inscripcion && { boveda: MI_APOYO, ...inscripcion }
  return { deAuxiliares: await leerDeAuxiliares(), suya, dado: await contadores(MI_APOYO) }
}

async function leerDeAuxiliares(): Promise<readonly Boveda[]> {
  const { bovedas } = await import("../almacen/index.ts")
  return (await bovedas()).flatMap(({ boveda, inscripcion }) => (inscripcion ? [{ boveda, ...inscripcion }] : []))
}

async function contar(de: Boveda | null): Promise<Contadores> {
  if (!de) return CEROS
  const { contadores, ultimaHora } = await import("../almacen/index.ts")
  // A token that no longer checks is no reason to hide the counters: the phone's clock stands in.
  fijarHora(await ultimaHora(de.boveda).catch(() => null))
  return contadores(de.boveda)
}

/** Read again the vaults and the counters; `preferida` becomes the vault in use. */
export async function refrescar(preferida?: string): Promise<void> {
  const { deAuxiliares, suya, dado } = await leerBovedas()
  const actual = elegir(deAuxiliares, preferida ?? boveda.value?.boveda)
  const cuantos = await contar(actual)
  batch(() => {
    cuenta.value = cuantos
    boveda.value = actual
    enroladas.value = deAuxiliares
    propia.value = suya
    cuentaPropia.value = dado
  })
}

/** Keep an open session, of the vault it belongs to. */
export async function entrar(abierta: Sesion): Promise<void> {
  // Whoever was in before, on a phone of several, is out.
  if (sesion.value !== abierta) bloquear()
  sesion.value = abierta
  void conservar()
  await refrescar(abierta.boveda)
}

/** Forget the device key: the password is asked again. Nothing that was kept is erased. */
export function bloquear(): void {
  sesion.value?.bloquear()
  sesion.value = null
}

/** Supports that still need something: without acuse, each of them is on this phone. */
export function sinAcuse({ guardados, enviados }: Contadores): number {
  return guardados + enviados
}
