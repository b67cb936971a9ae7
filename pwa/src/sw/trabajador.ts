/**
 * The worker of phones whose workers may be modules. A new version is installed only once what it
 * seals has been opened by the server (ET 5.13): without network, or when it does not open, the
 * version before it stays, and the phone goes on capturing.
 */

import { x25519 } from "@noble/curves/ed25519.js"
import { prestar } from "../core/x25519.ts"
import { probarVersion } from "../envio/prueba.ts"
import { servir } from "./sw.ts"

declare const __VERSION__: string
declare const self: ServiceWorkerGlobalScope

prestar(x25519)
servir(async () => {
  if (self.registration.active === null) return // the first one: there is no version to keep
  const como = await probarVersion(__VERSION__)
  if (como !== "probada") throw new Error(`version ${__VERSION__}: ${como}`)
})
