/** What each test of the phone may find, and whether the phone serves. Pure. */

export const PRUEBAS = ["navegador", "camara", "almacen", "cifrado", "programa", "reloj", "ubicacion", "bateria", "sinSenal"] as const
export type Prueba = (typeof PRUEBAS)[number]

/**
 * | state    | means                                                        |
 * | -------- | ------------------------------------------------------------ |
 * | falta    | waits for a tap of the person, or is still running            |
 * | pasa     | it works                                                      |
 * | sin-dato | the phone does not say; nothing is lost by it                 |
 * | arregle  | it does not work as it stands, and the words say how to mend it |
 * | no-puede | this phone or browser cannot, whatever is done                |
 */
export type Estado = "falta" | "pasa" | "sin-dato" | "arregle" | "no-puede"

/** `codigo` names the words of the catalogue; `medida` is what they tell: a figure, a version. */
export interface Resultado {
  readonly estado: Estado
  readonly codigo: string
  readonly medida?: string | number
}

export type Resultados = Readonly<Partial<Record<Prueba, Resultado>>>
export type Veredicto = "en-curso" | "sirve" | "arregle" | "no-sirve"

/** Return whether the phone serves: one test that it cannot pass decides, then one to mend. */
export function veredicto(resultados: Resultados): Veredicto {
  const estados = PRUEBAS.map((prueba) => resultados[prueba]?.estado ?? "falta")
  if (estados.includes("no-puede")) return "no-sirve"
  if (estados.includes("arregle")) return "arregle"
  return estados.includes("falta") ? "en-curso" : "sirve"
}

const MB = 1_000_000

/** Judge the storage. `libre`: bytes, or undefined when the phone does not say (ET 6.2). */
export function juzgarAlmacen(vuelve: boolean, libre: number | undefined): Resultado {
  if (!vuelve) return { estado: "no-puede", codigo: "noGuarda" }
  if (libre === undefined) return { estado: "pasa", codigo: "bien" }
  const medida = Math.floor(libre / MB)
  return libre < 50 * MB ? { estado: "arregle", codigo: "lleno", medida } : { estado: "pasa", codigo: "conEspacio", medida }
}

/** Judge what a password takes to be checked, in milliseconds. */
export function juzgarCifrado(correcto: boolean, argonMs: number): Resultado {
  if (!correcto) return { estado: "no-puede", codigo: "noCifra" }
  const medida = (argonMs / 1000).toFixed(1)
  return argonMs > 10_000 ? { estado: "arregle", codigo: "lento", medida } : { estado: "pasa", codigo: "bien", medida }
}

/** Judge the clock: `desfase` is the phone's minus the server's, ms; undefined without a word of the server. */
export function juzgarReloj(desfase: number | undefined): Resultado {
  if (desfase === undefined) return { estado: "sin-dato", codigo: "sinRed" }
  const minutos = Math.round(Math.abs(desfase) / 60_000)
  if (minutos <= 2) return { estado: "pasa", codigo: "bien" }
  return { estado: "arregle", codigo: desfase > 0 ? "adelantado" : "atrasado", medida: minutos }
}

/** Judge the battery: `nivel` from 0 to 1. */
export function juzgarBateria(nivel: number, cargando: boolean): Resultado {
  const medida = Math.round(nivel * 100)
  return nivel < 0.2 && !cargando ? { estado: "arregle", codigo: "baja", medida } : { estado: "pasa", codigo: "bien", medida }
}

/** What an open camera says of itself. `enfoques` is undefined where the browser does not tell. */
export interface Camara {
  readonly ancho: number
  readonly alto: number
  readonly enfoques?: readonly string[] | undefined
  readonly linterna: boolean
}

/** Judge the rear camera, with what the person saw: `nitida` is true when the letters could be read. */
export function juzgarCamara({ ancho, alto, enfoques, linterna }: Camara, nitida: boolean): Resultado {
  const medida = `${Math.max(ancho, alto)} × ${Math.min(ancho, alto)}`
  if (Math.min(ancho, alto) < 720) return { estado: "arregle", codigo: "chica", medida }
  if (nitida) return { estado: "pasa", codigo: linterna ? "conLuz" : "bien", medida }
  const enfoca = enfoques?.some((modo) => modo === "continuous" || modo === "single-shot") ?? true
  return { estado: "arregle", codigo: enfoca ? "borrosa" : "fija", medida }
}

/** The oldest engines for which the app is built: the same that vite.config.ts names. */
const MINIMAS = { Chrome: 94, Firefox: 114, Safari: 15.4 } as const
export type Motor = keyof typeof MINIMAS

export interface Navegador {
  readonly motor: Motor | "otro"
  readonly version: number
  readonly sistema: string
  /** Inside another app, which lends a browser without storage or camera of its own. */
  readonly prestado: boolean
}

/** Each engine by its mark, and where its version stands; the first that matches is it: on an iPhone all are Safari. */
const MOTORES: readonly (readonly [Motor, RegExp, RegExp])[] = [
  ["Safari", /iPhone|iPad|iPod/, / OS (\d+_\d+)/],
  ["Firefox", /Firefox\//, /Firefox\/(\d+)/],
  ["Chrome", /Chrom(?:e|ium)\//, /Chrom(?:e|ium)\/(\d+)/],
  ["Safari", /Safari\//, /Version\/(\d+(?:\.\d+)?)/],
]
const SISTEMAS: readonly (readonly [string, RegExp])[] = [
  ["Android", /Android ?(\d*)/],
  ["iOS", /(?:iPhone|iPad|iPod).*? OS (\d+)/],
  ["Windows", /Windows()/],
  ["macOS", /Mac OS()/],
  ["Linux", /Linux()/],
]

/** Read what a user agent says: the engine and its version, the system; nothing else of it is kept. */
export function leerNavegador(agente: string): Navegador {
  const [motor, , version] = MOTORES.find(([, marca]) => marca.test(agente)) ?? ["otro", /^/, /^()/]
  const [nombre, numero] = SISTEMAS.find(([, marca]) => marca.test(agente)) ?? ["otro", /^()/]
  return {
    motor: motor,
    version: Number(version.exec(agente)?.[1]?.replace("_", ".")) || 0,
    sistema: `${nombre} ${numero.exec(agente)?.[1] ?? ""}`.trim(),
    prestado: /; wv\)|FBA[NV]\/|Instagram|Line\//.test(agente),
  }
}

export function juzgarNavegador({ motor, version, sistema, prestado }: Navegador): Resultado {
  const medida = `${motor} ${version}, ${sistema}`
  if (prestado) return { estado: "arregle", codigo: "prestado", medida }
  if (motor === "otro") return { estado: "sin-dato", codigo: "otro", medida: sistema }
  return version < MINIMAS[motor] ? { estado: "arregle", codigo: "viejo", medida } : { estado: "pasa", codigo: "bien", medida }
}
