/** Whom to call (ET 12.2): what the installation said last, kept; before that, what the Convenio says. */

import { signal } from "@preact/signals"
import { guardarSoporte, leerSoporte } from "../almacen/ajustes.ts"
import convenio from "../../../server/rubrica/core/catalogos/soporte.json" with { type: "json" }

export interface Soporte {
  readonly nombre: string
  readonly telefono: string
  readonly horario: string
}

/** Return `crudo` as a contact, or undefined when it is not one whole. */
export function comoSoporte(crudo: unknown): Soporte | undefined {
  const { nombre, telefono, horario } = (typeof crudo === "object" && crudo !== null ? crudo : {}) as Partial<Record<keyof Soporte, unknown>>
  if (typeof nombre !== "string" || typeof telefono !== "string" || typeof horario !== "string") return undefined
  return { nombre, telefono, horario }
}

export const soporte = signal<Soporte>(comoSoporte(leerSoporte()) ?? convenio)

/** The telephone as a `tel:` link takes it. */
export function marcado({ telefono }: Soporte): string {
  return `tel:${telefono.replace(/[^+\d]/g, "")}`
}

/** Ask the installation, and keep its answer. Never rejects: without network the last one stays. */
export async function actualizarSoporte(): Promise<void> {
  try {
    const respuesta = await fetch("/api/v1/soporte", { cache: "no-store", redirect: "error" })
    const dicho = comoSoporte(await respuesta.json())
    if (!dicho) return
    soporte.value = dicho
    guardarSoporte(dicho)
  } catch {
    // Without network, or with a page of somebody else's network.
  }
}
