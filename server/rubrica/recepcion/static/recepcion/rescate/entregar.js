// Hands one record to recepción by the requests of any phone (docs/protocolo.md §8): the sobre first,
// which is answered with its receipt when it was received before, then the bytes that are missing.

import { dichoPor } from "./archivo.js"

const REGISTROS = "/api/v1/registros"

/** Nobody answers, or whoever answers is not recepción: wait and try again, nothing is lost. */
export class SinRespuesta extends Error {
  constructor(segundos = 0) {
    super("sin respuesta")
    this.segundos = segundos
  }
}

/**
 * Returns {estado, jws, motivo}: "recibido" or "ya" with the receipt; "no" with the problem+json, and
 * the signed refusal in `jws` if there is one. Throws SinRespuesta.
 */
export async function entregar({ sobre, paquete, integro }) {
  const carga = dichoPor(sobre)
  if (!integro) return { estado: "no", jws: "", motivo: { type: "/rechazos/rescate-danado" } }
  const primera = await pedir("POST", REGISTROS, { "Content-Type": "application/jose" }, sobre)
  if (primera.jose) return conAcuse("ya", primera.jose, carga)
  if (primera.motivo) return negado(primera.motivo)
  const resto = paquete.slice(primera.offset)
  const cabeceras = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(primera.offset) }
  const segunda = await pedir("PATCH", `${REGISTROS}/${carga.id}`, cabeceras, resto)
  if (segunda.jose) return conAcuse("recibido", segunda.jose, carga)
  if (segunda.motivo) return negado(segunda.motivo)
  throw new SinRespuesta()
}

/** Receipt of another record is nobody's: the phone that takes it in checks its signature besides. */
function conAcuse(estado, jws, carga) {
  const dicho = dichoPor(jws)
  const suyo = ["id", "folio", "proceso", "codigo_integridad"].every((campo) => dicho[campo] === carga[campo])
  if (!suyo) throw new SinRespuesta()
  return { estado, jws, motivo: null }
}

function negado(motivo) {
  return { estado: "no", jws: typeof motivo.rechazo === "string" ? motivo.rechazo : "", motivo }
}

async function pedir(method, url, headers, body) {
  let respuesta
  try {
    respuesta = await fetch(url, { method, headers, body, cache: "no-store", credentials: "omit", redirect: "error" })
  } catch {
    throw new SinRespuesta()
  }
  const tipo = respuesta.headers.get("content-type") ?? ""
  if (respuesta.ok && tipo.startsWith("application/jose")) return { jose: (await respuesta.text()).trim() }
  const offset = respuesta.headers.get("upload-offset")
  if (respuesta.ok && /^\d+$/.test(offset ?? "")) return { offset: Number(offset) }
  if (!tipo.startsWith("application/problem+json") || respuesta.status >= 500 || respuesta.status === 429) {
    throw new SinRespuesta(Number(respuesta.headers.get("retry-after")) || 0)
  }
  const motivo = await respuesta.json()
  // What a bad line did: the next attempt asks where it was.
  if (["subida-desfasada", "no-encontrado"].some((code) => motivo.type?.endsWith(`/${code}`))) throw new SinRespuesta()
  return { motivo }
}
