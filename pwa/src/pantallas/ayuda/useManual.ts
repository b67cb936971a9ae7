import { useEffect, useState } from "preact/hooks"
import { manual, type NombreDeManual } from "../../app/manual.ts"
import type { Manual } from "./arbol.ts"

/** The manual, once it is here; "falta" when it is neither in the phone nor on the line. */
export function useManual(nombre: NombreDeManual): Manual | "falta" | undefined {
  const [hallado, setHallado] = useState<Manual | "falta">()
  useEffect(() => {
    let vigente = true
    manual(nombre).then((uno) => vigente && setHallado(uno), () => vigente && setHallado("falta"))
    return () => {
      vigente = false
    }
  }, [nombre])
  return hallado
}
