/** The models of the credential as data: which keys each asks for, and where to read them (ET 5.4). */
import catalogo from "../../../../server/rubrica/core/catalogos/modelos.json" with { type: "json" }

/** Names of the keys, as they travel in the paquete. */
export type Clave = "cic" | "ocr" | "identificador" | "emision" | "clave"

export type Impreso = "OCR" | "CIC"

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
export type Modelo = {
  readonly modelo: string
  readonly grupo: string
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

export const MODELOS: ReadonlyMap<string, Modelo> = new Map(
  catalogo.modelos.map((m) => [m.modelo, { ...m, impresos: m.impresos as readonly Impreso[], firma: recorteDe(m.firma), exige: (GRUPOS[m.grupo] ?? []) as readonly Clave[] }]),
)

/** Return which keys that model asks for are not among `claves`; throw RangeError on an unknown model. */
export function faltan(modelo: string, claves: Readonly<Partial<Record<Clave, string>>>): readonly Clave[] {
  const encontrado = MODELOS.get(modelo)
  if (encontrado === undefined) throw new RangeError("unknown model")
  return encontrado.exige.filter((nombre) => !claves[nombre])
}

const MAS_NUEVO = [...MODELOS.keys()].sort().pop() ?? ""

/** Return where a model prints the signature; of one not known, where the newest does. */
export function firmaEn(modelo: string): Recorte {
  const suyo = MODELOS.get(modelo) ?? MODELOS.get(MAS_NUEVO)
  if (!suyo) throw new RangeError("no models")
  return suyo.firma
}
