/** What strokes look like as a signature (ET 10.3 j, m); the twin of server/rubrica/core/firma.py. */
import umbrales from "../../../server/rubrica/core/catalogos/firma.json" with { type: "json" }
import type { Firma } from "./contenido.ts"

/** All but "firma" are pointed out; only "vacia" is no signature. */
export type Aspecto = "vacia" | "punto" | "linea" | "cruz" | "palomita" | "escasa" | "firma"

type Punto = readonly [x: number, y: number]
type Trazo = readonly Punto[]

function puntosDe(trazo: readonly number[]): Punto[] {
  const puntos: Punto[] = []
  let [x, y] = [0, 0]
  for (let i = 0; i + 2 < trazo.length; i += 3) {
    x += trazo[i + 1] ?? 0
    y += trazo[i + 2] ?? 0
    puntos.push([x, y])
  }
  return puntos
}

function medidas(puntos: Trazo): [ancho: number, alto: number] {
  const [xs, ys] = [puntos.map(([x]) => x), puntos.map(([, y]) => y)]
  return [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
}

function distancia([ax, ay]: Punto, [bx, by]: Punto): number {
  return Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay))
}

/** Twice the area of a, b, p: its sign says on which side of a–b the point is. */
function giro([ax, ay]: Punto, [bx, by]: Punto, [px, py]: Punto): number {
  return (bx - ax) * (py - ay) - (by - ay) * (px - ax)
}

function extremos(trazo: Trazo): [Punto, Punto] {
  const [primero, ultimo] = [trazo[0], trazo[trazo.length - 1]]
  if (!primero || !ultimo) throw new RangeError("a stroke without points")
  return [primero, ultimo]
}

function esRecta(trazo: Trazo): boolean {
  const [a, b] = extremos(trazo)
  const cuerda = distancia(a, b)
  if (cuerda === 0) return false
  const largo = trazo.slice(1).reduce((suma, punto, i) => suma + distancia(trazo[i] ?? punto, punto), 0)
  const desvio = Math.max(...trazo.map((p) => Math.abs(giro(a, b, p)))) / cuerda
  return desvio <= umbrales.recta_desvio * cuerda && largo <= umbrales.recta_largo * cuerda
}

/** Whether a stroke goes straight down to one corner and straight up to the right of it. */
function esPalomita(trazo: Trazo): boolean {
  const bajo = Math.max(...trazo.map(([, y]) => y))
  const en = trazo.findIndex(([, y]) => y === bajo)
  const [baja, sube] = [trazo.slice(0, en + 1), trazo.slice(en)]
  if (baja.length < 2 || sube.length < 2 || !esRecta(baja) || !esRecta(sube)) return false
  const [[desde], [esquina]] = extremos(baja)
  const [, [hasta]] = extremos(sube)
  return desde < esquina && esquina < hasta
}

function seCruzan([a, b]: [Punto, Punto], [c, d]: [Punto, Punto]): boolean {
  return giro(a, b, c) > 0 !== giro(a, b, d) > 0 && giro(c, d, a) > 0 !== giro(c, d, b) > 0
}

function simbolo(trazos: readonly Trazo[]): Aspecto | null {
  const [uno, otro, tercero] = trazos
  if (!uno || tercero) return null
  return otro ? deDos(uno, otro) : deUno(uno)
}

function deUno(trazo: Trazo): Aspecto | null {
  if (esRecta(trazo)) return "linea"
  return esPalomita(trazo) ? "palomita" : null
}

function deDos(uno: Trazo, otro: Trazo): Aspecto | null {
  if (!esRecta(uno) || !esRecta(otro)) return null
  return seCruzan(extremos(uno), extremos(otro)) ? "cruz" : "linea"
}

function cambios(valores: readonly number[], minimo: number): number {
  let [cuantos, sentido, extremo] = [0, 0, valores[0] ?? 0]
  for (const valor of valores) {
    const avance = valor - extremo
    if (sentido ? avance * sentido > 0 : Math.abs(avance) >= minimo) {
      sentido = sentido || Math.sign(avance)
      extremo = valor
    } else if (sentido && Math.abs(avance) >= minimo) {
      cuantos += 1
      sentido = -sentido
      extremo = valor
    }
  }
  return cuantos
}

/** Return what the strokes look like, the plainest first. */
export function aspecto(firma: Firma): Aspecto {
  const trazos = firma.trazos.map(puntosDe)
  const todos = trazos.flat()
  if (todos.length === 0) return "vacia"
  const lado = Math.min(firma.ancho, firma.alto)
  const [ancho, alto] = medidas(todos)
  if (Math.max(ancho, alto) < umbrales.punto * lado) return "punto"
  const contados = trazos.filter((trazo) => Math.max(...medidas(trazo)) >= umbrales.mancha * lado)
  const marca = simbolo(contados)
  if (marca) return marca
  const corta = Math.max(ancho / firma.ancho, alto / firma.alto) < umbrales.extension
  const minimo = umbrales.vuelta * lado
  const vueltas = contados.reduce((n, t) => n + 1 + cambios(t.map(([x]) => x), minimo) + cambios(t.map(([, y]) => y), minimo), 0)
  return corta || vueltas < umbrales.vueltas ? "escasa" : "firma"
}
