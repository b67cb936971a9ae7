/** The contents of a proof (docs/protocolo.md §7): whole, and of nobody. */

import { deB64u } from "./bytes.ts"
import type { Contenido } from "./contenido.ts"

/** 8 × 8 pixels of grey. */
const GRIS =
  "_9j_4AAQSkZJRgABAQAAAQABAAD_2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P_" +
  "wAALCAAIAAgBAREA_8QAFAABAAAAAAAAAAAAAAAAAAAAAP_EABQQAQAAAAAAAAAAAAAAAAAAAAD_2gAIAQEAAD8AP__Z"

/** Return a record that says of itself that it is none. */
export function contenidoSintetico(): Contenido {
  const gris = deB64u(GRIS)
  return {
    modelo: "Z",
    anverso: gris,
    reverso: gris,
    rostro: gris,
    firma: { ancho: 8, alto: 8, trazos: [[0, 1, 1, 16, 6, 6]] },
    codigos: [],
    claves: {},
    posicion: null,
    manifiesto: { texto: "Prueba de la aplicación: no es un apoyo y no contiene datos de ninguna persona.", version: 1 },
    avisos_de_calidad: [],
  }
}
