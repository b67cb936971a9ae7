/** Entities of birth: the number in the clave de elector and the two letters in the CURP. */
import entidades from "../../../../server/rubrica/core/catalogos/entidades.json" with { type: "json" }

export const NUMEROS: ReadonlySet<string> = new Set(entidades.map((e) => e.numero).filter(Boolean))
export const LETRAS: ReadonlySet<string> = new Set(entidades.map((e) => e.curp).filter(Boolean))
