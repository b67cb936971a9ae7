/** The file for support: gathered from what each room says of itself. Nothing of it is sent from here. */

import { bovedas, contadores } from "../almacen/index.ts"
import { ultimosSucesos } from "../almacen/sucesos.ts"
import { componer, type Datos, type RegistroDeDispositivo } from "../core/diagnostico.ts"
import { nuevoTicket } from "../core/ticket.ts"
import { probarLoQueSePueda, resultados } from "../telefono/pruebas.ts"
import { leerNavegador } from "../telefono/veredicto.ts"
import { ajustes } from "./ajustes.ts"
import { BYTES_POR_APOYO, cabenMas } from "./espacio.ts"

declare const __VERSION__: string

export interface Diagnostico {
  readonly ticket: string
  readonly texto: string
}

async function registros(): Promise<RegistroDeDispositivo[] | null> {
  try {
    const filas = (await bovedas()).flatMap(({ boveda, inscripcion }) => (inscripcion ? [{ boveda, ...inscripcion }] : []))
    return await Promise.all(filas.map(async ({ boveda, proceso, numero, consecutivo, alta, deBaja }) => {
      const { guardados, enviados, conAcuse, noRecibidos } = await contadores(boveda)
      return { proceso, dispositivo: numero, consecutivo, alta, de_baja: deBaja, guardados, enviados, con_acuse: conAcuse, no_recibidos: noRecibidos }
    }))
  } catch {
    return null // said as such: it may be the very trouble
  }
}

const enMb = (bytes: number | undefined): number | null => (bytes === undefined ? null : Math.round(bytes / 1_000_000))

async function espacio(): Promise<Datos["espacio"]> {
  try {
    const { usage } = await navigator.storage.estimate()
    const caben = await cabenMas()
    return { libre_mb: caben === undefined ? null : enMb(caben * BYTES_POR_APOYO), usado_mb: enMb(usage), asegurado: await navigator.storage.persisted() }
  } catch {
    return { libre_mb: null, usado_mb: null, asegurado: null }
  }
}

function telefono(): Datos["telefono"] {
  const { motor, version, sistema } = leerNavegador(navigator.userAgent)
  const { deviceMemory } = navigator as { deviceMemory?: number }
  const { width, height } = globalThis.screen ?? { width: 0, height: 0 }
  return { navegador: motor, version, sistema, pantalla: `${width}x${height}`, memoria_gb: deviceMemory ?? null, nucleos: navigator.hardwareConcurrency ?? null }
}

async function pruebas(): Promise<Datos["pruebas"]> {
  if (Object.keys(resultados.value).length === 0) await probarLoQueSePueda()
  return Object.fromEntries(Object.entries(resultados.value).map(([prueba, { estado, codigo }]) => [prueba, `${estado}: ${codigo}`]))
}

/** Return the file and its ticket, both new. Never rejects: what cannot be known is said as unknown. */
export async function reunir(): Promise<Diagnostico> {
  const ticket = nuevoTicket((n) => crypto.getRandomValues(new Uint8Array(n)))
  const { idioma, letraGrande, sol, tema, vibracion, voz } = ajustes.value
  const datos: Datos = {
    ticket,
    hecho_en: new Date().toISOString(),
    app: {
      version: __VERSION__,
      instalada: globalThis.matchMedia?.("(display-mode: standalone)").matches ?? false,
      sin_senal: Boolean(navigator.serviceWorker?.controller),
    },
    telefono: telefono(),
    espacio: await espacio(),
    registros: await registros(),
    pruebas: await pruebas(),
    ajustes: { idioma, letraGrande, sol, tema, vibracion, voz },
    sucesos: await ultimosSucesos(),
  }
  return { ticket, texto: componer(datos) }
}

function archivoDe({ ticket, texto }: Diagnostico): File {
  return new File([texto], `rubrica-soporte-${ticket}.txt`, { type: "text/plain" })
}

/** Whether the phone has a sheet to share files with. */
export function seComparte(diagnostico: Diagnostico): boolean {
  return navigator.canShare?.({ files: [archivoDe(diagnostico)] }) ?? false
}

/** Hand the file to the app that the person chooses; nothing happens if none is chosen. */
export async function compartir(diagnostico: Diagnostico): Promise<void> {
  await navigator.share({ files: [archivoDe(diagnostico)] }).catch(() => undefined)
}

/** Leave the file among the phone's downloads. */
export function descargar(diagnostico: Diagnostico): void {
  const enlace = document.createElement("a")
  enlace.href = URL.createObjectURL(archivoDe(diagnostico))
  enlace.download = archivoDe(diagnostico).name
  enlace.click()
  setTimeout(() => URL.revokeObjectURL(enlace.href), 10_000)
}
