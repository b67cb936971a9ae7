/**
 * Installed or in a tab. On an iPhone each keeps a storage of its own, and Safari clears the tab's
 * after seven days without use: there only the installed app enrols and captures (ET 5.13). On Android
 * both share one storage.
 */

/** Whether this is an iPhone or iPad, which says it is a Mac. */
export function esIos({ userAgent, maxTouchPoints }: Pick<Navigator, "userAgent" | "maxTouchPoints">): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes("Macintosh") && maxTouchPoints > 1)
}

function instalada(): boolean {
  return (navigator as { readonly standalone?: boolean }).standalone === true || matchMedia("(display-mode: standalone)").matches
}

/** Whether this window is a tab whose storage is not the installed app's. */
export function esPestanaAparte(): boolean {
  return esIos(navigator) && !instalada()
}

const AVISO_MS = 48 * 3_600_000
const DIA_MS = 24 * 3_600_000

/**
 * Return for how many days nothing has been heard of the server while something waits; 0 before 48
 * hours, or with nothing to send. Both instants in milliseconds of the time that decides.
 */
export function diasSinEnviar(ultimoContacto: number | null, ahora: number, esperan: number): number {
  if (ultimoContacto === null || esperan === 0 || ahora - ultimoContacto < AVISO_MS) return 0
  return Math.floor((ahora - ultimoContacto) / DIA_MS)
}
