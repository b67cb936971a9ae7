/**
 * From measures to advice. It informs and never blocks: the person decides (ET 5.7, 5.11, 7.17), and what
 * was kept in spite of the advice travels with the record for the reviewer.
 *
 * The thresholds were set on synthetic photographs; those of `cortada`, `lejos`, `gorra` and of no face found, after seeing
 * also how they did on the family held out, so for them that figure is no proof. `make bench-camara` prints both sets.
 */
import type { CodigoDeAviso } from "../textos/es-MX/consejos.ts"
import { medirLuz, medirQuemado } from "./calidad.ts"
import { buscarCaras, type Cara } from "./cascada.ts"
import { esparcidoDeColor } from "./color.ts"
import { medirEnfoque } from "./enfoque.ts"
import { medirOrillas, type Orillas } from "./orillas.ts"
import { medirReflejo } from "./reflejo.ts"
import { medirRostro, type Imagen, type MedidaDeRostro } from "./rostro.ts"
import { LADO_DE_TRAMA, medirTrama } from "./trama.ts"

export type CodigoDeCalidad = CodigoDeAviso
/** A fingerprint is ink on a paper: framed as a card is, and none of what only a card has is asked of it. */
export type Sujeto = "credencial" | "huella" | "rostro"

/** Two pieces of LADO_DE_TRAMA squared from the middle: in the camera's own pixels, and as of a picture 1280 wide. */
export interface Centro {
  readonly propio: Uint8Array
  readonly nitido: Uint8Array
}

export interface MedidaDeCredencial {
  readonly luz: number
  readonly quemado: number
  readonly reflejo: number
  readonly color: number
  readonly orillas: Orillas
  /** 1 and 0 when the camera gives too few pixels to tell. */
  readonly enfoque: number
  readonly trama: number
}

/** Return the measures of a side of the credential. imagen: ANCHO_DE_MEDIDA wide. */
export function medirCredencial({ rgba, gris, ancho, alto }: Imagen, centro: Centro | undefined): MedidaDeCredencial {
  return {
    luz: medirLuz(gris),
    quemado: medirQuemado(gris, ancho, alto),
    reflejo: medirReflejo(gris, ancho, alto),
    color: esparcidoDeColor(rgba, ancho, alto),
    orillas: medirOrillas(gris, ancho, alto),
    enfoque: centro ? medirEnfoque(centro.nitido, LADO_DE_TRAMA, LADO_DE_TRAMA) : 1,
    trama: centro ? medirTrama(centro.propio) : 0,
  }
}

type Regla<M> = readonly [codigo: CodigoDeAviso, vale: (medida: M) => boolean]

const LUZ_DE_CREDENCIAL = 52
const QUEMADO = 0.14
const lejana = ({ nitidas, ocupa }: Orillas): boolean => nitidas >= 0.6 && ocupa < 0.56
const oscura = ({ luz }: MedidaDeCredencial): boolean => luz < LUZ_DE_CREDENCIAL
const clara = ({ quemado }: MedidaDeCredencial): boolean => quemado > QUEMADO
const borrosa = ({ enfoque }: MedidaDeCredencial): boolean => enfoque < 0.147

// The most useful first: that one is said live. In the dark, and in too much light, colours and edges tell nothing.
const DE_LA_CREDENCIAL: readonly Regla<MedidaDeCredencial>[] = [
  ["oscura", oscura],
  ["clara", clara],
  ["pantalla", (m) => !borrosa(m) && m.trama > 2.85],
  ["fotocopia", (m) => !oscura(m) && !clara(m) && m.color < 16],
  ["lejos", (m) => !oscura(m) && lejana(m.orillas)],
  ["cortada", (m) => !oscura(m) && !clara(m) && !lejana(m.orillas) && (m.orillas.nitidas < 0.47 || m.orillas.ocupa < 0.62)],
  ["borrosa", (m) => !oscura(m) && borrosa(m)],
  ["reflejo", (m) => !clara(m) && m.reflejo > 0.088],
]

/** Return what to change in the picture of a side; nothing when it will do. */
export function juzgarCredencial(medida: MedidaDeCredencial): CodigoDeAviso[] {
  return DE_LA_CREDENCIAL.filter(([, vale]) => vale(medida)).map(([codigo]) => codigo)
}

const DE_LA_HUELLA: ReadonlySet<CodigoDeAviso> = new Set(["oscura", "clara", "borrosa"])

/** Return what to change in the picture of a fingerprint on paper; nothing when it will do. */
export function juzgarHuella(medida: MedidaDeCredencial): CodigoDeAviso[] {
  return juzgarCredencial(medida).filter((codigo) => DE_LA_HUELLA.has(codigo))
}

/** Shorter side, in pixels, at which a face is measured. */
export const LADO_DE_ROSTRO = 480

export interface CarasVistas {
  /** Of the whole picture: where no face is seen, the light may be why. */
  readonly luz: number
  readonly quemado: number
  readonly caras: readonly Cara[]
  /** Of the first of them; null when there is none. */
  readonly primera: MedidaDeRostro | null
}

/** Return the faces and the measures of the surest. The small ones are looked for only when no large one is there. */
export function medirCaras(imagen: Imagen): CarasVistas {
  const grandes = buscarCaras(imagen.gris, imagen.ancho, imagen.alto, 2)
  const caras = grandes.length > 0 ? grandes : buscarCaras(imagen.gris, imagen.ancho, imagen.alto, 1, 2)
  const cara = caras[0]
  return { luz: medirLuz(imagen.gris), quemado: medirQuemado(imagen.gris, imagen.ancho, imagen.alto), caras, primera: cara ? medirRostro(imagen, cara) : null }
}

const sinLuz = ({ luz }: MedidaDeRostro): boolean => luz < 50
const deslumbrada = ({ quemado }: MedidaDeRostro): boolean => quemado > 0.15
const movida = ({ enfoque }: MedidaDeRostro): boolean => enfoque < 0.094

const DEL_ROSTRO: readonly Regla<MedidaDeRostro>[] = [
  ["oscura", sinLuz],
  ["clara", deslumbrada],
  ["lejos", ({ ocupa }) => ocupa < 0.18],
  ["cerca", ({ ocupa }) => ocupa > 0.45],
  ["borrosa", (m) => !sinLuz(m) && movida(m)],
  ["cubierto", ({ tapado }) => tapado > 0.3],
  ["lentes-oscuros", ({ ojos }) => ojos < 0.385],
  ["gorra", (m) => !sinLuz(m) && !deslumbrada(m) && !movida(m) && m.grano < 0.055 && m.aspereza < 2.25 && m.arriba > 0.15],
]

function sinCara({ luz, quemado }: CarasVistas): CodigoDeAviso[] {
  if (luz < 50) return ["oscura", "sin-rostro"]
  return quemado > 0.3 ? ["clara", "sin-rostro"] : ["sin-rostro"]
}

/** Return what to change in the picture of a face (ET 5.11 a–g, 7.17 a–g); nothing when it will do. */
export function juzgarRostro(vistas: CarasVistas): CodigoDeAviso[] {
  const { caras, primera } = vistas
  if (!primera) return sinCara(vistas)
  const suyos = DEL_ROSTRO.filter(([, vale]) => vale(primera)).map(([codigo]) => codigo)
  return caras.length > 1 ? ["varios-rostros", ...suyos] : suyos
}
