/** Requests to the portal: JSON in, JSON out, or a Negativa that says what to do. */

import { conPlazo } from "../envio/senales.ts"
import { negativas } from "../textos/index.ts"
import { deProblema, Negativa } from "./negativa.ts"

const PLAZO_MS = 20_000

type Cuerpo = Readonly<Record<string, unknown>>

async function ir(camino: string, opciones: RequestInit): Promise<Response> {
  const { signal } = conPlazo(PLAZO_MS) // of the body too: a finished answer does not mind
  try {
    return await fetch(camino, { ...opciones, cache: "no-store", redirect: "error", signal })
  } catch {
    throw new Negativa("sin-conexion", negativas.sinConexion)
  }
}

/** A page instead of JSON is a captive portal, whatever its status says. */
async function leerJson(respuesta: Response): Promise<unknown> {
  const tipo = respuesta.headers.get("content-type") ?? ""
  if (!/\bjson\b/.test(tipo)) throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
  try {
    return await respuesta.json()
  } catch {
    throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
  }
}

async function entender(respuesta: Response): Promise<unknown> {
  if (respuesta.ok) return leerJson(respuesta)
  if (respuesta.status >= 500) throw new Negativa("servidor-ocupado", negativas.servidorOcupado)
  throw deProblema((await leerJson(respuesta)) as object)
}

/** GET `camino`. Throws Negativa. The caller checks the shape of what it expects. */
export async function consultar(camino: string): Promise<unknown> {
  return entender(await ir(camino, { headers: { accept: "application/json, application/jose" } }))
}

/** POST `cuerpo` as JSON to `camino`. Throws Negativa. */
export async function pedir(camino: string, cuerpo: Cuerpo): Promise<unknown> {
  return entender(await ir(camino, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(cuerpo) }))
}

/** GET a compact JWS as text. Throws Negativa. */
export async function consultarJws(camino: string): Promise<string> {
  const respuesta = await ir(camino, { headers: { accept: "application/jose" } })
  if (!respuesta.ok) await entender(respuesta)
  const texto = (await respuesta.text()).trim()
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(texto)) throw new Negativa("respuesta-ajena", negativas.respuestaAjena)
  return texto
}

/** POST a signed JWS; return what was answered in JSON. Throws Negativa. */
export async function pedirJws(camino: string, jws: string): Promise<unknown> {
  return entender(await ir(camino, { method: "POST", headers: { "content-type": "application/jose" }, body: jws }))
}
