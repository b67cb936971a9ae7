/** A privacy notice as the app shows it: plain text with light structure (ET 1.3; server/rubrica/procesos/publicado.py). */

export interface Bloque {
  readonly tipo: "titulo" | "parrafo" | "lista"
  readonly renglones: readonly string[]
}

function deRenglon(renglon: string): Bloque | undefined {
  if (renglon.startsWith("# ")) return { tipo: "titulo", renglones: [renglon.slice(2).trim()] }
  if (renglon.startsWith("- ")) return { tipo: "lista", renglones: [renglon.slice(2).trim()] }
  return renglon === "" ? undefined : { tipo: "parrafo", renglones: [renglon] }
}

/** Join a line to the piece that it goes on; undefined when it begins another. */
function seguir(abierto: Bloque | undefined, nuevo: Bloque): Bloque | undefined {
  if (abierto?.tipo !== nuevo.tipo || nuevo.tipo === "titulo") return undefined
  if (nuevo.tipo === "lista") return { tipo: "lista", renglones: [...abierto.renglones, ...nuevo.renglones] }
  return { tipo: "parrafo", renglones: [[...abierto.renglones, ...nuevo.renglones].join(" ")] }
}

/** Return the pieces of a notice in their order. */
export function bloques(texto: string): readonly Bloque[] {
  const hechos: Bloque[] = []
  let abierto: Bloque | undefined
  for (const renglon of texto.split("\n")) {
    const nuevo = deRenglon(renglon.trim())
    const seguido = nuevo && seguir(abierto, nuevo)
    if (seguido) hechos.pop()
    abierto = seguido ?? nuevo
    if (abierto) hechos.push(abierto)
  }
  return hechos
}
