/** Where the phone is (ET 4.4, 10.5): asked once with its reason, then read before each capture. */

import type { Contenido } from "../core/contenido.ts"

/** A position as the record keeps it: integers, millionths of a degree, metres, seconds. */
export type Posicion = NonNullable<Contenido["posicion"]>

export type Permiso = "concedida" | "negada" | "por_pedir" | "apagada"

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
    navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: PLAZO_MS, maximumAge: 60_000 })
  })
}

/** Ask for a position, and so for the permission. "apagada": allowed, but the phone gives none. */
export async function pedirUbicacion(): Promise<Permiso> {
  if (!("geolocation" in navigator)) return "negada"
  try {
    ultima = await fijar()
    return "concedida"
  } catch (error) {
    const codigo = (error as GeolocationPositionError).code
    if (codigo === 1) return "negada"
    // Indoors there is permission and no fix: that is enough to go on, and the record says so.
    return codigo === 3 ? "concedida" : "apagada"
  }
}

/** Return what the phone would say if asked, without asking. */
export async function permisoDeUbicacion(): Promise<Permiso> {
  try {
    const { state } = await navigator.permissions.query({ name: "geolocation" })
    return state === "granted" ? "concedida" : state === "denied" ? "negada" : "por_pedir"
  } catch {
    return "por_pedir"
  }
}

/** Return the last position known and its age; null when there is none, or it is a day old. */
export function ultimaPosicion(ahora: number): Posicion | null {
  return ultima && ahora - ultima.timestamp < VIEJA_MS ? comoPosicion(ultima, ahora) : null
}
