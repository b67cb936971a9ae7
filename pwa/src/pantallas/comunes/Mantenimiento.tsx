import { useEffect, useState } from "preact/hooks"
import { ahora } from "../../app/hora.ts"
import { anuncios } from "../../app/mantenimiento.ts"
import { elProximo } from "../../core/mantenimiento.ts"
import { cuidado } from "../../textos/es-MX/cuidado.ts"
import { fechaHora } from "../../textos/fechas.ts"
import { Nota } from "./Aviso.tsx"

const SE_MIRA_CADA_MS = 30_000

/** The maintenance that goes on or comes next: when, what stops, and that nothing is lost by it (ET 6.3). */
export function Mantenimiento() {
  const [momento, setMomento] = useState(ahora)
  useEffect(() => {
    const reloj = setInterval(() => setMomento(ahora()), SE_MIRA_CADA_MS)
    return () => clearInterval(reloj)
  }, [])
  const proximo = elProximo(anuncios.value, momento)
  if (!proximo) return null
  const { anuncio: { inicio, fin, detiene, mensaje }, enCurso } = proximo
  const [de, a] = [fechaHora(new Date(inicio)), fechaHora(new Date(fin))]
  const { antes, durante, recepcion, portal } = cuidado.mantenimiento
  return (
    <div data-mantenimiento={enCurso ? "en-curso" : "anunciado"}>
      <Nota tono="espera" icono="reloj">
        <strong>{enCurso ? durante(a) : antes(de, a)}</strong> {mensaje} {detiene.includes("recepcion") ? recepcion : portal}
      </Nota>
    </div>
  )
}
