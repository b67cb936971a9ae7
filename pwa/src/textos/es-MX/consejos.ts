import avisos from "../../../../server/rubrica/core/catalogos/avisos.json" with { type: "json" }
import { catalogo } from "../idioma.ts"

export type CodigoDeAviso = keyof typeof avisos

/**
 * What a picture lacks, by its code, and what to change (ET 5.7, 5.11). Advice, never a bar. The words are
 * those of the catalogue that the Mesa reads too; what only the server finds has no advice and is left out.
 */
export const consejos = catalogo("consejos", {
  ...(Object.fromEntries(
    Object.entries(avisos).flatMap(([codigo, { consejo }]) => (consejo ? [[codigo, consejo]] : [])),
  ) as Record<CodigoDeAviso, string>),
  bien: "Se ve bien.",
  espere: "Buscando la imagen…",
})
