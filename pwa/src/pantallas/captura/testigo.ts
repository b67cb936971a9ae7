/** The name of the witness as the paquete takes it: one line, begun and ended by a letter, 2 to 121 characters. */
const NOMBRE = /^\p{L}[^\x00-\x1f\x7f<>]{0,118}\p{L}\.?$/u

/** Return the name with its spaces in order; "" when it is no name. */
export function nombreDeTestigo(escrito: string): string {
  const limpio = escrito.normalize("NFC").trim().replace(/\s+/gu, " ")
  return NOMBRE.test(limpio) ? limpio : ""
}

/** Bytes of a record that must travel over a weak network: two sides, a face, a signature and, if need be, a fingerprint. */
const MAX_DE_APOYO = 350_000
const TRAZOS_Y_TEXTOS = 12_000

/** Return how many bytes of the record are left for a fingerprint once its photographs are taken. */
export function presupuestoDeHuella(...fotos: readonly (Uint8Array | undefined)[]): number {
  return MAX_DE_APOYO - TRAZOS_Y_TEXTOS - fotos.reduce((suma, foto) => suma + (foto?.length ?? 0), 0)
}
