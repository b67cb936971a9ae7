import { buscar, seccionPara, type NombreDeManual } from "../../app/manual.ts"
import { ayuda as textos } from "../../textos/es-MX/ayuda.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import "../../estilos/ayuda.css"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Dialogo } from "../comunes/Dialogo.tsx"
import { Soporte } from "./Soporte.tsx"
import { Texto } from "./Texto.tsx"
import { useManual } from "./useManual.ts"

/** The part of the manual that tells of a screen, over it: what was being done stays as it was. */
export function DialogoDeAyuda({ paso, de, alCerrar }: { paso: string; de: NombreDeManual; alCerrar: () => void }) {
  const hallado = useManual(de)
  const seccion = hallado && hallado !== "falta" ? buscar(hallado, seccionPara(paso)) : undefined
  return (
    <Dialogo titulo={seccion?.titulo ?? textos.titulo} alCerrar={alCerrar}>
      <div class="manual" data-seccion={seccion?.id}>
        {hallado === undefined && <p role="status">{comunes.cargando}</p>}
        {hallado === "falta" && <AvisoDeNegativa palabras={textos.sinManual} codigo="sin-manual" />}
        {seccion && <Texto nodos={seccion.cuerpo} />}
      </div>
      <Soporte />
      <div class="dialogo-acciones"><Boton accion="cerrar-ayuda" clase="primario" alTocar={alCerrar}>{comunes.cerrar}</Boton></div>
    </Dialogo>
  )
}
