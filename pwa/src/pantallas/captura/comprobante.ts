import type { Guardado } from "../../almacen/index.ts"

/** Return where anybody with the comprobante asks whether that support arrived; no name in it. */
export function direccionDelComprobante(origen: string, { folio, codigoIntegridad }: Pick<Guardado, "folio" | "codigoIntegridad">): string {
  return `${origen}/comprobante?${new URLSearchParams({ folio, codigo: codigoIntegridad }).toString()}`
}
