/**
 * The service worker: it keeps the app's own files so that it opens without a network (ET 5.1).
 *
 * It answers GET of those files and nothing else. A request with a body is never touched: WebKit
 * empties the body of one that a worker issues again. Nothing under /api/ is ever kept.
 */

export {} // a module, so that `self` is this worker and not a page

declare const __PRECACHE__: readonly string[]
declare const __HUELLA__: string
declare const self: ServiceWorkerGlobalScope

const BASE = "/app/"
const PREFIJO = "rubrica-app-"
const CACHE = PREFIJO + __HUELLA__

/** Keep every file of this build, fetched anew: all of them, or this version is not installed. */
async function guardar(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll(__PRECACHE__.map((url) => new Request(url, { cache: "reload" })))
}

/** Forget the files of other builds: by now no page uses them. */
async function limpiar(): Promise<void> {
  const nombres = await caches.keys()
  await Promise.all(nombres.filter((n) => n.startsWith(PREFIJO) && n !== CACHE).map((n) => caches.delete(n)))
  await self.clients.claim()
}

/** Return the kept file; any page of the app is its one page. The network only when it is missing. */
async function responder(pedido: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(pedido.mode === "navigate" ? BASE : pedido, { ignoreSearch: pedido.mode === "navigate" })
  return kept ?? fetch(pedido)
}

/** Whether the request is for a file of the app. */
function esDeLaApp({ method, url }: Request): boolean {
  const { origin, pathname } = new URL(url)
  return method === "GET" && origin === self.location.origin && pathname.startsWith(BASE)
}

self.addEventListener("install", (suceso) => suceso.waitUntil(guardar()))
self.addEventListener("activate", (suceso) => suceso.waitUntil(limpiar()))
self.addEventListener("fetch", (suceso) => {
  if (esDeLaApp(suceso.request)) suceso.respondWith(responder(suceso.request))
})
// A new version waits until the person asks for it: never in the middle of a capture.
self.addEventListener("message", (suceso) => {
  if ((suceso.data as { tipo?: unknown } | null)?.tipo === "usar-ya") void self.skipWaiting()
})
