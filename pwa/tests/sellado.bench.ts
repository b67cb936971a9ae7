/** The page that bench/app_sellado.py opens: a phone of its own, enrolled by a key of its own. */

import { ed25519, x25519 } from "@noble/curves/ed25519.js"
import { abrirBoveda, anotarAlta, comprobantes, crearBoveda, exportar } from "../src/almacen/index.ts"
import { b64u, utf8 } from "../src/core/bytes.ts"
import type { Contenido } from "../src/core/contenido.ts"
import { cabecera, kid } from "../src/core/jws.ts"
import { kid as kidDeProceso } from "../src/core/suite.ts"

const CONTRASENA = "una frase corta"
const SECRETA = new Uint8Array(32).fill(7)

function manifiesto(): string {
  const publica = x25519.getPublicKey(SECRETA)
  const texto = { version: 1, texto: "x" }
  const carga = {
    proceso: "OAX26", tipo: "x", denominacion: "x", pregunta: "x", promovente: "x", entidad: "x", entidad_clave: "20",
    periodo: { inicio: "2020-01-01T06:00:00.000Z", fin: "2100-01-01T05:59:59.000Z" }, avisos: { integral: "x", simplificado: "x" }, responsiva: texto, manifiesto_ciudadano: texto,
    clave: { kid: b64u(kidDeProceso(publica)), suite: 1, publica: b64u(publica) }, modelos: [], version: 1, emitido_en: "x",
  }
  const quien = kid({ alg: "EdDSA", bytes: ed25519.getPublicKey(SECRETA) })
  const firmado = `${b64u(utf8(cabecera("EdDSA", "rubrica-manifiesto+jws", quien)))}.${b64u(utf8(JSON.stringify(carga)))}`
  return `${firmado}.${b64u(ed25519.sign(utf8(firmado), SECRETA))}`
}

/** A record of about 350 KB, which no compression makes smaller. */
function registro(): Contenido {
  const azar = (n: number): Uint8Array => {
    const bytes = new Uint8Array(n)
    for (let i = 0; i < n; i += 65_536) crypto.getRandomValues(bytes.subarray(i, i + 65_536))
    return bytes
  }
  const trazos = Array.from({ length: 12 }, () => Array.from({ length: 180 }, (_, i) => (i % 7) - 3))
  return {
    modelo: "G", anverso: azar(130_000), reverso: azar(150_000), rostro: azar(70_000), firma: { ancho: 300, alto: 150, trazos },
    codigos: [], claves: { cic: "123456789" }, posicion: null, manifiesto: { texto: "x", version: 1 }, avisos_de_calidad: [],
  }
}

async function enrolar(): Promise<void> {
  const porEnrolar = await crearBoveda(CONTRASENA)
  const { x, y } = porEnrolar.jwk
  const llave = b64u(ed25519.getPublicKey(SECRETA))
  const suyo = b64u(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(JSON.stringify({ crv: "P-256", kty: "EC", x, y })))))
  const enrolamiento = { dispositivo: "0193b0c0-1111-7222-8333-444455556666", numero: 1, kid: suyo, manifiesto: manifiesto(), llaves: { acuse: llave, hora: llave, manifiesto: llave } }
  const { boveda } = await porEnrolar.completar(enrolamiento, "OAX26", "0153")
  await anotarAlta(boveda, "abierta")
}

/** Return the milliseconds from a whole record in memory to its folio, and those of the unlocking. */
async function medir(veces: number): Promise<{ sellar: number[]; abrir: number; quedan: number; bytes: number }> {
  const antes = performance.now()
  const sesion = await abrirBoveda(CONTRASENA)
  const abrir = performance.now() - antes
  const sellar: number[] = []
  let id = ""
  for (let i = 0; i < veces; i++) {
    const contenido = registro()
    const desde = performance.now()
    id = (await sesion.sellarYGuardar(contenido, "apoyo")).id
    sellar.push(performance.now() - desde)
  }
  const bytes = (await exportar(id))?.paquete.byteLength ?? 0
  return { sellar, abrir, bytes, quedan: (await comprobantes(sesion.boveda)).length }
}

Object.assign(globalThis, { enrolar, medir })
