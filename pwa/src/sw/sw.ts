/**
 * The service worker: it keeps the app's own files so that it opens without a network (ET 5.1).
 *
 * It answers GET of those files and nothing else. A request with a body is never touched: WebKit
 * empties the body of one that a worker issues again. Nothing under /api/ is ever kept.
 *
 * Two scripts serve with it: trabajador.ts, a module that shares its code with the page and proves a
 * new version before it is installed; clasico.ts, for engines whose workers are not modules.
 */

import { avisar } from "./fondo.ts"

declare const __PRECACHE__: readonly string[]
declare const __HUELLA__: string
/** The manuals: a pack apart, so that a new app does not fetch again a manual that has not changed. */
declare const __MANUAL__: { readonly urls: readonly string[]; readonly huella: string }
declare const self: ServiceWorkerGlobalScope

const BASE = "/app/"
const PREFIJO = "rubrica-app-"
const CACHE = PREFIJO + __HUELLA__
const PREFIJO_DE_MANUAL = "rubrica-manual-"
const MANUAL = PREFIJO_DE_MANUAL + __MANUAL__.huella

/** Keep every file of this build, fetched anew: all of them, or this version is not installed. */
async function guardar(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll(__PRECACHE__.map((url) => new Request(url, { cache: "reload" })))
}

/** Keep the manuals. Without them the app works all the same: what fails here is fetched when it is read. */
async function guardarManual(): Promise<void> {
  const cache = await caches.open(MANUAL)
  await cache.addAll(__MANUAL__.urls.map((url) => new Request(url, { cache: "reload" }))).catch(() => undefined)
}

/** Forget the files of other builds: by now no page uses them. */
async function limpiar(): Promise<void> {
  const viejo = (n: string): boolean => (n.startsWith(PREFIJO) && n !== CACHE) || (n.startsWith(PREFIJO_DE_MANUAL) && n !== MANUAL)
  const nombres = await caches.keys()
  await Promise.all(nombres.filter(viejo).map((n) => caches.delete(n)))
  await self.clients.claim()
}

/** Return the kept file; any page of the app is its one page. The network only when it is missing. */
async function responder(pedido: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(pedido.mode === "navigate" ? BASE : pedido, { ignoreSearch: pedido.mode === "navigate" })
  return kept ?? deManual(pedido)
}

/** Return the kept manual, or keep it on its way from the network; any other file just comes from there. */
async function deManual(pedido: Request): Promise<Response> {
  const cache = await caches.open(MANUAL)
  const kept = await cache.match(pedido)
  if (kept) return kept
  const respuesta = await fetch(pedido)
  if (respuesta.ok && __MANUAL__.urls.includes(new URL(pedido.url).pathname)) await cache.put(pedido, respuesta.clone())
  return respuesta
}

/** Whether the request is for a file of the app. */
function esDeLaApp({ method, url }: Request): boolean {
  const { origin, pathname } = new URL(url)
  return method === "GET" && origin === self.location.origin && pathname.startsWith(BASE)
}

/** Serve as this build's worker. `comprobar` rejects to leave the version before it where it is. */
export function servir(comprobar: () => Promise<void>): void {
  self.addEventListener("install", (suceso) => suceso.waitUntil(guardar().then(comprobar).then(guardarManual)))
  self.addEventListener("activate", (suceso) => suceso.waitUntil(limpiar()))
  self.addEventListener("fetch", (suceso) => {
    if (esDeLaApp(suceso.request)) suceso.respondWith(responder(suceso.request))
  })
  // Chromium alone wakes a worker when the network is back; elsewhere the page is the only mechanism.
  self.addEventListener("sync" as "activate", (suceso) => suceso.waitUntil(avisar(self.clients)))
  // A new version waits until the person asks for it: never in the middle of a capture.
  self.addEventListener("message", (suceso) => {
    if ((suceso.data as { tipo?: unknown } | null)?.tipo === "usar-ya") void self.skipWaiting()
  })
}
