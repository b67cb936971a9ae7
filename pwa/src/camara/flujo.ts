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

const abiertas = new Map<Lente, MediaStream>()
const preferidas = new Map<Lente, string>()

function viva(flujo: MediaStream | undefined): flujo is MediaStream {
  return flujo?.getVideoTracks()[0]?.readyState === "live"
}

async function pedir(lente: Lente): Promise<MediaStream> {
  const dispositivo = preferidas.get(lente)
  const video = { ...IDEAL[lente], ...(dispositivo ? { deviceId: { exact: dispositivo } } : { facingMode: lente }) }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video })
  } catch (error) {
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

/** Return the stream of `lente`, the one already open if there is one. Throws SinCamara. */
export async function abrir(lente: Lente): Promise<MediaStream> {
  const abierta = abiertas.get(lente)
  if (viva(abierta)) return abierta
  if (!("mediaDevices" in navigator)) throw new SinCamara("ninguna")
  const flujo = await pedir(lente)
  abiertas.set(lente, flujo)
  await enfocar(flujo)
  return flujo
}

/** Stop the camera of `lente`; nothing happens if it is not open. */
export function cerrar(lente: Lente): void {
  abiertas.get(lente)?.getTracks().forEach((pista) => pista.stop())
  abiertas.delete(lente)
}

export function cerrarTodas(): void {
  for (const lente of [...abiertas.keys()]) cerrar(lente)
}

/** Open the next camera of the phone in place of the present one; with only one, open it anew. */
export async function cambiar(lente: Lente): Promise<MediaStream> {
  const actual = abiertas.get(lente)?.getVideoTracks()[0]?.getSettings().deviceId
  cerrar(lente)
  const camaras = (await navigator.mediaDevices.enumerateDevices()).filter((d) => d.kind === "videoinput")
  const lugar = camaras.findIndex((d) => d.deviceId === actual)
  const siguiente = camaras[(lugar + 1) % camaras.length]
  if (siguiente?.deviceId) preferidas.set(lente, siguiente.deviceId)
  return abrir(lente)
}

/** Whether the open camera of `lente` has a lamp. */
export function tieneLinterna(lente: Lente): boolean {
  const pista = abiertas.get(lente)?.getVideoTracks()[0]
  return (pista?.getCapabilities?.() as Enfoque | undefined)?.torch === true
}

export async function linterna(lente: Lente, encendida: boolean): Promise<void> {
  const pista = abiertas.get(lente)?.getVideoTracks()[0]
  await pista?.applyConstraints({ advanced: [{ torch: encendida } as MediaTrackConstraintSet] }).catch(() => undefined)
}
