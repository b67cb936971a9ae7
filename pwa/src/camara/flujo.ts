/**
 * The camera as a stream: opened once for each part of a capture, kept through its pictures, and
 * stopped when the part ends. Phones ask for permission again with every new stream.
 */

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
const preferidas = new Map<Lente, string>()

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

async function pedir(lente: Lente): Promise<MediaStream> {
  const dispositivo = preferidas.get(lente)
  const video = { ...IDEAL[lente], ...(dispositivo ? { deviceId: { exact: dispositivo } } : { facingMode: lente }) }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video })
  } catch (error) {
    // The camera chosen before may be gone: the next try takes whichever looks that way.
    preferidas.delete(lente)
    throw new SinCamara(MOTIVOS[(error as DOMException).name] ?? "ocupada")
  }
}

/** Ask for continuous focus where the camera offers it: many start focused on the far wall. */
async function enfocar(flujo: MediaStream): Promise<void> {
  const pista = flujo.getVideoTracks()[0]
  const modos = (pista?.getCapabilities?.() as Enfoque | undefined)?.focusMode
  if (!modos?.includes("continuous")) return
  await pista?.applyConstraints({ advanced: [{ focusMode: "continuous" } as MediaTrackConstraintSet] }).catch(() => undefined)
}

async function pedirEnfocada(lente: Lente): Promise<MediaStream> {
  if (!("mediaDevices" in navigator)) throw new SinCamara("ninguna")
  const flujo = await pedir(lente)
  await enfocar(flujo)
  return flujo
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
  if (siguiente?.deviceId) preferidas.set(lente, siguiente.deviceId)
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
