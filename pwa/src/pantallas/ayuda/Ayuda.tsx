import { useState } from "preact/hooks"
import { buscar, type NombreDeManual } from "../../app/manual.ts"
import { boveda, ir } from "../../app/estado.ts"
import { ayuda as textos } from "../../textos/es-MX/ayuda.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import "../../estilos/ayuda.css"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import type { Manual, Seccion } from "./arbol.ts"
import { Soporte } from "./Soporte.tsx"
import { Texto } from "./Texto.tsx"
import { useManual } from "./useManual.ts"

/** *Ayuda y manual*: the manual of one's mode, a section at a time, also without signal (ET 4.3). */
export function Ayuda() {
  const [cual, setCual] = useState<NombreDeManual>(boveda.value ? "auxiliar" : "mi-apoyo")
  const [seccion, setSeccion] = useState<string>()
  const hallado = useManual(cual)
  if (hallado === undefined || hallado === "falta") return <SinManual falta={hallado === "falta"} />
  const abierta = seccion === undefined ? undefined : buscar(hallado, seccion)
  if (abierta) return <UnaSeccion manual={hallado} seccion={abierta} alVolver={() => setSeccion(undefined)} alIr={setSeccion} />
  const otro: NombreDeManual = cual === "auxiliar" ? "mi-apoyo" : "auxiliar"
  return (
    <Pantalla paso="ayuda" titulo={hallado.titulo} alVolver={() => ir("inicio")}>
      <ul class="menu indice">
        {hallado.secciones.map(({ id, titulo }) => <li key={id}><Boton accion={`seccion-${id}`} alTocar={() => setSeccion(id)}>{titulo}</Boton></li>)}
      </ul>
      <Boton accion="otro-manual" clase="llano" alTocar={() => setCual(otro)}>{textos.manuales[otro]}</Boton>
      <Soporte />
    </Pantalla>
  )
}

function UnaSeccion({ manual, seccion, alVolver, alIr }: { manual: Manual; seccion: Seccion; alVolver: () => void; alIr: (id: string) => void }) {
  const siguiente = manual.secciones[manual.secciones.indexOf(seccion) + 1]
  return (
    <Pantalla
      paso={`ayuda-${seccion.id}`} titulo={seccion.titulo} alVolver={alVolver}
      pie={siguiente && <Boton accion="siguiente-seccion" alTocar={() => alIr(siguiente.id)}>{textos.siguiente(siguiente.titulo)}</Boton>}
    >
      <div class="manual"><Texto nodos={seccion.cuerpo} enPantalla /></div>
    </Pantalla>
  )
}

function SinManual({ falta }: { falta: boolean }) {
  return (
    <Pantalla paso="ayuda" titulo={textos.titulo} alVolver={() => ir("inicio")}>
      {falta ? <AvisoDeNegativa palabras={textos.sinManual} codigo="sin-manual" /> : <p role="status">{comunes.cargando}</p>}
      <Soporte />
    </Pantalla>
  )
}
