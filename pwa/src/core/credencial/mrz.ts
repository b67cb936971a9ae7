/**
 * The machine readable zone of the credential: ICAO TD1, 3 lines of 30, with sex H or M (mujer).
 *
 *     line 1  1-5 IDMEX · 6-14 CIC · 15 its digit · 16-17 << · 18-21 sección · 22-30 identificador
 *     line 2  1-6 birth · 7 digit · 8 sex · 9-14 vigencia · 15 digit · 16-18 MEX · 19-29 optional · 30
 *     line 3  PATERNO<MATERNO<<NOMBRES
 *
 * The last digit of line 2 covers L1[6-30] + L2[1-7] + L2[9-15] + L2[19-29]. Sex and names have none.
 */
import { exigir, LecturaInvalida } from "./causas.ts"
import { digitoVerificador } from "./claves.ts"
import { esDia } from "./fechas.ts"

/** Characters of each line. */
export const ANCHO = 30
const CLASES = [
  "F".repeat(5) + "N".repeat(10) + "R".repeat(2) + "N".repeat(13),
  "N".repeat(7) + "S" + "N".repeat(7) + "F".repeat(3) + "O".repeat(11) + "N",
  "A".repeat(30),
].join("")
const ADMITE: Record<string, RegExp> = {
  F: /^[A-Z0-9<]$/, // fixed text, compared apart
  R: /^[A-Z0-9<]$/,
  N: /^[0-9]$/,
  S: /^[A-Z<]$/,
  O: /^[A-Z0-9<]$/,
  A: /^[A-Z<]$/,
}
const [DIGITOS, LETRAS] = ["0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
const FIJO: Readonly<Record<number, string>> = { 0: "I", 1: "D", 2: "M", 3: "E", 4: "X", 45: "M", 46: "E", 47: "X" }
const DE_CLASE: Readonly<Record<string, string>> = { N: DIGITOS, R: "<", S: "HMX<", O: DIGITOS + "<", A: LETRAS + "<" }

/** What a reader of characters may expect at each of the 90 places; no optional field seen has letters. */
export const PATRON: readonly string[] = [...CLASES].map((clase, i) => FIJO[i] ?? DE_CLASE[clase] ?? "")

// What an OCR mistakes, by what the position asks for.
const A_DIGITO: Record<string, string> = { O: "0", Q: "0", D: "0", I: "1", L: "1", B: "8", S: "5", Z: "2", G: "6" }
const A_LETRA: Record<string, string> = { 0: "O", 1: "I", 8: "B", 5: "S", 2: "Z", 6: "G" }
const CORRIGE: Record<string, Record<string, string>> = {
  N: A_DIGITO,
  O: A_DIGITO,
  F: A_LETRA,
  S: A_LETRA,
  A: A_LETRA,
  R: {},
}

/** What is unusual in an MRZ that is nevertheless taken. */
export type Aviso = "sexo_x" | "sexo_oculto" | "nombre_truncado" | "lectura_corregida" | "nombre_corregido"

/**
 * What one MRZ says. nacimiento: YYMMDD, without a century. vigencia: last day, YYYY-MM-DD. emision:
 * inferred from the optional field, or "". Compound surnames are not split.
 */
export type Mrz = {
  readonly cic: string
  readonly ocr: string
  readonly seccion: string
  readonly identificador: string
  readonly nacimiento: string
  readonly sexo: string
  readonly vigencia: string
  readonly emision: string
  readonly opcional: string
  readonly apellidos: string
  readonly nombres: string
  readonly avisos: readonly Aviso[]
}

/**
 * Return what the MRZ says; throw LecturaInvalida with its first cause.
 *
 * Spaces and line breaks are skipped, so the three lines may come joined. Letters read where digits
 * go (and the reverse) are undone only if every check digit then agrees.
 */
export function leer(lineas: string | readonly string[]): Mrz {
  const texto = typeof lineas === "string" ? lineas : lineas.join("")
  const zona = texto.replace(/\s+/g, "").toUpperCase()
  try {
    return leerExacta(zona)
  } catch (motivo) {
    if (!(motivo instanceof LecturaInvalida) || motivo.causa === "longitud") throw motivo
    return leerCorregida(zona, motivo)
  }
}

function leerCorregida(zona: string, motivo: LecturaInvalida): Mrz {
  const corregida = [...zona].map((c, i) => CORRIGE[CLASES[i] ?? ""]?.[c] ?? c).join("")
  try {
    const leida = leerExacta(corregida)
    const avisos: Aviso[] = [...leida.avisos]
    if (corregida.slice(0, 60) !== zona.slice(0, 60)) avisos.push("lectura_corregida")
    if (corregida.slice(60) !== zona.slice(60)) avisos.push("nombre_corregido")
    return { ...leida, avisos }
  } catch {
    throw motivo
  }
}

function leerExacta(zona: string): Mrz {
  exigirForma(zona)
  const [uno, dos, tres] = [zona.slice(0, 30), zona.slice(30, 60), zona.slice(60)] as const
  exigirDigitos(uno, dos)
  exigir(!tres.startsWith("<"), "nombre")
  const opcional = dos.slice(18, 29)
  const corte = tres.indexOf("<<")
  const palabras = (texto: string): string => texto.split("<").filter(Boolean).join(" ")
  return {
    cic: uno.slice(5, 14),
    ocr: uno.slice(17),
    seccion: uno.slice(17, 21),
    identificador: uno.slice(21),
    nacimiento: dos.slice(0, 6),
    sexo: dos.charAt(7),
    vigencia: `20${dos.slice(8, 10)}-${dos.slice(10, 12)}-${dos.slice(12, 14)}`,
    emision: /^<([0-9]{2})<<[0-9]{5}<$/.exec(opcional)?.[1] ?? "",
    opcional,
    apellidos: palabras(corte < 0 ? tres : tres.slice(0, corte)),
    nombres: palabras(corte < 0 ? "" : tres.slice(corte)),
    avisos: avisosDe(dos.charAt(7), tres),
  }
}

/** Length, fixed texts and the class of each position. */
function exigirForma(zona: string): void {
  exigir([...zona].length === 3 * ANCHO, "longitud")
  exigir(zona.startsWith("IDMEX"), "documento")
  exigir(
    [...zona].every((c, i) => ADMITE[CLASES[i] ?? ""]?.test(c) ?? false),
    "caracter",
  )
  exigir(zona.slice(15, 17) === "<<", "relleno")
  exigir(zona.slice(45, 48) === "MEX", "nacionalidad")
}

/** The four check digits, and the two days and the sex they stand beside. */
function exigirDigitos(uno: string, dos: string): void {
  const cubierto = uno.slice(5) + dos.slice(0, 7) + dos.slice(8, 15) + dos.slice(18, 29)
  exigir(digitoVerificador(uno.slice(5, 14)) === uno[14], "digito_del_cic")
  exigir(digitoVerificador(dos.slice(0, 6)) === dos[6], "digito_del_nacimiento")
  exigir(digitoVerificador(dos.slice(8, 14)) === dos[14], "digito_de_la_vigencia")
  exigir(esDia(dos.slice(0, 6)), "nacimiento")
  exigir(esDia(dos.slice(8, 14)), "vigencia")
  exigir("HMX<".includes(dos.charAt(7)), "sexo")
  exigir(digitoVerificador(cubierto) === dos[29], "digito_compuesto")
}

function avisosDe(sexo: string, linea: string): Aviso[] {
  const avisos: Aviso[] = []
  if (sexo === "X") avisos.push("sexo_x")
  if (sexo === "<") avisos.push("sexo_oculto")
  if (!linea.endsWith("<")) avisos.push("nombre_truncado")
  return avisos
}
