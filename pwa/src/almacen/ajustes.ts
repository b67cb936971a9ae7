/** The person's settings, outside the database: they are read before anything is drawn. */

const CLAVE = "rubrica-ajustes"

/** Return what was kept as it was kept, of any shape; null when nothing was, or it cannot be read. */
export function leerAjustes(): unknown {
  try {
    return JSON.parse(localStorage.getItem(CLAVE) ?? "null")
  } catch {
    return null
  }
}

/** Keep them; a phone that keeps nothing goes on with them until it is closed. */
export function guardarAjustes(ajustes: object): void {
  try {
    localStorage.setItem(CLAVE, JSON.stringify(ajustes))
  } catch {
    // A private window, or a full disk: a setting is not worth a refusal.
  }
}
