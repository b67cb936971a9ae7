import { useEffect } from "preact/hooks"
import { actualizarSoporte, marcado, soporte } from "../../app/soporte.ts"
import { ayuda } from "../../textos/es-MX/ayuda.ts"
import { Icono } from "../comunes/Icono.tsx"

/** Whom to call, and when (ET 12.2). */
export function Soporte() {
  useEffect(() => void actualizarSoporte(), [])
  const { nombre, telefono, horario } = soporte.value
  return (
    <p class="nota soporte">
      <Icono nombre="soporte" />
      <span>{ayuda.llame(nombre)} <a href={marcado(soporte.value)}>{telefono}</a>. {horario}.</span>
    </p>
  )
}
