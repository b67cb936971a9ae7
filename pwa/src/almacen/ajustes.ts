/** The person's settings, whom to call and which camera, outside the database: read before anything is drawn. */

const AJUSTES = "rubrica-ajustes"
const SOPORTE = "rubrica-soporte"
const CAMARAS = "rubrica-camaras"

function leer(clave: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(clave) ?? "null")
  } catch {
    return null
  }
}

/** A phone that keeps nothing goes on with it until it is closed: it is not worth a refusal. */
function guardar(clave: string, valor: object | string): void {
  try {
    localStorage.setItem(clave, JSON.stringify(valor))
  } catch {
    // A private window, or a full disk.
  }
}

/** Return what was kept as it was kept, of any shape; null when nothing was, or it cannot be read. */
export const leerAjustes = (): unknown => leer(AJUSTES)
export const guardarAjustes = (ajustes: object): void => guardar(AJUSTES, ajustes)

/** The same of the support that the installation named. */
export const leerSoporte = (): unknown => leer(SOPORTE)
export const guardarSoporte = (soporte: object): void => guardar(SOPORTE, soporte)

/** Which camera of this phone was chosen for each lens. */
export const leerCamaras = (): unknown => leer(CAMARAS)
export const guardarCamaras = (camaras: object): void => guardar(CAMARAS, camaras)

const REVISADO = "rubrica-revisado"

/** Whether this phone was looked over at its first start; null while it was not. */
export const leerRevisado = (): unknown => leer(REVISADO)
export const guardarRevisado = (momento: string): void => guardar(REVISADO, momento)

const MODO = "rubrica-modo"

/** The mode in which the app was left (ET 4.3); null when it was never changed. */
export const leerModo = (): unknown => leer(MODO)
export const guardarModo = (modo: string): void => guardar(MODO, modo)

const RECARGA = "rubrica-recarga"

/** When this window was opened anew by itself, ms; 0 if never, NaN where that cannot be kept. */
export function leerRecarga(): number {
  try {
    return Number(sessionStorage.getItem(RECARGA) ?? 0)
  } catch {
    return Number.NaN
  }
}

/** Note that this window is opened anew at `momento`; false where it cannot be noted. */
export function anotarRecarga(momento: number): boolean {
  try {
    sessionStorage.setItem(RECARGA, String(momento))
    return true
  } catch {
    return false
  }
}

const UBICACION = "rubrica-ubicacion"

/** Remember that this phone gave a position once; not which. */
export const anotarUbicacionDada = (): void => guardar(UBICACION, "dada")
export const huboUbicacion = (): boolean => leer(UBICACION) !== null

const ANUNCIOS = "rubrica-mantenimiento"

/** The maintenances last announced, which anybody may read. */
export const leerAnunciosGuardados = (): unknown => leer(ANUNCIOS)
export const guardarAnuncios = (anuncios: object): void => guardar(ANUNCIOS, anuncios)
