/** The tests of a phone, as two screens show them: the first start, and *¿Mi teléfono sirve?*. */

import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import { anotarResultado, dictamen, probarUbicacion, resultadoDe, resultados } from "../../telefono/pruebas.ts"
import { PRUEBAS, type Prueba, type Resultado, type Resultados } from "../../telefono/veredicto.ts"
import { telefono as textos } from "../../textos/es-MX/telefono.ts"
import "../../estilos/telefono.css"
import { Boton } from "../comunes/Boton.tsx"
import { Icono, type NombreDeIcono } from "../comunes/Icono.tsx"
import { PruebaDeCamara } from "./PruebaDeCamara.tsx"

/** What waits for the hand from the beginning. */
const DE_LA_MANO: Resultados = { camara: { estado: "falta", codigo: "porProbar" } }

export interface Revision {
  readonly probando: boolean
  readonly probar: () => void
  readonly alProbarCamara: () => void
  /** The screen of the camera's test while it is on; the other waits behind it. */
  readonly camara: JSX.Element | undefined
}

/** Run what needs no tap when the screen comes, and whatever else the hand asks for. */
export function useRevision(correr: () => Promise<void>): Revision {
  const [conCamara, setConCamara] = useState(false)
  const [probando, setProbando] = useState(true)
  const probar = (): void => {
    setProbando(true)
    resultados.value = DE_LA_MANO
    void correr().finally(() => setProbando(false))
  }
  useEffect(probar, [])
  const alTerminar = (resultado?: Resultado): void => {
    if (resultado) anotarResultado("camara", resultado)
    setConCamara(false)
  }
  return { probando, probar, alProbarCamara: () => setConCamara(true), camara: conCamara ? <PruebaDeCamara alTerminar={alTerminar} /> : undefined }
}

/** Every test, with what it found and how to mend it. */
export function Pruebas({ alProbarCamara }: Pick<Revision, "alProbarCamara">) {
  return (
    <ul class="pruebas">
      {PRUEBAS.map((prueba) => <Fila key={prueba} prueba={prueba} alProbarCamara={alProbarCamara} />)}
    </ul>
  )
}

/** Whether the phone serves, as far as it has been tested. */
export function Dictamen({ probando }: { probando: boolean }) {
  const cual = dictamen.value
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
  const resultado = resultadoDe[prueba].value ?? DE_LA_MANO[prueba]
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
