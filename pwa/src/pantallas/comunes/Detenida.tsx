import type { Negativa } from "../../app/negativa.ts"
import { AvisoDeNegativa, Nota } from "./Aviso.tsx"

/** What passes by itself, when nobody asked: told once and calmly, not as a refusal. */
const PASAJERAS = new Set(["sin-conexion", "servidor-ocupado", "otra-ventana"])

/** Why a sending stopped. `pedida`: a person asked for it and waits for the answer. */
export function Detenida({ negativa, pedida }: { negativa: Negativa; pedida: boolean }) {
  if (!pedida && PASAJERAS.has(negativa.codigo)) return <div data-negativa={negativa.codigo}><Nota tono="espera" icono="reloj">{negativa.palabras.que}</Nota></div>
  return <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />
}
