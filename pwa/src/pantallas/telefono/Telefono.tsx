import { ir } from "../../app/estado.ts"
import { probarLoQueSePueda } from "../../telefono/pruebas.ts"
import { telefono as textos } from "../../textos/es-MX/telefono.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { fechaHora } from "../../textos/fechas.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { Dictamen, Pruebas, useRevision } from "./Revision.tsx"

/** The same, as a screen of the app. */
export function TelefonoEnLaApp() {
  return <Telefono alSalir={() => ir("inicio")} />
}

/** *¿Mi teléfono sirve?*: in the app, and alone at /telefono/ before it is installed. */
export function Telefono({ alSalir, alAbrir }: { alSalir: () => void; alAbrir?: () => void }) {
  const { probando, probar, camara, alProbarCamara } = useRevision(() => probarLoQueSePueda())
  if (camara) return camara
  return (
    <Pantalla
      paso="telefono" titulo={textos.titulo} alVolver={alSalir}
      pie={alAbrir && <Boton accion="abrir-app" clase="primario" alTocar={alAbrir}>{textos.abrirApp}</Boton>}
    >
      <p class="no-se-imprime">{textos.texto}</p>
      <Dictamen probando={probando} />
      <Pruebas alProbarCamara={alProbarCamara} />
      <p class="texto-suave">{textos.probadoEn(comunes.horaCentro(fechaHora(new Date())))}. {textos.sinPersonales}</p>
      <Despues probando={probando} alProbar={probar} />
    </Pantalla>
  )
}

function Despues({ probando, alProbar }: { probando: boolean; alProbar: () => void }) {
  return (
    <div class="campos no-se-imprime">
      <Boton accion="imprimir" apagado={probando} alTocar={() => globalThis.print()}>{textos.imprimir}</Boton>
      <Boton accion="otra-vez" icono="girar" apagado={probando} alTocar={alProbar}>{textos.otraVez}</Boton>
    </div>
  )
}
