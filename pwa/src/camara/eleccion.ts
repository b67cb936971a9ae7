/** Which of the phone's cameras reads a card: one that focuses, and not the ultrawide. Pure. */

export interface Camara {
  readonly deviceId: string
  readonly label: string
}

const ULTRA = /ultra|gran angular|wide.?angle|0[.,]5|macro|tele|profundidad|depth/i
const FRONTAL = /front|user|frontal|selfie|facetime/i

/** Whether its name says that it is a lens for something else. An unnamed camera is given the chance. */
export function esDeOtraCosa(label: string): boolean {
  return ULTRA.test(label)
}

/** Whether a camera with those modes of focus reads a card; a browser that does not tell is believed. */
export function enfoca(modos: readonly string[] | undefined): boolean {
  return !modos || modos.some((modo) => modo !== "manual" && modo !== "none")
}

/** Return the cameras to try instead of `actual`, the likeliest first: those at the back, main ones before. */
export function candidatas(camaras: readonly Camara[], actual: string | undefined): Camara[] {
  return camaras.filter(({ deviceId, label }) => deviceId !== "" && deviceId !== actual && !FRONTAL.test(label) && !esDeOtraCosa(label))
}
