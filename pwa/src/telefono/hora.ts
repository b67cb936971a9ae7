/** The server's hour for a phone that may not be enrolled yet: to compare, never to decide (ET 4.8). */

const PLAZO_MS = 8_000

/** Return the instant that the server says, ms, its way half counted; undefined without network. */
export async function horaDelServidor(): Promise<number | undefined> {
  const corte = new AbortController()
  const plazo = setTimeout(() => corte.abort(), PLAZO_MS)
  const desde = performance.now()
  try {
    const respuesta = await fetch("/api/v1/soporte", { cache: "no-store", redirect: "error", signal: corte.signal })
    const { hora } = (await respuesta.json()) as { hora?: unknown }
    const servidor = typeof hora === "string" ? Date.parse(hora) : Number.NaN
    return Number.isNaN(servidor) ? undefined : servidor + (performance.now() - desde) / 2
  } catch {
    return undefined // without network, or a page of somebody else's network
  } finally {
    clearTimeout(plazo)
  }
}
