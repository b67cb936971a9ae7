/** A capture cut by the phone's own camera app, and taken up again where it was (ADR 0117). */

import { useEffect, useState } from "preact/hooks"
import type { Sesion } from "../../almacen/index.ts"
import { decode, encode, type Valor } from "../../core/cbor.ts"
import type { Codigo } from "../../core/contenido.ts"
import type { Borrador } from "./contenido.ts"
import type { Paso, TipoDeCaptura } from "./pasos.ts"

declare const __VERSION__: string

/** What a capture holds at one step. */
export interface Pausa {
  readonly paso: Paso
  readonly borrador: Borrador
  /** What the front said; the back is read after its own picture. */
  readonly leidos: readonly Codigo[]
}

/** Whose capture it is: another's, or one that another version of the app wrote, is not taken up. */
type Marca = { readonly version: string; readonly proceso: string; readonly tipo: TipoDeCaptura }

/** What a screen of capture does with it. */
export interface Pausas {
  /** The one that waits; null when there is none, undefined until it was looked for. */
  readonly hallada: Pausa | null | undefined
  /** Never rejects: without room for it, the capture goes on as it can. */
  readonly apartar: (pausa: Pausa) => Promise<void>
  readonly soltar: () => void
}

export function componer(marca: Marca, pausa: Pausa) {
  return encode({ ...marca, ...pausa } as unknown as Valor)
}

/** Return the capture of those bytes; null when it is of another process, kind or version. */
export function leer(bytes: Uint8Array, { version, proceso, tipo }: Marca): Pausa | null {
  const { paso, borrador, leidos, ...marca } = decode(bytes) as unknown as Pausa & Marca
  return marca.version === version && marca.proceso === proceso && marca.tipo === tipo ? { paso, borrador, leidos } : null
}

/** Look for the one that waits in this vault, and keep or drop the one in course. */
export function usePausas(sesion: Sesion, proceso: string, tipo: TipoDeCaptura): Pausas {
  const [hallada, setHallada] = useState<Pausa | null>()
  const marca = { version: __VERSION__, proceso, tipo }
  useEffect(() => {
    sesion.apartado().then((bytes) => setHallada(bytes ? leer(bytes, marca) : null), () => setHallada(null))
  }, [sesion, proceso, tipo])
  return {
    hallada,
    apartar: (pausa) => sesion.apartar(componer(marca, pausa)).catch(() => undefined),
    soltar: () => {
      setHallada(null)
      void sesion.soltarApartado().catch(() => undefined)
    },
  }
}
