/** A rescue file leaves the phone: by the share sheet where it takes files, else by a download. */

import { rescate as textos } from "../textos/es-MX/rescate.ts"
import type { Boveda } from "./estado.ts"
import { Negativa } from "./negativa.ts"

/** Return the name of a rescue file: nothing in it is a person's. */
export function nombreDeRescate(suyas: readonly Pick<Boveda, "proceso" | "auxiliar" | "numero">[], hasta: number): string {
  const [una] = suyas
  const quien = suyas.length === 1 && una ? [una.proceso, una.auxiliar, una.numero] : ["telefono"]
  return ["rescate", ...quien, hasta].join("-") + ".rubrica"
}

/**
 * Offer a file to the share sheet; false when the person closed it. Some sheets take only the types
 * that they know: for those it goes as text. Throws Negativa when it takes neither.
 */
export async function compartir(archivo: Blob, nombre: string): Promise<boolean> {
  const formas = [new File([archivo], nombre, { type: archivo.type }), new File([archivo], `${nombre}.txt`, { type: "text/plain" })]
  for (const forma of formas) {
    if (!puedeCompartir(forma)) continue
    try {
      await navigator.share({ files: [forma], title: nombre })
      return true
    } catch (error) {
      if ((error as Error).name === "AbortError") return false
    }
  }
  throw new Negativa("no-comparte", textos.noComparte)
}

function puedeCompartir(archivo: File): boolean {
  try {
    return navigator.canShare({ files: [archivo] })
  } catch {
    return false // an engine without it
  }
}

/** Whether it is worth showing the button. */
export function hayCompartir(): boolean {
  return typeof (navigator as Partial<Navigator>).share === "function" && puedeCompartir(new File(["x"], "x.txt", { type: "text/plain" }))
}

/** Save a file where the browser keeps downloads. */
export function descargar(archivo: Blob, nombre: string): void {
  const enlace = document.createElement("a")
  enlace.href = URL.createObjectURL(archivo)
  enlace.download = nombre
  enlace.click()
  // The browser still reads it for a while: it is let go when nobody could be.
  setTimeout(() => URL.revokeObjectURL(enlace.href), 600_000)
}
