/** The manifest of a process: what the phone shows and to which key it seals (ET 1.2). */

import { sha256 } from "@noble/hashes/sha2.js"
import { deB64u, hex, iguales, utf8, type Bytes } from "./bytes.ts"
import { leerManifiesto } from "./acuse.ts"
import { JwsInvalido, type Carga } from "./jws.ts"
import { kid, SUITE } from "./suite.ts"

interface TextoConVersion {
  readonly version: number
  readonly texto: string
}

/** A privacy notice, whole. sha256: of its text in UTF-8, hexadecimal. */
export interface TextoDeAviso extends TextoConVersion {
  readonly sha256: string
}

/** The logo of the process. imagen: base64url. */
export interface Logotipo {
  readonly tipo: string
  readonly sha256: string
  readonly imagen: string
}

export type ClaseDeAviso = "integral" | "simplificado"

export interface Manifiesto {
  readonly proceso: string
  readonly tipo: string
  readonly denominacion: string
  readonly pregunta: string
  readonly promovente: string
  readonly entidad: string
  readonly entidad_clave: string
  /** Instants, RFC 3339. */
  readonly periodo: { readonly inicio: string; readonly fin: string }
  /** Addresses of the privacy notices. */
  readonly avisos: { readonly integral: string; readonly simplificado: string }
  /** The notices themselves; absent in older manifests. */
  readonly textos_de_avisos?: Readonly<Record<ClaseDeAviso, TextoDeAviso>>
  readonly logotipo?: Logotipo
  readonly responsiva: TextoConVersion
  readonly manifiesto_ciudadano: TextoConVersion
  readonly clave: { readonly kid: string; readonly suite: number; readonly publica: string }
  readonly modelos: readonly unknown[]
  /** Rows of those models (`credencial/modelos.ts` reads them); absent in older manifests. */
  readonly tabla_modelos?: unknown
  /** Whether who cannot sign may accept before a witness; absent in older manifests, which do not take it. */
  readonly firma_con_testigo?: boolean
  /** Credentials that expired on that day or later are taken in Mi Apoyo (ET 7.3); YYYY-MM-DD. */
  readonly vigencia_prorrogada_desde?: string | null
  readonly version: number
  readonly emitido_en: string
}

type Forma = { readonly [miembro: string]: "texto" | "numero" | "lista" | Forma }

const CON_VERSION: Forma = { version: "numero", texto: "texto" }
const FORMA: Forma = {
  proceso: "texto",
  tipo: "texto",
  denominacion: "texto",
  pregunta: "texto",
  promovente: "texto",
  entidad: "texto",
  entidad_clave: "texto",
  periodo: { inicio: "texto", fin: "texto" },
  avisos: { integral: "texto", simplificado: "texto" },
  responsiva: CON_VERSION,
  manifiesto_ciudadano: CON_VERSION,
  clave: { kid: "texto", suite: "numero", publica: "texto" },
  modelos: "lista",
  version: "numero",
  emitido_en: "texto",
}

const AVISO: Forma = { ...CON_VERSION, sha256: "texto" }
/** Members that older manifests lack: whole if they come. */
const OPCIONALES: Readonly<Record<string, Forma>> = {
  textos_de_avisos: { integral: AVISO, simplificado: AVISO },
  logotipo: { tipo: "texto", sha256: "texto", imagen: "texto" },
}

function tiene(valor: unknown, forma: Forma[string]): boolean {
  if (forma === "texto") return typeof valor === "string"
  if (forma === "numero") return Number.isSafeInteger(valor)
  if (forma === "lista") return Array.isArray(valor)
  if (typeof valor !== "object" || valor === null) return false
  return Object.entries(forma).every(([miembro, suya]) => tiene((valor as Carga)[miembro], suya))
}

/** Return the raw public key of the process. Throws JwsInvalido unless its key id and suite agree. */
export function clavePublica(manifiesto: Manifiesto): Bytes {
  try {
    const publica = deB64u(manifiesto.clave.publica)
    const concuerda = publica.length === 32 && iguales(kid(publica), deB64u(manifiesto.clave.kid))
    if (concuerda && manifiesto.clave.suite === SUITE) return publica
  } catch {
    // A key that cannot be read is refused as one that does not agree.
  }
  throw new JwsInvalido("jws-carga")
}

/** Whether what the manifest carries whole is what it says it is. */
function concuerda({ textos_de_avisos: textos, logotipo }: Manifiesto): boolean {
  const avisos = textos ? [textos.integral, textos.simplificado] : []
  try {
    return avisos.every(({ texto, sha256: dicho }) => hex(sha256(utf8(texto))) === dicho) && (!logotipo || hex(sha256(deB64u(logotipo.imagen))) === logotipo.sha256)
  } catch {
    return false
  }
}

/**
 * Return a manifest signed by the installation's key (Ed25519, 32 bytes), whole and of that process.
 * Throws JwsInvalido.
 */
export function leer(texto: string, clave: Uint8Array, proceso: string): Manifiesto {
  const carga = leerManifiesto(texto, clave)
  if (!tiene(carga, FORMA) || carga["proceso"] !== proceso) throw new JwsInvalido("jws-carga")
  if (Object.entries(OPCIONALES).some(([miembro, suya]) => carga[miembro] !== undefined && !tiene(carga[miembro], suya))) throw new JwsInvalido("jws-carga")
  const manifiesto = carga as unknown as Manifiesto
  if (!concuerda(manifiesto)) throw new JwsInvalido("jws-carga")
  clavePublica(manifiesto)
  return manifiesto
}
