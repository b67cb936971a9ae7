import { ir } from "../../app/estado.ts"
import { darPorRevisado } from "../../app/primeraVez.ts"
import { probarLoPropio } from "../../telefono/pruebas.ts"
import { miApoyo } from "../../textos/es-MX/miApoyo.ts"
import { telefono as textos } from "../../textos/es-MX/telefono.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { Dictamen, Pruebas, useRevision } from "./Revision.tsx"

/**
 * The first start in *Mi Apoyo*: whether this phone serves, or what to mend, and the way on from the main menu
 * already at hand (ET 7.6). Whatever is found, both buttons go on, and it does not come back.
 */
export function PrimeraVez() {
  const { probando, probar, camara, alProbarCamara } = useRevision(probarLoPropio)
  if (camara) return camara
  const registrarse = (): void => {
    darPorRevisado()
    ir("mi-apoyo")
  }
  return (
    <Pantalla
      paso="primera-vez" titulo={textos.titulo}
      pie={
        <>
          <Boton accion="mi-apoyo" clase="primario" alTocar={registrarse}>{miApoyo.menu.registro}</Boton>
          <Boton accion="menu" alTocar={darPorRevisado}>{textos.primeraVez.menu}</Boton>
        </>
      }
    >
      <p>{textos.primeraVez.texto}</p>
      <Dictamen probando={probando} />
      <p class="texto-suave">{textos.primeraVez.unaVez}</p>
      <Pruebas alProbarCamara={alProbarCamara} />
      <Boton accion="otra-vez" icono="girar" apagado={probando} alTocar={probar}>{textos.otraVez}</Boton>
    </Pantalla>
  )
}
