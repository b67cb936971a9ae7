/** One record on its way: the sobre first, then its bytes, going on where a cut left them (ET 6.2). */

import { anotarAcuse, anotarEntregado, anotarIntento, anotarRechazo, paqueteDe, rechazoValido, type Pendiente } from "../almacen/cola.ts"
import { siguienteTrozo, TROZO_INICIAL, type Motivo, type Respuesta } from "../core/envio.ts"
import { contactar, type Contacto, type Pedido } from "./red.ts"

const REGISTROS = "/api/v1/registros"
/** Up to here the sobre and its bytes go in one request, if the line bears it. */
const CHICO = 64 * 1024
const MAX_VUELTAS = 2_000
/** Pieces in a row that a line may cut without a byte of them arriving. */
const MAX_SIN_AVANCE = 3

export interface Viaje {
  readonly boveda: string
  readonly consecutivo: number
  readonly senal?: AbortSignal | undefined
  /** Bytes of paquetes that the server has said to have since this sending began. */
  avance: number
  /**
   * Bytes of the next piece, as the line bears it. Each sending learns it anew: a phone moves, and a
   * browser that finds its connection cut sends the whole piece again by itself.
   */
  trozo: number
}

export function viaje(boveda: string, consecutivo: number, senal: AbortSignal | undefined): Viaje {
  return { boveda, consecutivo, senal, avance: 0, trozo: TROZO_INICIAL }
}

/** Send one record as far as the network lets. What it answers has been noted in the queue. */
export async function enviarRegistro(viaje: Viaje, registro: Pendiente): Promise<Respuesta> {
  const paquete = await paqueteDe(registro)
  if (!paquete) return sinPaquete(viaje, registro)
  await anotarIntento(registro.id)
  const chico = paquete.length <= Math.min(CHICO, viaje.trozo)
  const contacto = chico ? await entero(viaje, registro, paquete) : await porTrozos(viaje, registro, paquete)
  return concluir(viaje, registro, contacto)
}

function pedir(viaje: Viaje, pedido: Omit<Pedido, "consecutivo" | "senal">): Promise<Contacto> {
  return contactar({ ...pedido, consecutivo: viaje.consecutivo, senal: viaje.senal })
}

function entero(viaje: Viaje, { id, sobre }: Pendiente, paquete: Uint8Array<ArrayBuffer>): Promise<Contacto> {
  const cabeceras = { sobre, "content-type": "application/octet-stream" }
  return pedir(viaje, { metodo: "PUT", camino: `${REGISTROS}/${id}`, cabeceras, cuerpo: paquete.buffer })
}

/** Post a sobre: the same one again is how a phone asks what is already there, receipt or offset. */
function presentar(viaje: Viaje, { sobre }: Pendiente): Promise<Contacto> {
  return pedir(viaje, { metodo: "POST", camino: REGISTROS, cabeceras: { "content-type": "application/jose" }, cuerpo: sobre })
}

/** The disk did not give it back: it may have been received all the same, and only then nothing is lost. */
async function sinPaquete(viaje: Viaje, registro: Pendiente): Promise<Respuesta> {
  const contacto = await presentar(viaje, registro)
  if (contacto.clase === "offset") return { clase: "de-este-registro", motivo: await danado(registro) }
  return concluir(viaje, registro, contacto)
}

async function porTrozos(viaje: Viaje, registro: Pendiente, paquete: Uint8Array<ArrayBuffer>): Promise<Contacto> {
  let contacto = await presentar(viaje, registro)
  let sinAvance = 0
  for (let vuelta = 0; contacto.clase === "offset" && vuelta < MAX_VUELTAS; vuelta++) {
    const { offset } = contacto
    if (offset >= paquete.length) {
      await anotarEntregado(registro.id)
      return { clase: "ocupado", esperaMs: null }
    }
    contacto = await parte(viaje, registro.id, paquete, offset)
    const llegaron = hastaDonde(contacto, paquete) - offset
    viaje.avance += Math.max(0, llegaron)
    sinAvance = llegaron > 0 ? 0 : sinAvance + 1
    // Without progress it would go round for ever on a line that cuts each piece.
    if (sinAvance >= MAX_SIN_AVANCE) return { clase: "sin-red" }
  }
  return contacto.clase === "offset" ? { clase: "portal-cautivo" } : contacto
}

/** Return how many bytes the server has, as its answer tells it; what tells nothing counts as none. */
function hastaDonde(contacto: Contacto, paquete: Uint8Array): number {
  if (contacto.clase === "offset") return contacto.offset
  return contacto.clase === "jose" ? paquete.length : 0
}

async function parte(viaje: Viaje, id: string, paquete: Uint8Array<ArrayBuffer>, offset: number): Promise<Contacto> {
  const desde = performance.now()
  const cuerpo = paquete.slice(offset, offset + viaje.trozo).buffer
  const contacto = await pedir(viaje, {
    metodo: "PATCH",
    camino: `${REGISTROS}/${id}`,
    cabeceras: { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) },
    cuerpo,
  })
  const cortado = contacto.clase === "sin-red"
  viaje.trozo = siguienteTrozo(cuerpo.byteLength, performance.now() - desde, cortado)
  // After a cut in the middle, ask how far it came; no answer means that there is no network.
  return cortado && !viaje.senal?.aborted ? pedir(viaje, { metodo: "HEAD", camino: `${REGISTROS}/${id}` }) : contacto
}

async function concluir({ boveda }: Viaje, registro: Pendiente, contacto: Contacto): Promise<Respuesta> {
  if (contacto.clase === "jose") return (await anotarAcuse(boveda, registro, contacto.jws)) ? { clase: "avanza" } : { clase: "portal-cautivo" }
  if (contacto.clase === "offset") return { clase: "portal-cautivo" }
  // The upload expired on the server: the next round starts it again.
  if (contacto.clase === "no-hay") return { clase: "ocupado", esperaMs: null }
  return contacto.clase === "de-este-registro" ? rechazar(boveda, registro, contacto.motivo) : contacto
}

/** A refusal that carries a proof is believed only with a good one; the paquete stays in any case. */
async function rechazar(boveda: string, registro: Pendiente, motivo: Motivo): Promise<Respuesta> {
  if (motivo.firmado !== null && !(await rechazoValido(boveda, registro, motivo))) return { clase: "portal-cautivo" }
  await anotarRechazo(registro.id, motivo)
  return { clase: "de-este-registro", motivo }
}

async function danado(registro: Pendiente): Promise<Motivo> {
  const motivo = { code: "paquete-codigo", titulo: "", que_hacer: "", numeral: "", firmado: null }
  await anotarRechazo(registro.id, motivo)
  return motivo
}
