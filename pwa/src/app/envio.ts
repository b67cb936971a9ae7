/** Sending: by a button or by itself, the same way and seen by all screens (ET 6.2 to 6.6). */

import { computed, effect, signal } from "@preact/signals"
import { MI_APOYO } from "../almacen/presencia.ts"
import type { Resultado } from "../envio/index.ts"
import { porqueSeDetuvo } from "./detencion.ts"
import { pedirSincronizacion } from "./actualizacion.ts"
import { cuenta, cuentaPropia, enroladas, propia, refrescar, sinAcuse } from "./estado.ts"
import type { Negativa } from "./negativa.ts"
import { explicar } from "./rechazos.ts"

/** How the sending of one vault goes. */
export interface Marcha {
  readonly enviando: boolean
  /** Why the last one stopped before the end. */
  readonly negativa?: Negativa | undefined
}

/** By vault; who pressed the button and who watches send the same way, and see the same. */
export const marchas = signal<ReadonlyMap<string, Marcha>>(new Map())
/** A capture is under way: nothing is sent meanwhile, since the camera and the seal need the phone. */
export const capturando = signal(false)

function anotar(boveda: string, marcha: Marcha): void {
  marchas.value = new Map(marchas.value).set(boveda, marcha)
}

async function ronda(boveda: string, senal?: AbortSignal): Promise<Resultado> {
  let negativa: Negativa | undefined
  anotar(boveda, { enviando: true })
  // Beside the sending, never before it: a phone that finds no satellite sends all the same (ET 4.4).
  if (sinAcuse(cuenta.value) > 0) void import("./ubicacion.ts").then(({ revisarUbicacion }) => revisarUbicacion())
  try {
    const { enviar } = await import("../envio/index.ts")
    const resultado = await enviar(boveda, { alAvanzar: () => void refrescar(), senal })
    // What was called off to make way for a capture did not fail.
    negativa = senal?.aborted ? undefined : porqueSeDetuvo(resultado.detenido)
    return resultado
  } catch (error) {
    negativa = explicar(error)
    throw error
  } finally {
    await refrescar().finally(() => anotar(boveda, { enviando: false, negativa }))
  }
}

/** Send what waits; return why it stopped before the end, if it did. Never throws. */
export async function enviarTodo(boveda: string): Promise<Negativa | undefined> {
  try {
    return porqueSeDetuvo((await ronda(boveda)).detenido)
  } catch (error) {
    return explicar(error)
  }
}

/**
 * Send by itself what waits in every vault of this phone, those given up too (ET 4.9, 6.2): from now
 * on, whenever the page is seen or there may be network, and never during a capture.
 */
export function vigilarEnvios(): () => void {
  // For when the page is closed before it could send: the system may wake the worker.
  effect(() => void (sinAcuse(cuenta.value) + sinAcuse(cuentaPropia.value) > 0 && pedirSincronizacion()))
  const suyas = computed(() => [...(enroladas.value ?? []).map(({ boveda }) => boveda), ...(propia.value ? [MI_APOYO] : [])].sort().join(" "))
  return effect(() => {
    if (capturando.value || suyas.value === "") return undefined
    const ids = suyas.value.split(" ")
    const puestas = import("../envio/index.ts").then(({ vigilar }) => ids.map((id) => vigilar((senal) => ronda(id, senal))))
    return () => void puestas.then((todas) => todas.forEach((dejar) => dejar()))
  })
}
