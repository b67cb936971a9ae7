/** What a paquete holds (ET 5.2 to 5.12); the twin of server/rubrica/core/contenido.py. */

import type { Valor } from "./cbor.ts"

export type Parte = "anverso" | "reverso" | "rostro" | "firma" | "huella" | "testigo"

/** Each stroke: (t0, x0, y0, dt, dx, dy, …), ms since the first touch and px of the pad. */
export interface Firma {
  readonly ancho: number
  readonly alto: number
  readonly trazos: readonly (readonly number[])[]
}

/** How a person accepted who did not sign the pad (ET 10.3 m); without a huella the pad holds their mark. */
export type Aceptacion =
  | { readonly modo: "sin_firma" }
  | { readonly modo: "con_testigo"; readonly huella: Uint8Array | null; readonly testigo: { readonly nombre: string; readonly firma: Firma } }

export interface Codigo {
  readonly simbologia: string
  readonly lado: "anverso" | "reverso"
  /** At least one of the two. */
  readonly texto?: string
  readonly bytes?: Uint8Array
}

export interface Claves {
  readonly cic?: string
  readonly ocr?: string
  readonly identificador?: string
  readonly emision?: string
  readonly clave?: string
}

/** One record, whole. The three images are JPEG bytes; strokes are (t0, x0, y0, dt, dx, dy, …). */
export interface Contenido {
  readonly modelo: string
  readonly anverso: Uint8Array
  readonly reverso: Uint8Array
  readonly rostro: Uint8Array
  readonly firma: Firma
  /** Only when the person did not sign the pad. */
  readonly aceptacion?: Aceptacion | undefined
  readonly codigos: readonly Codigo[]
  readonly claves: Claves
  /** Millionths of a degree, metres, seconds since the fix; null when there is none. */
  readonly posicion: { readonly lat: number; readonly lon: number; readonly precision_m: number; readonly edad_s: number } | null
  /** The words that the citizen accepted, as they were shown. */
  readonly manifiesto: { readonly texto: string; readonly version: number }
  readonly avisos_de_calidad: readonly { readonly codigo: string; readonly de: Parte }[]
}

export const VERSION = 1

function presentes(mapa: Readonly<Record<string, Valor | undefined>>): { readonly [clave: string]: Valor } {
  return Object.fromEntries(Object.entries(mapa).flatMap(([clave, valor]) => (valor === undefined ? [] : [[clave, valor]])))
}

/** Return the map that travels. Only what is named here travels, whatever else the object has. */
export function comoMapa(c: Contenido): { readonly [clave: string]: Valor } {
  return {
    v: VERSION,
    modelo: c.modelo,
    anverso: c.anverso,
    reverso: c.reverso,
    rostro: c.rostro,
    firma: trazada(c.firma),
    ...(c.aceptacion && { aceptacion: aceptada(c.aceptacion) }),
    codigos: c.codigos.map(({ simbologia, lado, texto, bytes }) => presentes({ simbologia, lado, texto, bytes })),
    claves: clavesLeidas(c.claves),
    posicion: c.posicion && posicion(c.posicion),
    manifiesto: { texto: c.manifiesto.texto, version: c.manifiesto.version },
    original: true,
    avisos_de_calidad: c.avisos_de_calidad.map(({ codigo, de }) => ({ codigo, de })),
  }
}

function trazada({ ancho, alto, trazos }: Firma): Valor {
  return { ancho, alto, trazos }
}

function aceptada(como: Aceptacion): Valor {
  if (como.modo === "sin_firma") return { modo: como.modo }
  const { modo, huella, testigo } = como
  return { modo, huella, testigo: { nombre: testigo.nombre, firma: trazada(testigo.firma) } }
}

function clavesLeidas({ cic, ocr, identificador, emision, clave }: Claves): { readonly [clave: string]: Valor } {
  return presentes({ cic, ocr, identificador, emision, clave })
}

function posicion({ lat, lon, precision_m, edad_s }: NonNullable<Contenido["posicion"]>): Valor {
  return { lat, lon, precision_m, edad_s }
}
