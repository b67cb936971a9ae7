/** What has to outlive the way to a provider and back: of this window alone, and gone with it (ET 4.4). */

const CLAVE = "rubrica-comprobacion"

/** Return what was left, of any shape; null when nothing was, or it cannot be read. */
export function leerComprobacion(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(CLAVE) ?? "null")
  } catch {
    return null
  }
}

/** Leave it; false where nothing can be left. */
export function guardarComprobacion(pendiente: object): boolean {
  try {
    sessionStorage.setItem(CLAVE, JSON.stringify(pendiente))
    return true
  } catch {
    return false
  }
}

/** There is nothing to come back to. */
export function borrarComprobacion(): void {
  try {
    sessionStorage.removeItem(CLAVE)
  } catch {
    // Where nothing can be left, nothing was.
  }
}
