/** How a rescue file leaves the phone: the share sheet, as what it takes, or a download. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { compartir, hayCompartir, nombreDeRescate } from "../../src/app/rescate.ts"

const ARCHIVO = new Blob(["x"], { type: "application/vnd.rubrica.rescate" })
let compartidos: string[]

/** A share sheet that takes the files it likes; what it throws at the others has that name. */
function hoja(gusta: (archivo: File) => boolean, error = "NotAllowedError"): void {
  const share = ({ files: [archivo] }: { files: [File] }): Promise<void> => {
    if (!gusta(archivo)) return Promise.reject(Object.assign(new Error("no"), { name: error }))
    compartidos.push(`${archivo.name} ${archivo.type}`)
    return Promise.resolve()
  }
  vi.stubGlobal("navigator", { share, canShare: () => true })
}

beforeEach(() => {
  compartidos = []
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe("a rescue file", () => {
  it("is shared as it is where the sheet takes it", async () => {
    hoja(() => true)

    expect(await compartir(ARCHIVO, "a.rubrica")).toBe(true)
    expect(compartidos).toEqual(["a.rubrica application/vnd.rubrica.rescate"])
  })

  it("goes as text where the sheet knows only some types", async () => {
    hoja((archivo) => archivo.type === "text/plain")

    expect(await compartir(ARCHIVO, "a.rubrica")).toBe(true)
    expect(compartidos).toEqual(["a.rubrica.txt text/plain"])
  })

  it("does not count as gone when the person closes the sheet", async () => {
    hoja(() => false, "AbortError")

    expect(await compartir(ARCHIVO, "a.rubrica")).toBe(false)
  })

  it("says what to do where nothing can be shared", async () => {
    hoja(() => false)
    await expect(compartir(ARCHIVO, "a.rubrica")).rejects.toMatchObject({ codigo: "no-comparte" })
    vi.stubGlobal("navigator", {})
    await expect(compartir(ARCHIVO, "a.rubrica")).rejects.toMatchObject({ codigo: "no-comparte" })
    expect(hayCompartir()).toBe(false)
  })

  it("is named by process, auxiliar, phone and last consecutivo, and by no person", () => {
    const suya = { proceso: "OAX26", auxiliar: "0153", numero: 2 }

    expect(nombreDeRescate([suya], 41)).toBe("rescate-OAX26-0153-2-41.rubrica")
    expect(nombreDeRescate([suya, suya], 41)).toBe("rescate-telefono-41.rubrica")
  })
})
