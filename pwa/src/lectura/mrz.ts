/**
 * One look at the machine readable zone (ET 5.8): its three lines, only if every check digit agrees.
 * A look is no reading yet: `votar` asks for two.
 */

import { leer, PATRON, ANCHO } from "../core/credencial/mrz.ts"
import { LecturaInvalida } from "../core/credencial/causas.ts"
import { alinear, mirar, type Alineado, type Mirada } from "./alineacion.ts"
import type { Plano } from "./plano.ts"
import type { Red } from "./red.ts"
import type { Bloque } from "./renglones.ts"
import { lugares, textoDe, type Lugar } from "./texto.ts"

const LINEAS = [0, 1, 2].map((n) => PATRON.slice(n * ANCHO, (n + 1) * ANCHO))
/** Places whose text is always the same: a zone in which they are not seen is none. */
const FIJOS = PATRON.flatMap((admite, k) => (admite.length === 1 ? [k] : []))
const FIJOS_VISTOS = 0.7
/** Mean of the logarithms under which what was aligned is no line of an MRZ. */
const MINIMO_ALINEADO = -2.2
const [DUDOSA, MAX_DUDOSAS] = [Math.log(0.5), 4]
/** Only a place whose two likeliest are this near may be taken the other way, one at most, and only where few are. */
const [CERCANO, MAX_CERCANOS] = [1.5, 2]

/** Other heights of the strip, in its pixels. */
const ALTURAS = [-1.6, 1.6]

interface Altura {
  readonly dy: number
  readonly lista: readonly Lugar[]
}

/** The looks at one picture. */
const RECTA: Mirada = { dy: 0, estira: 1, corre: 0, agudiza: 0 }
const OTRA: Mirada = { dy: 0.5, estira: 1.06, corre: 0.8, agudiza: 0.8 }
const TERCERA: Mirada = { dy: -0.6, estira: 0.94, corre: -0.9, agudiza: -0.5 }

function confianza(lista: readonly Lugar[]): number {
  return lista.reduce((suma, { seguro }) => suma + seguro, 0) / lista.length
}

function esZona(todos: readonly Lugar[]): boolean {
  const vistos = FIJOS.filter((k) => todos[k]?.libre).length
  const dudosas = todos.slice(0, 2 * ANCHO).filter(({ seguro }) => seguro < DUDOSA).length
  return vistos >= FIJOS_VISTOS * FIJOS.length && dudosas <= MAX_DUDOSAS
}

function vale(texto: string): boolean {
  try {
    leer(texto)
    return true
  } catch (motivo) {
    if (motivo instanceof LecturaInvalida) return false
    throw motivo
  }
}

/** Return the text whose digits agree, one near place taken the other way if it must be; undefined if none. */
function cuadrar(todos: readonly Lugar[]): string | undefined {
  const texto = textoDe(todos)
  if (vale(texto)) return texto
  const cercanos = todos
    .map(({ ventaja, segundo }, k) => ({ ventaja, segundo, k }))
    .filter(({ ventaja, k }) => ventaja < CERCANO && k < 2 * ANCHO)
  if (cercanos.length > MAX_CERCANOS) return undefined
  const otros = cercanos.map(({ k, segundo }) => texto.slice(0, k) + segundo + texto.slice(k + 1)).filter(vale)
  // Two ways that agree are none: nothing tells which one is printed.
  return otros.length === 1 ? otros[0] : undefined
}

function separar(texto: string): string {
  return [0, 1, 2].map((n) => texto.slice(n * ANCHO, (n + 1) * ANCHO)).join("\n")
}

/** Where each line of a block is, laid on its characters; undefined if it is no zone. */
function alinearZona(red: Red, plano: Plano, bloque: Bloque): Alineado[] | undefined {
  const alineados: Alineado[] = []
  for (const [n, renglon] of bloque.renglones.entries()) {
    const alineado = alinear(red, plano, renglon, [bloque.de, bloque.a], LINEAS[n] ?? [], RECTA)
    if (!alineado || alineado.puntos < MINIMO_ALINEADO) return undefined
    alineados.push(alineado)
  }
  return alineados
}

/**
 * Return what different looks at the block say, each text with all its digits. cuantas: looks to take,
 * at least one; a third is taken when only one of two came out.
 */
export function mirarZona(red: Red, plano: Plano, bloque: Bloque, cuantas: number): string[] {
  const alineados = alinearZona(red, plano, bloque)
  if (!alineados) return []
  const linea = (n: number, mirada: Mirada): Lugar[] => {
    const [renglon, alineado] = [bloque.renglones[n], alineados[n]]
    return renglon && alineado ? lugares(mirar(red, plano, renglon, alineado, ANCHO, mirada), LINEAS[n] ?? []) : []
  }
  const mejorAltura = (n: number, vista: Altura): Altura =>
    ALTURAS.map((dy) => ({ dy, lista: linea(n, { ...RECTA, dy }) })).reduce((a, b) => (confianza(b.lista) > confianza(a.lista) ? b : a), vista)
  let rectas: Altura[] = [0, 1, 2].map((n) => ({ dy: 0, lista: linea(n, RECTA) }))
  const decir = (): string[] => dichos(rectas.flatMap(({ lista }) => lista))
  let textos = decir()
  // Where the lines were found a little high or low, other heights read better.
  if (textos.length === 0) {
    rectas = rectas.map((vista, n) => mejorAltura(n, vista))
    textos = decir()
  }
  const mirada = (otra: Mirada): Lugar[] => [0, 1, 2].flatMap((n) => linea(n, { ...otra, dy: otra.dy + (rectas[n]?.dy ?? 0) }))
  if (cuantas > 1) textos.push(...dichos(mirada(OTRA)))
  if (cuantas > 1 && textos.length === 1) textos.push(...dichos(mirada(TERCERA)))
  return textos
}

function dichos(todos: readonly Lugar[]): string[] {
  const texto = esZona(todos) ? cuadrar(todos) : undefined
  return texto ? [separar(texto)] : []
}
