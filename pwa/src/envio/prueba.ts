/** The proof of a version: what it seals, the server opens, before that version captures (ET 5.13). */

import { anotarProbada, porProbar, type PorProbar } from "../almacen/pruebas.ts"
import { b64u, deUtf8 } from "../core/bytes.ts"
import { componer as componerFolio } from "../core/folio.ts"
import { uuid7 } from "../core/identificador.ts"
import { cargaDe, kid, type Firmante } from "../core/jws.ts"
import { clavePublica, type Manifiesto } from "../core/manifiesto.ts"
import { sellar } from "../core/paquete.ts"
import { contenidoSintetico } from "../core/sintetico.ts"
import { componer, instante, type Datos } from "../core/sobre.ts"
import { conPlazo } from "./senales.ts"

/** `no-abre`: the server could not open it, so this version must not capture. */
export type Prueba = "probada" | "sin-red" | "no-abre"

const PLAZO_MS = 20_000
const ENTRE_PREGUNTAS_MS = 1_000
const PREGUNTAS = 45
const SIN_RELOJ = { ficha: null, dispositivo_en: null, delta_ms: null } as const
/** A process that takes no more, or a vault of another installation: there is nothing to prove to it. */
const NO_HACE_FALTA = new Set(["sobre-tarde", "proceso-desconocido", "dispositivo-desconocido"])

/** Prove `version` in every vault of this phone that needs it; the first that fails says why. */
export async function probarVersion(version: string): Promise<Prueba> {
  for (const una of await porProbar(version)) {
    const como = await probar(una, version)
    if (como !== "probada") return como
    await anotarProbada(una.boveda, version)
  }
  return "probada"
}

async function probar(una: PorProbar, version: string): Promise<Prueba> {
  const { id, paquete, sobre, llave } = await sintetico(una, version)
  const camino = `/api/v1/pruebas/${id}`
  let estado = await preguntar(camino, { method: "PUT", headers: { sobre, llave, "content-type": "application/octet-stream" }, body: paquete })
  for (let vez = 0; estado === "recibida" && vez < PREGUNTAS; vez++) {
    await new Promise((bien) => setTimeout(bien, ENTRE_PREGUNTAS_MS))
    estado = await preguntar(camino, { method: "GET" })
  }
  return estado === "recibida" ? "sin-red" : estado
}

async function sintetico({ enrolada }: PorProbar, version: string) {
  const { proceso, auxiliar, numero, dispositivo, manifiesto } = enrolada
  const azar = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n))
  const ahora = Date.now()
  const datos: Datos = {
    id: uuid7(ahora, azar(10)),
    folio: componerFolio({ proceso, auxiliar, dispositivo: numero, consecutivo: 0 }, azar),
    proceso,
    dispositivo,
    consecutivo: 0,
    anterior: null,
    capturado_en: instante(ahora),
    reloj: SIN_RELOJ,
    app: version,
  }
  const paquete = await sellar(contenidoSintetico(), datos, clavePublica(manifiestoGuardado(manifiesto)))
  const { firmante, punto } = await claveDePrueba()
  return { id: datos.id, paquete, sobre: await componer(datos, paquete, firmante), llave: b64u(punto) }
}

/** Its signature was checked when it was kept; a key changed since then would not open, and so be seen. */
function manifiestoGuardado(jws: string): Manifiesto {
  return JSON.parse(deUtf8(cargaDe(jws))) as Manifiesto
}

/** A key made for one proof: the device's own is locked while nobody has given the password. */
async function claveDePrueba(): Promise<{ firmante: Firmante; punto: Uint8Array }> {
  const par = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"])
  const punto = new Uint8Array(await crypto.subtle.exportKey("raw", par.publicKey))
  const firmar = async (mensaje: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, par.privateKey, mensaje))
  return { firmante: { kid: kid({ alg: "ES256", bytes: punto }), firmar }, punto }
}

async function preguntar(camino: string, opciones: RequestInit): Promise<Prueba | "recibida"> {
  const { signal, soltar } = conPlazo(PLAZO_MS)
  try {
    const respuesta = await fetch(camino, { ...opciones, cache: "no-store", credentials: "omit", redirect: "error", signal })
    return entender(respuesta.status, (await respuesta.json()) as { estado?: unknown; type?: unknown })
  } catch {
    return "sin-red"
  } finally {
    soltar()
  }
}

const ESTADOS: Readonly<Record<string, Prueba | "recibida">> = { abierta: "probada", recibida: "recibida", no_abre: "no-abre" }
/** What a server that reads says of what it cannot read: the fault is this version's. */
const ILEGIBLE = new Set([400, 401, 413, 422])

function entender(status: number, { estado, type }: { estado?: unknown; type?: unknown }): Prueba | "recibida" {
  const dicho = typeof estado === "string" ? ESTADOS[estado] : undefined
  if (dicho) return dicho
  if (typeof type === "string" && NO_HACE_FALTA.has(type.split("/").pop() ?? "")) return "probada"
  return ILEGIBLE.has(status) ? "no-abre" : "sin-red"
}
