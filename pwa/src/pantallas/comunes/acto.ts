import { useState } from "preact/hooks"
import type { Negativa } from "../../app/negativa.ts"
import { explicar } from "../../app/rechazos.ts"

/** Do what a person asked for, showing that it is under way and, if it was refused, why. */
export function useActo() {
  const [ocupado, setOcupado] = useState(false)
  const [negativa, setNegativa] = useState<Negativa>()
  const hacer = async (acto: () => Promise<void>): Promise<Negativa | undefined> => {
    setOcupado(true)
    setNegativa(undefined)
    try {
      await acto()
      return undefined
    } catch (error) {
      const refusada = explicar(error)
      setNegativa(refusada)
      return refusada
    } finally {
      setOcupado(false)
    }
  }
  return { ocupado, negativa, hacer, olvidar: () => setNegativa(undefined) }
}
