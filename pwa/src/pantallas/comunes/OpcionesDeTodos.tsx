import { ir } from "../../app/estado.ts"
import { inicio } from "../../textos/es-MX/inicio.ts"
import { Boton } from "./Boton.tsx"

/** The entries that every menu ends with, whoever holds the phone. */
export function OpcionesDeTodos() {
  const { ayuda, ajustes, telefono, diagnostico } = inicio.opciones
  return (
    <>
      <li><Boton accion="ayuda" icono="ayuda" alTocar={() => ir("ayuda")}>{ayuda}</Boton></li>
      <li><Boton accion="ajustes" icono="ajustes" alTocar={() => ir("ajustes")}>{ajustes}</Boton></li>
      <li><Boton accion="telefono" icono="telefono" alTocar={() => ir("telefono")}>{telefono}</Boton></li>
      <li><Boton accion="diagnostico" icono="soporte" alTocar={() => ir("diagnostico")}>{diagnostico}</Boton></li>
    </>
  )
}
