/** The screen, kept lit while a camera is before the hand, and not a moment longer. */

/** Keep it lit until the returned function is called, where the phone lets a page do so. */
export function velar(): () => void {
  if (!("wakeLock" in navigator)) return () => undefined
  let guardia: WakeLockSentinel | undefined
  let vigente = true
  // The phone lets go of it whenever the page is hidden.
  const pedir = (): void => {
    if (document.hidden) return
    navigator.wakeLock.request("screen").then(
      (nueva) => (vigente ? (guardia = nueva) : void nueva.release()),
      () => undefined,
    )
  }
  pedir()
  document.addEventListener("visibilitychange", pedir)
  return () => {
    vigente = false
    document.removeEventListener("visibilitychange", pedir)
    void guardia?.release()
  }
}
