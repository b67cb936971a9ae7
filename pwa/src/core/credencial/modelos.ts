/**
 * The models of the credential as data: which keys each asks for, and where to read them (ET 5.4).
 * The rows of the process's manifest come first; the table built into the app is what a manifest
 * without rows, or with rows that cannot be read, falls back to.
 */
import catalogo from "../../../../server/rubrica/core/catalogos/modelos.json" with { type: "json" }

/** Names of the keys, as they travel in the paquete. */
export const CLAVES = ["cic", "ocr", "identificador", "emision", "clave"] as const

export type Clave = (typeof CLAVES)[number]

const IMPRESOS = ["OCR", "CIC"] as const

export type Impreso = (typeof IMPRESOS)[number]

/** Where something is on a card: the side, and left, top, width and height as shares of it. */
export interface Recorte {
  readonly lado: "anverso" | "reverso"
  readonly x: number
  readonly y: number
  readonly ancho: number
  readonly alto: number
}

/**
 * One model. exige: keys that the padrón is asked by, in that order. codigos: kinds of code on the
 * back. qr: "ninguno", "servicios" (small, an address) or "denso" (opaque). mrz: whether it may carry one.
 * impresos: what it may print apart, with that label, in OCR-B. firma: where it prints the signature.
 */
export interface Modelo {
  readonly modelo: string
  readonly descripcion: string
  readonly codigos: readonly string[]
  readonly qr: string
  readonly mrz: boolean
  readonly impresos: readonly Impreso[]
  readonly firma: Recorte
  readonly exterior: boolean
  readonly mi_apoyo: boolean
  readonly exige: readonly Clave[]
}

const GRUPOS: Readonly<Record<string, readonly string[]>> = catalogo.grupos

function recorteDe(donde: string): Recorte {
  const suyo = (catalogo.firmas as Readonly<Record<string, unknown>>)[donde]
  if (!suyo) throw new RangeError("unknown place")
  return suyo as Recorte
}

/** The table built into the app. */
export const MODELOS: ReadonlyMap<string, Modelo> = new Map(
  catalogo.modelos.map((m) => [m.modelo, { ...m, impresos: m.impresos as readonly Impreso[], firma: recorteDe(m.firma), exige: (GRUPOS[m.grupo] ?? []) as readonly Clave[] }]),
)

const MILESIMOS = 1000
const LETRA = /^[A-Z][A-Z0-9]{0,3}$/
type Miembros = Readonly<Record<string, unknown>>

function miembros(valor: unknown): Miembros {
  if (typeof valor !== "object" || valor === null) throw new TypeError("not an object")
  return valor as Miembros
}

function texto(valor: unknown): string {
  if (typeof valor !== "string") throw new TypeError("not a text")
  return valor
}

function logico(valor: unknown): boolean {
  if (typeof valor !== "boolean") throw new TypeError("not a boolean")
  return valor
}

function unoDe<T extends string>(valor: unknown, admitidos: readonly T[]): T {
  const suyo = admitidos.find((admitido) => admitido === valor)
  if (suyo === undefined) throw new TypeError("not one of those")
  return suyo
}

function lista<T>(valor: unknown, cada: (uno: unknown) => T): readonly T[] {
  if (!Array.isArray(valor)) throw new TypeError("not a list")
  return valor.map(cada)
}

/** A whole number of thousandths of the side, as its share: what is signed carries no fractions. */
function parte(valor: unknown): number {
  if (!Number.isInteger(valor) || (valor as number) < 0 || (valor as number) > MILESIMOS) throw new TypeError("not a share")
  return (valor as number) / MILESIMOS
}

function leerRecorte(valor: unknown): Recorte {
  const m = miembros(valor)
  const recorte = { lado: unoDe(m["lado"], ["anverso", "reverso"]), x: parte(m["x"]), y: parte(m["y"]), ancho: parte(m["ancho"]), alto: parte(m["alto"]) }
  const dentro = recorte.ancho > 0 && recorte.alto > 0 && recorte.x + recorte.ancho <= 1 && recorte.y + recorte.alto <= 1
  if (!dentro) throw new TypeError("not inside the card")
  return recorte
}

function leerFila(valor: unknown): Modelo {
  const m = miembros(valor)
  const modelo = texto(m["modelo"])
  const exige = lista(m["exige"], (clave) => unoDe(clave, CLAVES))
  if (!LETRA.test(modelo) || exige.length === 0) throw new TypeError("not a model")
  return {
    modelo, exige,
    descripcion: texto(m["descripcion"]),
    codigos: lista(m["codigos"], texto),
    qr: unoDe(m["qr"], ["ninguno", "servicios", "denso"]),
    mrz: logico(m["mrz"]),
    impresos: lista(m["impresos"], (impreso) => unoDe(impreso, IMPRESOS)),
    firma: leerRecorte(m["firma"]),
    exterior: logico(m["exterior"]),
    mi_apoyo: logico(m["mi_apoyo"]),
  }
}

/**
 * Return the models that rows of a manifest tell, over those built in; only the latter when the rows are
 * absent or any of them is not well formed. Members that this app does not know are ignored.
 */
export function conFilas(filas: unknown): ReadonlyMap<string, Modelo> {
  try {
    return new Map([...MODELOS, ...lista(filas, leerFila).map((fila) => [fila.modelo, fila] as const)])
  } catch {
    return MODELOS
  }
}

let vigentes = MODELOS

/** From here on, models are what those rows say: what the process being captured sent, signed. */
export function adoptar(filas: unknown): void {
  vigentes = conFilas(filas)
}

/** Return one model as it holds now; undefined if unknown. */
export function modeloDe(modelo: string): Modelo | undefined {
  return vigentes.get(modelo)
}

/** Return every model that holds now. */
export function modelos(): readonly Modelo[] {
  return [...vigentes.values()]
}

/** Return which keys that model asks for are not among `claves`; throw RangeError on an unknown model. */
export function faltan(modelo: string, claves: Readonly<Partial<Record<Clave, string>>>): readonly Clave[] {
  const encontrado = modeloDe(modelo)
  if (encontrado === undefined) throw new RangeError("unknown model")
  return encontrado.exige.filter((nombre) => !claves[nombre])
}

/** Return where a model prints the signature; of one not known, where the newest does. */
export function firmaEn(modelo: string): Recorte {
  const masNuevo = [...vigentes.keys()].sort().pop() ?? ""
  const suyo = modeloDe(modelo) ?? modeloDe(masNuevo)
  if (!suyo) throw new RangeError("no models")
  return suyo.firma
}

/** Return the models that Mi Apoyo takes, as the rows of a manifest tell them, or the app's own table (ET 7.3). */
export function deMiApoyo(filas: Parameters<typeof conFilas>[0]): readonly string[] {
  return [...conFilas(filas).values()].filter(({ mi_apoyo }) => mi_apoyo).map(({ modelo }) => modelo)
}
