import { useEffect, useState } from "preact/hooks"
import { ir } from "../../app/estado.ts"
import { anotarResultado, probarLoQueSePueda, probarUbicacion, resultados } from "../../telefono/pruebas.ts"
import { PRUEBAS, veredicto, type Prueba, type Resultado } from "../../telefono/veredicto.ts"
import { telefono as textos } from "../../textos/es-MX/telefono.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { fechaHora } from "../../textos/fechas.ts"
import "../../estilos/telefono.css"
import { Boton } from "../comunes/Boton.tsx"
import { Icono, type NombreDeIcono } from "../comunes/Icono.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { PruebaDeCamara } from "./PruebaDeCamara.tsx"

const POR_PROBAR: Resultado = { estado: "falta", codigo: "porProbar" }

/** The same, as a screen of the app. */
export function TelefonoEnLaApp() {
  return <Telefono alSalir={() => ir("inicio")} />
}

/** *¿Mi teléfono sirve?*: in the app, and alone at /telefono/ before it is installed. */
export function Telefono({ alSalir, alAbrir }: { alSalir: () => void; alAbrir?: () => void }) {
  const [camara, setCamara] = useState(false)
  const [probando, setProbando] = useState(true)
  const probar = (): void => {
    setProbando(true)
    resultados.value = {}
    anotarResultado("camara", POR_PROBAR)
    void probarLoQueSePueda().finally(() => setProbando(false))
  }
  useEffect(probar, [])
  if (camara) return <PruebaDeCamara alTerminar={(resultado) => { if (resultado) anotarResultado("camara", resultado); setCamara(false) }} />
  return (
    <Pantalla
      paso="telefono" titulo={textos.titulo} alVolver={alSalir}
      pie={alAbrir && <Boton accion="abrir-app" clase="primario" alTocar={alAbrir}>{textos.abrirApp}</Boton>}
    >
      <p class="no-se-imprime">{textos.texto}</p>
      <Dictamen probando={probando} />
      <ul class="pruebas">
        {PRUEBAS.map((prueba) => <Fila key={prueba} prueba={prueba} alProbarCamara={() => setCamara(true)} />)}
      </ul>
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

function Dictamen({ probando }: { probando: boolean }) {
  const cual = veredicto(resultados.value)
  return (
    <p class={`veredicto veredicto-${cual}`} role="status" data-veredicto={probando ? "en-curso" : cual}>
      {probando ? textos.probando : textos.veredictos[cual]}
    </p>
  )
}

const ICONOS: Readonly<Record<Resultado["estado"], NombreDeIcono>> = { falta: "reloj", pasa: "palomita", "sin-dato": "ayuda", arregle: "aviso", "no-puede": "cerrar" }

type Casos = Readonly<Record<string, (medida: string) => { readonly dice: string; readonly hacer: string }>>

/** What there is to tap in a test that needs a hand. */
function Mano({ prueba, resultado, alProbarCamara }: { prueba: Prueba; resultado: Resultado; alProbarCamara: () => void }) {
  if (prueba === "camara") return <Boton accion="probar-camara" icono="camara" alTocar={alProbarCamara}>{textos.camara.probar}</Boton>
  if (prueba !== "ubicacion" || resultado.estado === "pasa") return null
  return <Boton accion="probar-ubicacion" icono="lugar" alTocar={() => void probarUbicacion()}>{textos.ubicacion.probar}</Boton>
}

function Hallado({ casos, resultado: { codigo, medida = "" } }: { casos: Casos; resultado: Resultado }) {
  const { dice, hacer } = casos[codigo]?.(String(medida)) ?? { dice: codigo, hacer: "" }
  return (
    <>
      <p>{dice}</p>
      {hacer && <p><strong>{textos.comoArreglar}</strong> {hacer}</p>}
    </>
  )
}

function Fila({ prueba, alProbarCamara }: { prueba: Prueba; alProbarCamara: () => void }) {
  const resultado = resultados.value[prueba]
  const estado = resultado?.estado ?? "falta"
  const { nombre, casos } = textos.pruebas[prueba]
  return (
    <li class={`prueba prueba-${estado}`} data-prueba={prueba} data-estado={estado}>
      <h2>{nombre}</h2>
      <p class="prueba-estado"><Icono nombre={ICONOS[estado]} /> {textos.estados[estado]}</p>
      {resultado ? <Hallado casos={casos} resultado={resultado} /> : <p>{textos.probando}</p>}
      {resultado && <Mano prueba={prueba} resultado={resultado} alProbarCamara={alProbarCamara} />}
    </li>
  )
}
