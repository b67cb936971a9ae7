/** Where in the app one is: a hash, so that the server serves one page and never sees the data. */

export type Lugar = "inicio" | "alta" | "captura" | "envio" | "folios" | "baja" | "rescate" | "contrasena" | "olvide" | "personas" | "ajustes" | "telefono" | "ayuda" | "diagnostico" | "mi-apoyo"

/** The four data of ET 4.4, as far as they are known; each a text, possibly empty. */
export interface DatosDeAlta {
  readonly autenticacion: string
  readonly proceso: string
  readonly auxiliar: string
  readonly correo: string
}

export interface Ruta {
  readonly lugar: Lugar
  /** Only in "alta", and only when the hash came from the link of the e-mail. */
  readonly datos?: DatosDeAlta
}

const LUGARES: readonly string[] = ["inicio", "alta", "captura", "envio", "folios", "baja", "rescate", "contrasena", "olvide", "personas", "ajustes", "telefono", "ayuda", "diagnostico", "mi-apoyo"]
const CORREO = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const MAX_DATO = 254

function dato(parametros: URLSearchParams, nombre: string): string {
  return (parametros.get(nombre) ?? "").trim().slice(0, MAX_DATO)
}

/** Return the place that `hash` names; anything unknown is the menu. Never throws. */
export function leerRuta(hash: string): Ruta {
  const [camino = "", consulta = ""] = hash.replace(/^#\/?/, "").split("?", 2)
  const lugar = LUGARES.includes(camino) ? (camino as Lugar) : "inicio"
  if (lugar !== "alta" || consulta === "") return { lugar }
  const p = new URLSearchParams(consulta)
  const [autenticacion, auxiliar, correo] = [dato(p, "autenticacion"), dato(p, "auxiliar"), dato(p, "correo")]
  return { lugar, datos: { autenticacion, proceso: dato(p, "proceso").toUpperCase(), auxiliar, correo } }
}

export function hashDe(lugar: Lugar): string {
  return lugar === "inicio" ? "#/" : `#/${lugar}`
}

/** Return the names of the data that cannot be right as they are written (ET 4.4). */
export function datosErrados(datos: DatosDeAlta): (keyof DatosDeAlta)[] {
  const errados: (keyof DatosDeAlta)[] = []
  if (!/^[a-z][a-z0-9_]{0,15}$/.test(datos.autenticacion)) errados.push("autenticacion")
  if (!/^[A-Z][A-Z0-9]{3,7}$/.test(datos.proceso)) errados.push("proceso")
  if (!/^\d{4,}$/.test(datos.auxiliar)) errados.push("auxiliar")
  if (!CORREO.test(datos.correo)) errados.push("correo")
  return errados
}
