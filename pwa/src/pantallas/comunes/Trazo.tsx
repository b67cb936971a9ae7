/** The mark: one pen stroke. It is the wordmark's underline, and the line that tells how far one is. */

export const TRAZO = "M2 9 C 22 2, 38 2, 52 7 S 86 14, 104 6 S 146 1, 168 7 S 208 12, 238 4"

/** The stroke inked up to `avance` (0 to 1), with the same in words for those who do not see it. */
export function Trazo({ avance, texto }: { avance: number; texto: string }) {
  return (
    <div class="trazo" role="img" aria-label={texto}>
      <svg viewBox="0 0 240 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path class="trazo-papel" d={TRAZO} />
        <path class="trazo-tinta" d={TRAZO} pathLength={100} stroke-dasharray={`${Math.round(avance * 100)} 101`} />
      </svg>
    </div>
  )
}

/** The name with the stroke under it. */
export function Marca() {
  return (
    <span class="marca">
      <span class="marca-nombre">Rúbrica</span>
      <svg class="marca-trazo" viewBox="0 0 240 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path d={TRAZO} />
      </svg>
    </span>
  )
}
