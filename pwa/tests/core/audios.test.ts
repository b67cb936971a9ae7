/** Recordings in other languages: only signed, whole, and of the very words that are shown. */

import { ed25519 } from "@noble/curves/ed25519.js"
import { createHash } from "node:crypto"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { audiosDe, guardarAudios, sonidoDe } from "../../src/almacen/audios.ts"
import { delTexto, leerAudios, MAX_AUDIO, type Audio } from "../../src/core/audios.ts"
import { enrolar, firmar, HORA, MANIFIESTO, telefonoNuevo } from "../bovedas.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const SONIDO = Uint8Array.from({ length: 400 }, (_, i) => (i * 7) % 256)
const UNO: Audio = { idioma: "zai", nombre: "Diidxazá", texto: "manifiesto", version: 1, archivo: `${createHash("sha256").update(SONIDO).digest("hex")}.ogg`, bytes: SONIDO.length }
const publica = ed25519.getPublicKey(MANIFIESTO)
const indice = (audios: readonly object[], proceso = "OAX26", clave = MANIFIESTO): string => firmar({ proceso, audios }, "rubrica-audios+jws", clave)

describe("the index", () => {
  it("gives the recordings that the manifest's key signed for that process", () => {
    expect(leerAudios(indice([UNO]), publica, "OAX26")).toEqual([UNO])
  })

  it.each([
    ["another process", indice([UNO], "OAX27")],
    ["another key", indice([UNO], "OAX26", HORA)],
    ["another kind", firmar({ proceso: "OAX26", audios: [UNO] }, "rubrica-manifiesto+jws", MANIFIESTO)],
    ["a way out of the folder", indice([{ ...UNO, archivo: "../../app/sw.js" }])],
    ["a member of its own", indice([{ ...UNO, otra: 1 }])],
    ["a recording too large", indice([{ ...UNO, bytes: MAX_AUDIO + 1 }])],
    ["too much in all", indice(Array.from({ length: 7 }, (_, i) => ({ ...UNO, idioma: `za${"abcdefg".charAt(i)}`, bytes: MAX_AUDIO })))],
  ])("is refused with %s", (_que, jws) => {
    expect(() => leerAudios(jws, publica, "OAX26")).toThrow()
  })

  it("offers only what reads these words, in this version", () => {
    expect(delTexto([UNO, { ...UNO, idioma: "mix", version: 2 }], "manifiesto", 2)).toMatchObject([{ idioma: "mix" }])
  })
})

/** As much of a browser's caches as this needs. */
function cachesDePrueba() {
  const todas = new Map<string, Map<string, Response>>()
  const camino = (que: string | Request): string => (typeof que === "string" ? que : new URL(que.url).pathname)
  return {
    open: (nombre: string) => {
      const suya = todas.get(nombre) ?? new Map<string, Response>()
      todas.set(nombre, suya)
      return Promise.resolve({
        match: (que: string) => Promise.resolve(suya.get(que)?.clone()),
        put: (que: string, r: Response) => Promise.resolve(void suya.set(que, r)),
        keys: () => Promise.resolve([...suya.keys()].map((c) => ({ url: `https://x.example${c}` }))),
        delete: (que: string | Request) => Promise.resolve(suya.delete(camino(que))),
      })
    },
  }
}

describe("the pack of a process", () => {
  beforeEach(async () => {
    await telefonoNuevo()
    vi.stubGlobal("caches", cachesDePrueba())
  })
  const traer = (bytes: Uint8Array) => vi.fn(() => Promise.resolve(Uint8Array.from(bytes).buffer))

  it("is kept whole, fetched once, and given back as it was", async () => {
    const { boveda } = await enrolar()
    const red = traer(SONIDO)
    await guardarAudios(boveda, indice([UNO]), red)
    await guardarAudios(boveda, indice([UNO]), red)

    expect(red.mock.calls).toEqual([[`/api/v1/procesos/OAX26/audios/${UNO.archivo}`]])
    expect(await audiosDe(boveda)).toEqual([UNO])
    expect(new Uint8Array((await sonidoDe(boveda, UNO)) ?? new ArrayBuffer())).toEqual(SONIDO)
  })

  it("keeps nothing that was damaged on the way, and offers none of it", async () => {
    const { boveda } = await enrolar()
    await guardarAudios(boveda, indice([UNO]), traer(SONIDO.slice().reverse()))

    expect(await audiosDe(boveda)).toEqual([])
  })

  it("forgets a recording that the newer index no longer names", async () => {
    const { boveda } = await enrolar()
    await guardarAudios(boveda, indice([UNO]), traer(SONIDO))
    await guardarAudios(boveda, indice([]), traer(SONIDO))

    expect(await audiosDe(boveda)).toEqual([])
    expect(await sonidoDe(boveda, UNO)).toBeUndefined()
  })

  it("is nothing where there is no pack", async () => {
    const { boveda } = await enrolar()
    expect(await audiosDe(boveda)).toEqual([])
  })
})
