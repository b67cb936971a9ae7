/** How the person wants the app to look, sound and feel; kept on the phone. */

import { signal } from "@preact/signals"
import { guardarAjustes, leerAjustes } from "../almacen/ajustes.ts"

export const TEMAS = ["sistema", "claro", "oscuro"] as const
export type Tema = (typeof TEMAS)[number]

export interface Ajustes {
  /** All text twice as big (WCAG 1.4.4). */
  readonly letraGrande: boolean
  /** Black on white and thick edges, whatever `tema` says. */
  readonly sol: boolean
  readonly tema: Tema
  readonly vibracion: boolean
  readonly voz: boolean
  readonly idioma: string
}

export const DE_FABRICA: Ajustes = { letraGrande: false, sol: false, tema: "sistema", vibracion: true, voz: true, idioma: "es-MX" }

/** Return `crudo` as settings: whatever is missing or of another kind is as from the factory. */
export function comoAjustes(crudo: unknown): Ajustes {
  const dado = (typeof crudo === "object" && crudo !== null ? crudo : {}) as Partial<Record<keyof Ajustes, unknown>>
  const si = (clave: "letraGrande" | "sol" | "vibracion" | "voz"): boolean => {
    const valor = dado[clave]
    return typeof valor === "boolean" ? valor : DE_FABRICA[clave]
  }
  return {
    letraGrande: si("letraGrande"),
    sol: si("sol"),
    tema: TEMAS.find((tema) => tema === dado.tema) ?? DE_FABRICA.tema,
    vibracion: si("vibracion"),
    voz: si("voz"),
    idioma: typeof dado.idioma === "string" ? dado.idioma : DE_FABRICA.idioma,
  }
}

export const ajustes = signal(comoAjustes(leerAjustes()))

/** Show the page as the settings say: styles read these attributes, and no other thing. */
export function aplicarAjustes(raiz: HTMLElement = document.documentElement): void {
  const { letraGrande, sol, tema, idioma } = ajustes.value
  const poner = (nombre: string, valor: string | undefined): void => {
    if (valor === undefined) delete raiz.dataset[nombre]
    else raiz.dataset[nombre] = valor
  }
  poner("letra", letraGrande ? "grande" : undefined)
  poner("contraste", sol ? "sol" : undefined)
  poner("tema", tema === "sistema" ? undefined : tema)
  raiz.lang = idioma
}

/** Change some settings, keep them and show them. */
export function ajustar(cambio: Partial<Ajustes>): void {
  ajustes.value = { ...ajustes.value, ...cambio }
  guardarAjustes(ajustes.value)
  aplicarAjustes()
}

const TOQUES = { bien: [40], mal: [60, 80, 60], toma: [20] } as const

/** Let the hand feel it, if the phone can and the person wants. Never throws. */
export function vibrar(toque: keyof typeof TOQUES): void {
  if (ajustes.value.vibracion) globalThis.navigator?.vibrate?.([...TOQUES[toque]])
}
