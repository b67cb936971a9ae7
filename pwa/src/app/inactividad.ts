/** A phone left on a table locks itself: the password is asked again, and nothing is lost. */

const MINUTOS = 15
const SENALES = ["pointerdown", "keydown", "visibilitychange"] as const

/** Call `alCabo` after a quarter of an hour without a touch, each time that happens. */
export function vigilarInactividad(alCabo: () => void): void {
  let ultima = Date.now()
  const tocar = (): void => {
    if (Date.now() - ultima > MINUTOS * 60_000) alCabo()
    ultima = Date.now()
  }
  for (const senal of SENALES) addEventListener(senal, tocar, { passive: true })
  // Timers sleep with the screen; the touch that wakes the phone finds the lock closed all the same.
  setInterval(() => Date.now() - ultima > MINUTOS * 60_000 && alCabo(), 30_000)
}
