/** Where the phone is (ET 4.4, 10.5): asked once with its reason, then looked at before each capture and each sending. */

import { signal } from "@preact/signals"
import { anotarUbicacionDada, huboUbicacion } from "../almacen/ajustes.ts"
import type { Contenido } from "../core/contenido.ts"
import { esIos } from "./instalacion.ts"

/** A position as the record keeps it: integers, millionths of a degree, metres, seconds. */
export type Posicion = NonNullable<Contenido["posicion"]>

export type Permiso = "concedida" | "negada" | "por_pedir" | SinUbicacion
/** Why the phone gives no position, though nobody refused it to this site for good. */
export type SinUbicacion = "apagada" | "sin_respuesta"

/** How it stood when last looked at, for whoever shows it; undefined before. */
export const ubicacion = signal<Permiso | undefined>(undefined)

const PLAZO_MS = 8_000
const VIEJA_MS = 24 * 3_600_000

interface Fijacion {
  readonly coords: Pick<GeolocationCoordinates, "latitude" | "longitude" | "accuracy">
  readonly timestamp: number
}

let ultima: Fijacion | undefined

/** Return `fijacion` as the record keeps it, its age counted at `ahora` (ms of the same clock). */
export function comoPosicion(fijacion: Fijacion, ahora: number): Posicion {
  const { latitude, longitude, accuracy } = fijacion.coords
  return {
    lat: Math.round(latitude * 1e6),
    lon: Math.round(longitude * 1e6),
    precision_m: Math.max(0, Math.round(accuracy)),
    edad_s: Math.max(0, Math.round((ahora - fijacion.timestamp) / 1000)),
  }
}

function fijar(): Promise<GeolocationPosition> {
  return new Promise((resolve, reject) => {
    // Never one of before: it would hide that the location was turned off since then.
    navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: PLAZO_MS, maximumAge: 0 })
  })
}

/** What is known besides the error: the site's permission as the browser tells it after it, if it does. */
export interface Senas {
  readonly estado: PermissionState | undefined
  /** Whether this phone has given a position before. */
  readonly hubo: boolean
  readonly ios: boolean
}

/**
 * Return what the failure of a position means, as far as browsers tell (ADR 0072).
 *
 * | error                    | and besides              | it is                                                       |
 * | ------------------------ | ------------------------ | ----------------------------------------------------------- |
 * | TIMEOUT (3)              |                          | concedida: on, and without a fix, as indoors                 |
 * | POSITION_UNAVAILABLE (2) | on an iPhone             | concedida: there it says that there is no fix               |
 * | POSITION_UNAVAILABLE (2) | elsewhere                | apagada                                                      |
 * | PERMISSION_DENIED (1)    | "denied", or not told    | negada                                                       |
 * | PERMISSION_DENIED (1)    | not denied, given before | apagada: Android takes it back while the service is off      |
 * | PERMISSION_DENIED (1)    | not denied, never given  | sin_respuesta: the question was closed, or the service is off |
 */
export function clasificar(codigo: number, { estado, hubo, ios }: Senas): Permiso {
  if (codigo === 3 || (codigo === 2 && ios)) return "concedida"
  if (codigo === 2) return "apagada"
  if (estado === undefined || estado === "denied") return "negada"
  return hubo ? "apagada" : "sin_respuesta"
}

async function estadoDelSitio(): Promise<PermissionState | undefined> {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state
  } catch {
    return undefined
  }
}

async function preguntar(): Promise<Permiso> {
  if (!("geolocation" in navigator)) return "negada"
  try {
    ultima = await fijar()
    anotarUbicacionDada()
    return "concedida"
  } catch (error) {
    const hubo = ultima !== undefined || huboUbicacion()
    return clasificar((error as GeolocationPositionError).code, { estado: await estadoDelSitio(), hubo, ios: esIos(navigator) })
  }
}

/** Ask for a position, and so for the permission, and say how the location stands. */
export async function pedirUbicacion(): Promise<Permiso> {
  ubicacion.value = await preguntar()
  return ubicacion.value
}

/**
 * Look how the location stands before a sending (ET 4.4), without the browser asking anything: whoever
 * sends may not be looking. What would have to be asked is told as not answered.
 */
export async function revisarUbicacion(): Promise<Permiso> {
  const antes = await permisoDeUbicacion()
  if (antes === "concedida" || ultima) return pedirUbicacion()
  ubicacion.value = antes === "negada" ? "negada" : "sin_respuesta"
  return ubicacion.value
}

/** Return what the phone would say if asked, without asking. */
export async function permisoDeUbicacion(): Promise<Permiso> {
  const estado = await estadoDelSitio()
  return estado === "granted" ? "concedida" : estado === "denied" ? "negada" : "por_pedir"
}

/** Return the last position known and its age; null when there is none, or it is a day old. */
export function ultimaPosicion(ahora: number): Posicion | null {
  return ultima && ahora - ultima.timestamp < VIEJA_MS ? comoPosicion(ultima, ahora) : null
}
