import type { FunctionComponent } from "preact"
import { useState } from "preact/hooks"
import { boveda } from "../../app/estado.ts"
import type { NombreDeManual } from "../../app/manual.ts"
import { comunes } from "../../textos/index.ts"
import { Icono } from "./Icono.tsx"

type Dialogo = FunctionComponent<{ paso: string; de: NombreDeManual; alCerrar: () => void }>

/** Opens the part of the manual that tells of this screen, over it: a capture under way is not left. */
export function BotonDeAyuda({ paso, titulo }: { paso: string; titulo: string }) {
  const [abierto, setAbierto] = useState<{ readonly Dialogo: Dialogo }>()
  const abrir = (): void => void import("../ayuda/DialogoDeAyuda.tsx").then(({ DialogoDeAyuda }) => setAbierto({ Dialogo: DialogoDeAyuda }))
  // What is known of the person is in whose hands the phone is: an auxiliar's, or one's own.
  const de: NombreDeManual = boveda.value || /^(alta|auxiliar)/.test(paso) ? "auxiliar" : "mi-apoyo"
  return (
    <>
      <button type="button" class="boton-de-cabecera" data-accion="ayuda-de-pantalla" aria-label={comunes.ayudaDe(titulo)} onClick={abrir}>
        <Icono nombre="ayuda" />
        <span>{comunes.ayuda}</span>
      </button>
      {abierto && <abierto.Dialogo paso={paso} de={de} alCerrar={() => setAbierto(undefined)} />}
    </>
  )
}
