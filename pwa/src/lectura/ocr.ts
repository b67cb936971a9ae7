/**
 * One look at the lines that older backs print apart: the OCR of 12 or 13 digits, and the CIC of
 * model D (ET 5.8). They have no check digit: what counts as read is decided by `votar`.
 */

import type { Impreso } from "../core/credencial/modelos.ts"
import { alinear, mirar, type Mirada, type Patron } from "./alineacion.ts"
import type { Plano } from "./plano.ts"
import type { Red } from "./red.ts"
import type { Bloque } from "./renglones.ts"
import { lugares, textoDe, type Lugar } from "./texto.ts"

const DIGITO = "0123456789"
/** A line begins at its label and ends where nothing follows for two characters. */
const FIN = [" ", " "]
function patron(rotulo: string, digitos: number): Patron {
  return [" ", ...rotulo, " ", ...Array.from({ length: digitos }, () => DIGITO), ...FIN]
}

const PATRONES: Readonly<Record<Impreso, readonly Patron[]>> = { OCR: [patron("OCR", 13), patron("OCR", 12)], CIC: [patron("CIC", 9)] }
const MINIMO_ALINEADO = -1.6
/** Least probability of each digit, in logarithms: nothing else guards them. */
const SEGURO = Math.log(0.8)
const RECTA: Mirada = { dy: 0, estira: 1, corre: 0, agudiza: 0 }
const MIRADAS: readonly Mirada[] = [RECTA, { dy: 0.5, estira: 1.06, corre: 0.8, agudiza: 0.8 }]

function digitosDe(lista: readonly Lugar[], rotulo: Impreso): string | undefined {
  const digitos = lista.slice(rotulo.length + 2, -FIN.length)
  const rotulados = lista.slice(1, rotulo.length + 1).filter(({ libre }) => libre).length
  const acaba = lista.slice(-FIN.length).every(({ libre }) => libre)
  const seguros = digitos.every(({ seguro, libre }) => libre && seguro > SEGURO)
  return rotulados >= rotulo.length - 1 && acaba && seguros ? textoDe(digitos) : undefined
}

/** Return what one or two different looks say of the line, if it is one of those. */
export function mirarImpreso(red: Red, plano: Plano, { renglones: [renglon], de, a }: Bloque, rotulo: Impreso, cuantas: number): string[] {
  if (!renglon) return []
  for (const suyo of PATRONES[rotulo]) {
    const alineado = alinear(red, plano, renglon, [de, a], suyo, RECTA)
    if (!alineado || alineado.puntos < MINIMO_ALINEADO) continue
    const textos = MIRADAS.slice(0, cuantas).flatMap((mirada) => digitosDe(lugares(mirar(red, plano, renglon, alineado, suyo.length, mirada), suyo), rotulo) ?? [])
    if (textos.length > 0) return textos
  }
  return []
}
