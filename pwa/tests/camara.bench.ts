/**
 * What the app's own code says of pictures that the bench of the server has drawn: measures and advice, one
 * row for each. CARPETA holds cuadros.json (what each is, and where its pixels are) and cuadros.bin.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { aGris } from "../src/camara/calidad.ts"
import { juzgarCredencial, juzgarRostro, medirCaras, medirCredencial } from "../src/camara/juicio.ts"

interface Cuadro {
  readonly sujeto: "credencial" | "rostro"
  readonly ancho: number
  readonly alto: number
  readonly desde: number
  /** Where the middle is, as grey; −1 for a face. */
  readonly centro: number
}

const LADO = 384
const carpeta = process.env.CARPETA ?? ""
const cuadros = JSON.parse(readFileSync(join(carpeta, "cuadros.json"), "utf8")) as readonly Cuadro[]
const bytes = readFileSync(join(carpeta, "cuadros.bin"))

function juzgar({ sujeto, ancho, alto, desde, centro }: Cuadro) {
  const rgba = new Uint8ClampedArray(bytes.subarray(desde, desde + ancho * alto * 4))
  const inicio = performance.now()
  const imagen = { rgba, gris: aGris(rgba), ancho, alto }
  if (sujeto === "rostro") {
    const medida = medirCaras(imagen)
    return { codigos: juzgarRostro(medida), ms: performance.now() - inicio, medida }
  }
  const gris = new Uint8Array(bytes.subarray(centro, centro + LADO * LADO))
  const medida = medirCredencial(imagen, { propio: gris, nitido: gris })
  return { codigos: juzgarCredencial(medida), ms: performance.now() - inicio, medida }
}

writeFileSync(join(carpeta, "juicios.json"), JSON.stringify(cuadros.map(juzgar)))
