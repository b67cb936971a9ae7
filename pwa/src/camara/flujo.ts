/**
 * The camera as a stream: opened once for each part of a capture, kept through its pictures, and
 * stopped when the part ends. Phones ask for permission again with every new stream.
 */

import { guardarCamaras, leerCamaras } from "../almacen/ajustes.ts"
import { candidatas, enfoca, esDeOtraCosa } from "./eleccion.ts"

/** Which way the camera looks: "environment" for the credential, "user" for the face. */
export type Lente = "environment" | "user"

export type MotivoSinCamara = "negada" | "ocupada" | "ninguna"

/** There is no stream, and `motivo` says which words the person needs. */
export class SinCamara extends Error {
  readonly motivo: MotivoSinCamara
  constructor(motivo: MotivoSinCamara) {
    super(motivo)
    this.motivo = motivo
  }
}

const MOTIVOS: Record<string, MotivoSinCamara> = {
  NotAllowedError: "negada",
  SecurityError: "negada",
  NotFoundError: "ninguna",
  OverconstrainedError: "ninguna",
}

/** Only `ideal`: an exact size fails on some phones and picks the wrong lens on others. */
const IDEAL: Record<Lente, MediaTrackConstraints> = {
  environment: { width: { ideal: 1920 }, height: { ideal: 1080 } },
  user: { width: { ideal: 1280 }, height: { ideal: 960 } },
}

interface Enfoque extends MediaTrackCapabilities {
  focusMode?: string[]
  torch?: boolean
}

/** A camera that is open or on its way: whoever closes it meanwhile stops it when it comes. */
interface Apertura {
  readonly promesa: Promise<MediaStream>
  flujo?: MediaStream
}

const aperturas = new Map<Lente, Apertura>()
const LENTES = ["environment", "user"] as const

/** The cameras chosen on this phone, by hand or because another did not focus; kept until it has them no more. */
const preferidas = new Map<Lente, string>(
  LENTES.flatMap((lente) => {
    const guardada = (leerCamaras() as Partial<Record<Lente, unknown>> | null)?.[lente]
    return typeof guardada === "string" ? [[lente, guardada] as const] : []
  }),
)

function preferir(lente: Lente, dispositivo: string | undefined): void {
  if (dispositivo) preferidas.set(lente, dispositivo)
  else preferidas.delete(lente)
  guardarCamaras(Object.fromEntries(preferidas))
}

function pistaDe(lente: Lente): MediaStreamTrack | undefined {
  return aperturas.get(lente)?.flujo?.getVideoTracks()[0]
}

/** Whether `apertura` serves: not come yet, or come and not ended by the phone. */
function sirve({ flujo }: Apertura): boolean {
  return !flujo || flujo.getVideoTracks()[0]?.readyState === "live"
}

function detener(flujo: MediaStream): void {
  for (const pista of flujo.getTracks()) pista.stop()
}

function motivoDe(error: unknown): MotivoSinCamara {
  return MOTIVOS[(error as DOMException).name] ?? "ocupada"
}

function conseguir(lente: Lente, dispositivo?: string): Promise<MediaStream> {
  const cual = dispositivo ? { deviceId: { exact: dispositivo } } : { facingMode: lente }
  return navigator.mediaDevices.getUserMedia({ audio: false, video: { ...IDEAL[lente], ...cual } })
}

async function pedir(lente: Lente): Promise<MediaStream> {
  try {
    return await conseguir(lente, preferidas.get(lente))
  } catch (error) {
    // The camera chosen before may be gone: whichever looks that way, then.
    if (motivoDe(error) !== "ninguna" || !preferidas.has(lente)) throw new SinCamara(motivoDe(error))
    preferir(lente, undefined)
    return conseguir(lente).catch((otro: unknown) => {
      throw new SinCamara(motivoDe(otro))
    })
  }
}

function puedeDe(flujo: MediaStream): Enfoque | undefined {
  return flujo.getVideoTracks()[0]?.getCapabilities?.()
}

/** Whether that camera reads a card: it focuses, and its name does not say that it is for something else. */
function leeCredenciales(flujo: MediaStream): boolean {
  return enfoca(puedeDe(flujo)?.focusMode) && !esDeOtraCosa(flujo.getVideoTracks()[0]?.label ?? "")
}

const MAX_PRUEBAS = 2

/** Return the first other camera that reads a card, and remember it; else the one there was, opened again. */
async function mejorar(flujo: MediaStream, lente: Lente): Promise<MediaStream> {
  const actual = flujo.getVideoTracks()[0]?.getSettings().deviceId
  const otras = candidatas(await navigator.mediaDevices.enumerateDevices(), actual).slice(0, MAX_PRUEBAS)
  if (otras.length === 0) return flujo
  detener(flujo) // Many phones open one camera at a time.
  for (const { deviceId } of otras) {
    const otra = await conseguir(lente, deviceId).catch(() => undefined)
    if (otra && leeCredenciales(otra)) {
      preferir(lente, deviceId)
      return otra
    }
    if (otra) detener(otra)
  }
  return pedir(lente)
}

/** Ask for continuous focus where the camera offers it: many start focused on the far wall. */
async function enfocar(flujo: MediaStream): Promise<void> {
  if (!puedeDe(flujo)?.focusMode?.includes("continuous")) return
  await flujo.getVideoTracks()[0]?.applyConstraints({ advanced: [{ focusMode: "continuous" } as MediaTrackConstraintSet] }).catch(() => undefined)
}

async function pedirEnfocada(lente: Lente): Promise<MediaStream> {
  if (!hayCamaraEnLaPagina()) throw new SinCamara("ninguna")
  const flujo = await pedir(lente)
  const elegida = lente === "user" || preferidas.has(lente) || leeCredenciales(flujo) ? flujo : await mejorar(flujo, lente)
  await enfocar(elegida)
  return elegida
}

/** Whether this browser gives cameras to pages at all. */
function hayCamaraEnLaPagina(): boolean {
  return typeof (navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia === "function"
}

/** Return the stream of `lente`, the one already open or on its way if there is one. Throws SinCamara. */
export function abrir(lente: Lente): Promise<MediaStream> {
  const actual = aperturas.get(lente)
  if (actual && sirve(actual)) return actual.promesa
  const apertura: Apertura = { promesa: pedirEnfocada(lente) }
  aperturas.set(lente, apertura)
  apertura.promesa.then(
    (flujo) => (apertura.flujo = flujo),
    () => aperturas.get(lente) === apertura && aperturas.delete(lente),
  )
  return apertura.promesa
}

/** Stop the camera of `lente`, also one that was still on its way; nothing happens if there is none. */
export async function cerrar(lente: Lente): Promise<void> {
  const apertura = aperturas.get(lente)
  aperturas.delete(lente)
  await apertura?.promesa.then(detener, () => undefined)
}

export function cerrarTodas(): void {
  for (const lente of [...aperturas.keys()]) void cerrar(lente)
}

/** Open the next camera of the phone in place of the present one; with only one, open it anew. */
export async function cambiar(lente: Lente): Promise<MediaStream> {
  const actual = pistaDe(lente)?.getSettings().deviceId
  await cerrar(lente)
  const camaras = (await navigator.mediaDevices.enumerateDevices()).filter((d) => d.kind === "videoinput")
  const lugar = camaras.findIndex((d) => d.deviceId === actual)
  const siguiente = camaras[(lugar + 1) % camaras.length]
  if (siguiente?.deviceId) preferir(lente, siguiente.deviceId)
  return abrir(lente)
}

/** Whether the open camera of `lente` has a lamp. */
export function tieneLinterna(lente: Lente): boolean {
  const pista = pistaDe(lente)
  return (pista?.getCapabilities?.() as Enfoque | undefined)?.torch === true
}

export async function linterna(lente: Lente, encendida: boolean): Promise<void> {
  await pistaDe(lente)?.applyConstraints({ advanced: [{ torch: encendida } as MediaTrackConstraintSet] }).catch(() => undefined)
}
