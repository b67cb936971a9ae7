/** The text of the back, as the network reads it: which lines to look for, and what each look says. */

import { modeloDe, type Impreso } from "../core/credencial/modelos.ts"
import type { Lado, Simbologia } from "./codigos.ts"
import { mirarZona } from "./mrz.ts"
import { mirarImpreso } from "./ocr.ts"
import { reducido, type Plano, type Renglon } from "./plano.ts"
import type { Red } from "./red.ts"
import { buscarBloques, type Bloque } from "./renglones.ts"

/** What the back of a model may carry as text. */
export interface Encargo {
  readonly mrz: boolean
  readonly impresos: readonly Impreso[]
}

const NADA: Encargo = { mrz: false, impresos: [] }

/** Return what text to look for on that side; of a model newer than the app, whatever there may be. */
export function encargoDe(modelo: string, lado: Lado): Encargo {
  return lado === "anverso" ? NADA : (modeloDe(modelo) ?? { mrz: true, impresos: ["OCR", "CIC"] })
}

/** What one look said. */
export interface Vista {
  readonly simbologia: Extract<Simbologia, "MRZ" | Impreso>
  readonly texto: string
}

/** Width at which lines are looked for; their characters are read at the full size. */
const ANCHO_DE_BUSQUEDA = 640
const [ZONAS, RENGLONES] = [3, 8]
/** Pixels of the picture that one of a strip may stand for before it is read from a smaller one. */
const GRUESO = 30

function aumentar(renglon: Renglon, veces: number): Renglon {
  return { y0: renglon.y0 * veces, cae: renglon.cae, paso: renglon.paso * veces, ensancha: renglon.ensancha }
}

function aumentado({ renglones, de, a }: Bloque, veces: number): Bloque {
  return { de: de * veces, a: a * veces, renglones: renglones.map((renglon) => aumentar(renglon, veces)) }
}

/** Return the picture and block in which characters are not much larger than the strip's. */
function aSuTamano(plano: Plano, chico: Plano, bloque: Bloque, veces: number): [Plano, Bloque] {
  const paso = bloque.renglones[0]?.paso ?? 0
  return paso * veces > GRUESO ? [chico, bloque] : [plano, aumentado(bloque, veces)]
}

function leerZona(red: Red, plano: Plano, chico: Plano, veces: number, cuantas: number): Vista[] {
  for (const bloque of buscarBloques(chico, 3, ZONAS)) {
    const textos = mirarZona(red, ...aSuTamano(plano, chico, bloque, veces), cuantas)
    if (textos.length > 0) return textos.map((texto) => ({ simbologia: "MRZ", texto }))
  }
  return []
}

function leerApartes(red: Red, plano: Plano, chico: Plano, veces: number, rotulos: readonly Impreso[], cuantas: number): Vista[] {
  const vistas: Vista[] = []
  for (const bloque of buscarBloques(chico, 1, RENGLONES)) {
    for (const rotulo of rotulos.filter((r) => !vistas.some(({ simbologia }) => simbologia === r))) {
      const textos = mirarImpreso(red, ...aSuTamano(plano, chico, bloque, veces), rotulo, cuantas)
      vistas.push(...textos.map((texto) => ({ simbologia: rotulo, texto })))
    }
    if (rotulos.every((rotulo) => vistas.some(({ simbologia }) => simbologia === rotulo))) break
  }
  return vistas
}

/** Return what that many looks at the text of the picture say; nothing where no line of those is. */
export function mirarTexto(red: Red, plano: Plano, { mrz, impresos }: Encargo, cuantas: number): Vista[] {
  const veces = Math.max(1, Math.round(plano.ancho / ANCHO_DE_BUSQUEDA))
  const chico = reducido(plano, veces)
  const zona = mrz ? leerZona(red, plano, chico, veces, cuantas) : []
  if (zona.length > 0 || impresos.length === 0) return zona
  return leerApartes(red, plano, chico, veces, impresos, cuantas)
}
