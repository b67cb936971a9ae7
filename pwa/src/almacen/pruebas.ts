/** In which vaults a version of the app has shown that what it seals opens (ET 5.13). */

import { estaProbada, leerSinMigrar, type Enrolada } from "./base.ts"
import { cambiar } from "./consulta.ts"

const RECORDADAS = 5

/** A vault that captures and whose process has not opened anything of this version yet. */
export interface PorProbar {
  readonly boveda: string
  readonly enrolada: Enrolada
}

/**
 * Return the vaults in which `version` has still to be proved. It opens the database as it stands and
 * never migrates it: the page of the version before may be using it.
 */
export async function porProbar(version: string): Promise<PorProbar[]> {
  const filas = await leerSinMigrar(["bovedas"], (tx) => tx.objectStore("bovedas").getAll())
  return filas.flatMap(({ id, enrolada }) =>
    enrolada && enrolada.alta === "abierta" && !enrolada.deBaja && !estaProbada(enrolada, version) ? [{ boveda: id, enrolada }] : [],
  )
}

/** Remember that `version` was proved in a vault; the one before stays, until its page has gone. */
export function anotarProbada(boveda: string, version: string): Promise<void> {
  return cambiar(boveda, ({ probadas }) => ({
    probadas: [version, ...((probadas as readonly string[] | undefined) ?? []).filter((v) => v !== version)].slice(0, RECORDADAS),
  }))
}
