/** The tests of the phone, each on what the app itself will use. None sends anything anywhere. */

import { computed, signal, type ReadonlySignal } from "@preact/signals"
import { ensayarGuardado, ensayarLlave } from "../almacen/ensayo.ts"
import { esDeCuota } from "../almacen/reserva.ts"
import { BYTES_POR_APOYO, cabenMas } from "../app/espacio.ts"
import { pedirUbicacion, permisoDeUbicacion, type Permiso } from "../app/ubicacion.ts"
import { utf8 } from "../core/bytes.ts"
import { abrirCon, sellarPara } from "../core/hpke.ts"
import { usar } from "../core/x25519.ts"
import { horaDelServidor } from "./hora.ts"
import { PRUEBAS, juzgarAlmacen, juzgarBateria, juzgarCifrado, juzgarNavegador, juzgarReloj, leerNavegador, veredicto, type Prueba, type Resultado, type Resultados } from "./veredicto.ts"

/** What has been found so far, for every screen that shows it. */
export const resultados = signal<Resultados>({})
/** Of each test, apart: what one finds is drawn again alone. */
export const resultadoDe = Object.fromEntries(PRUEBAS.map((prueba) => [prueba, computed(() => resultados.value[prueba])])) as Readonly<Record<Prueba, ReadonlySignal<Resultado | undefined>>>
/** Whether the phone serves, as far as it has been tested. */
export const dictamen = computed(() => veredicto(resultados.value))

/** Keep what a test found. */
export function anotarResultado(prueba: Prueba, resultado: Resultado): void {
  resultados.value = { ...resultados.value, [prueba]: resultado }
}

function navegador(): Promise<Resultado> {
  return Promise.resolve(juzgarNavegador(leerNavegador(navigator.userAgent)))
}

async function almacen(): Promise<Resultado> {
  // One that has no room for the trial is full, and does keep what fits.
  const vuelve = await ensayarGuardado().catch(esDeCuota)
  const caben = await cabenMas()
  return juzgarAlmacen(vuelve, caben === undefined ? undefined : caben * BYTES_POR_APOYO)
}

/** Seal and open with a key of one use, as every record will be sealed to the key of its process. */
async function sella(): Promise<boolean> {
  const [privada, claro] = [crypto.getRandomValues(new Uint8Array(32)), crypto.getRandomValues(new Uint8Array(1024))]
  const info = utf8("rubrica/ensayo")
  const sellado = await sellarPara((await usar(privada)).publica, info, info, claro)
  const vuelto = await abrirCon(privada, info, info, sellado)
  return vuelto.every((valor, i) => valor === claro[i])
}

const NO_CIFRA: Resultado = { estado: "no-puede", codigo: "noCifra" }

function sinCripto(): boolean {
  return !globalThis.isSecureContext || !globalThis.crypto?.subtle
}

/** A device key as Mi Apoyo makes it: without password, kept by the phone and never shown. */
async function cifradoPropio(): Promise<Resultado> {
  if (sinCripto() || !(await sella())) return NO_CIFRA
  const firma = await ensayarLlave().catch(() => false)
  return firma ? { estado: "pasa", codigo: "propio" } : { estado: "arregle", codigo: "noGuardaLlave" }
}

/** A device key as the alta makes it: P-256 under Argon2id of a password, opened again, and its signature checked. */
async function cifrado(): Promise<Resultado> {
  if (sinCripto()) return NO_CIFRA
  // Only here: the first start has no password, and does not load what checks one.
  const { abrir, crear, concuerda } = await import("../almacen/candado.ts")
  const frase = "una contraseña de ensayo"
  const hecha = await crear(frase, "ensayo")
  const desde = performance.now()
  const firmante = await abrir(frase, "ensayo", hecha.kid, hecha.candado)
  const tardo = performance.now() - desde
  return juzgarCifrado((await concuerda(firmante, hecha.jwk)) && (await sella()), tardo)
}

const VACIO = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)

async function programa(): Promise<Resultado> {
  await WebAssembly.instantiate(VACIO)
  return { estado: "pasa", codigo: "bien" }
}

async function reloj(): Promise<Resultado> {
  const servidor = await horaDelServidor()
  return juzgarReloj(servidor === undefined ? undefined : Date.now() - servidor)
}

interface Bateria {
  readonly level: number
  readonly charging: boolean
}

async function bateria(): Promise<Resultado> {
  const pedir = (navigator as { getBattery?: () => Promise<Bateria> }).getBattery
  if (!pedir) return { estado: "sin-dato", codigo: "noDice" }
  const { level, charging } = await pedir.call(navigator)
  return juzgarBateria(level, charging)
}

async function sinSenal(): Promise<Resultado> {
  if (!("serviceWorker" in navigator)) return { estado: "no-puede", codigo: "noPuede" }
  const registro = await navigator.serviceWorker.getRegistration("/app/")
  return registro?.active ? { estado: "pasa", codigo: "lista" } : { estado: "sin-dato", codigo: "porAbrir" }
}

const CODIGO_DE_UBICACION: Readonly<Record<Permiso, Resultado>> = {
  concedida: { estado: "pasa", codigo: "bien" },
  por_pedir: { estado: "falta", codigo: "porProbar" },
  negada: { estado: "arregle", codigo: "negada" },
  apagada: { estado: "arregle", codigo: "apagada" },
  sin_respuesta: { estado: "arregle", codigo: "sinRespuesta" },
}

async function ubicacion(): Promise<Resultado> {
  return CODIGO_DE_UBICACION[await permisoDeUbicacion()]
}

/** Ask for the position, by a tap (ET 4.4). */
export async function probarUbicacion(): Promise<void> {
  anotarResultado("ubicacion", CODIGO_DE_UBICACION[await pedirUbicacion()])
}

const SOLAS: Readonly<Partial<Record<Prueba, () => Promise<Resultado>>>> = { navegador, almacen, cifrado, programa, reloj, ubicacion, bateria, sinSenal }
/** What a test that broke down means: without these no support would be safe; the rest only informs. */
const SI_TRUENA: Readonly<Partial<Record<Prueba, Resultado>>> = {
  almacen: { estado: "no-puede", codigo: "noGuarda" },
  cifrado: NO_CIFRA,
  programa: { estado: "no-puede", codigo: "noCorre" },
  reloj: { estado: "sin-dato", codigo: "sinRed" },
  bateria: { estado: "sin-dato", codigo: "noDice" },
  sinSenal: { estado: "sin-dato", codigo: "porAbrir" },
}

/** The same for a citizen, who makes no password (ET 7). */
export function probarLoPropio(): Promise<void> {
  return probarLoQueSePueda({ ...SOLAS, cifrado: cifradoPropio })
}

/** Let the screen be drawn and the finger be heard. */
function respiro(): Promise<void> {
  return new Promise((listo) => setTimeout(listo))
}

/** Run every test that needs no tap, one after another: together they would spoil each other's times. */
export async function probarLoQueSePueda(solas: typeof SOLAS = SOLAS): Promise<void> {
  for (const [prueba, probar] of Object.entries(solas) as [Prueba, () => Promise<Resultado>][]) {
    const truena = SI_TRUENA[prueba]
    await respiro()
    anotarResultado(prueba, await probar().catch((error: unknown) => {
      if (truena) return truena
      throw error
    }))
  }
}
