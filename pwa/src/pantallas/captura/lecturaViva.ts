import { useEffect, useRef, useState } from "preact/hooks"
import { mirarVivo } from "../../camara/fotografia.ts"
import { descanso, frescas, PLAZO_MS, yaSeLeyo, type Mirada } from "../../lectura/enVivo.ts"
import type { Encargo } from "../../lectura/impresos.ts"
import { preguntar } from "../../lectura/lector.ts"

/** What is to be read of the live picture, and of which model. */
export interface PorLeer {
  readonly modelo: string
  readonly encargo: Encargo
}

/** "leida": two looks agreed. "agotada": PLAZO_MS went by without it, and the camera rests from reading. */
export type EstadoDeLectura = "leyendo" | "leida" | "agotada"

/** Look at the live picture until it has been read or the time is over; `vivas` gives the looks still fresh. */
export function useLecturaViva(video: { readonly current: HTMLVideoElement | null }, porLeer: PorLeer | undefined): { estado: EstadoDeLectura; vivas: () => readonly Mirada[] } {
  const [estado, setEstado] = useState<EstadoDeLectura>("leyendo")
  const miradas = useRef<Mirada[]>([])
  useEffect(() => {
    if (!porLeer) return
    let reloj: ReturnType<typeof setTimeout> | undefined
    let vigente = true
    const empezo = performance.now()
    const mirar = async (): Promise<void> => {
      const antes = performance.now()
      const cuadro = document.hidden || !video.current ? undefined : mirarVivo(video.current)
      if (cuadro) miradas.current = frescas([...miradas.current, { ...(await preguntar(cuadro, porLeer.encargo, true)), en: performance.now() }], performance.now())
      if (!vigente) return
      const leida = yaSeLeyo(miradas.current, porLeer.modelo)
      if (leida) setEstado("leida")
      else if (performance.now() - empezo > PLAZO_MS) setEstado("agotada")
      if (!leida && performance.now() - empezo <= PLAZO_MS) reloj = setTimeout(() => void mirar(), descanso(performance.now() - antes))
    }
    void mirar()
    return () => {
      vigente = false
      clearTimeout(reloj)
    }
  }, [])
  return { estado, vivas: () => frescas(miradas.current, performance.now()) }
}
