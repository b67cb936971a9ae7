/** The mark: one pen stroke. It is the wordmark's underline, and the line that tells how far one is. */

export const TRAZO = "M2 9 C 22 2, 38 2, 52 7 S 86 14, 104 6 S 146 1, 168 7 S 208 12, 238 4"

const ANCHO = 240
const ALTO = 14

/** The stroke inked up to `avance` (0 to 1), with the same in words for those who do not see it. */
export function Trazo({ avance, texto }: { avance: number; texto: string }) {
  const hasta = Math.round(avance * ANCHO)
  return (
    <div class="trazo" role="img" aria-label={texto}>
      <svg viewBox={`0 0 ${ANCHO} ${ALTO}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path class="trazo-papel" d={TRAZO} />
        <svg width={hasta} height={ALTO} viewBox={`0 0 ${hasta} ${ALTO}`} preserveAspectRatio="none">
          <path class="trazo-tinta" d={TRAZO} />
        </svg>
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
