/**
 * What counts as read (ET 5.6, 5.8): two looks that say the same, and no other source against them.
 * A look at an MRZ has all its check digits by then; a printed line has none, so that its looks and
 * the bar code decide alone.
 */

import type { Codigo } from "../core/contenido.ts"
import { clavesDe } from "./codigos.ts"
import type { Vista } from "./impresos.ts"

export const MIRADAS = 2

type SinLado = Omit<Codigo, "lado">

/** The part of a text that says keys: of an MRZ the first two lines, since no digit guards the names. */
function nucleo({ simbologia, texto }: Vista): string {
  return simbologia === "MRZ" ? texto.split("\n").slice(0, 2).join("\n") : texto
}

/** Return the text that at least MIRADAS looks of that kind say; undefined if they do not or another has as many. */
function acordado(vistas: readonly Vista[]): Vista | undefined {
  const votos = new Map<string, Vista[]>()
  for (const vista of vistas) votos.set(nucleo(vista), [...(votos.get(nucleo(vista)) ?? []), vista])
  const [primero, segundo] = [...votos.values()].sort((a, b) => b.length - a.length)
  if (!primero || primero.length < MIRADAS || primero.length === segundo?.length) return undefined
  return primero.at(-1)
}

/** Whether what the text says is denied by a bar code, which carries a check of its own. */
function desmentido(vista: Vista, codigos: readonly SinLado[]): boolean {
  const propias = clavesDe(vista) as Record<string, string>
  return codigos.some((codigo) => Object.entries(clavesDe(codigo) as Record<string, string>).some(([nombre, valor]) => propias[nombre] !== undefined && propias[nombre] !== valor))
}

/** Whether the text must be backed by a bar code: an OCR of 12 may be one of 13 whose end glare took away. */
function pideRespaldo({ simbologia, texto }: Vista): boolean {
  return simbologia === "OCR" && texto.length === 12
}

/** Return the codes, and with them each text that counts as read. */
export function votar(codigos: readonly SinLado[], vistas: readonly Vista[]): SinLado[] {
  const textos = (["MRZ", "OCR", "CIC"] as const).flatMap((clase) => acordado(vistas.filter(({ simbologia }) => simbologia === clase)) ?? [])
  const respaldado = ({ texto }: Vista): boolean => codigos.some((codigo) => codigo.texto === texto)
  return [...codigos, ...textos.filter((vista) => !desmentido(vista, codigos) && (!pideRespaldo(vista) || respaldado(vista)))]
}
