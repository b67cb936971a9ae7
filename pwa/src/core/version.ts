/** Versions of the app, as numbers between dots. */

function numeros(version: string | undefined): number[] {
  return (version ?? "").split(/[-+]/, 1)[0]?.split(".").map((parte) => Number.parseInt(parte, 10) || 0) ?? []
}

/** Return whether `una` came before `otra`; an `otra` that is empty or was never said asks for nothing. */
export function esAnterior(una: string, otra: string | undefined): boolean {
  const [a, b] = [numeros(una), numeros(otra)]
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0]
    if (x !== y) return x < y
  }
  return false
}
