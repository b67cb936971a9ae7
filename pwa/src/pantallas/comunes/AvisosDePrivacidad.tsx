import { useEffect, useState } from "preact/hooks"
import { bloques, type Bloque } from "../../core/avisos.ts"
import { deB64u } from "../../core/bytes.ts"
import type { ClaseDeAviso, Logotipo, Manifiesto } from "../../core/manifiesto.ts"
import { avisos as textos } from "../../textos/es-MX/avisos.ts"
import "../../estilos/avisos.css"
import { Boton } from "./Boton.tsx"
import { BotonDeEscuchar } from "./Escuchar.tsx"
import { Pantalla } from "./Pantalla.tsx"

/** The logo of the process, from the manifest: no network. Nothing when it has none. */
export function LogotipoDelProceso({ logotipo }: { logotipo: Logotipo | undefined }) {
  const [direccion, setDireccion] = useState<string>()
  useEffect(() => {
    if (!logotipo) return
    const suya = URL.createObjectURL(new Blob([deB64u(logotipo.imagen)], { type: logotipo.tipo }))
    setDireccion(suya)
    return () => URL.revokeObjectURL(suya)
  }, [logotipo?.sha256])
  return direccion ? <img class="logotipo" src={direccion} alt={textos.logotipo} /> : null
}

/** The way to the notice: inside the app when the manifest brings it, to its address when it is an older one. */
export function AccesoAlAviso({ proceso, alLeer }: { proceso: Manifiesto; alLeer: () => void }) {
  if (proceso.textos_de_avisos) return <Boton accion="aviso-de-privacidad" icono="lista" alTocar={alLeer}>{textos.leer}</Boton>
  return (
    <p class="texto-suave">
      {textos.enlace} <a href={proceso.avisos.simplificado} target="_blank" rel="noreferrer">{textos.simplificado}</a>, <a href={proceso.avisos.integral} target="_blank" rel="noreferrer">{textos.integral}</a>.
    </p>
  )
}

function Pieza({ tipo, renglones }: Bloque) {
  if (tipo === "titulo") return <h2>{renglones[0]}</h2>
  if (tipo === "lista") return <ul>{renglones.map((renglon, i) => <li key={i}>{renglon}</li>)}</ul>
  return <p>{renglones[0]}</p>
}

/** The two notices, read without network (ET 1.3): the simplificado first, the integral one tap away. */
export function AvisosDePrivacidad({ proceso, alVolver }: { proceso: Manifiesto; alVolver: () => void }) {
  const [clase, setClase] = useState<ClaseDeAviso>("simplificado")
  const aviso = proceso.textos_de_avisos?.[clase]
  const otra = clase === "simplificado" ? "integral" : "simplificado"
  if (!aviso) return null
  const piezas = bloques(aviso.texto)
  // Each piece ends in a pause; its marks are not read.
  const paraOir = piezas.flatMap(({ renglones }) => renglones).join("\n")
  return (
    <Pantalla
      key={clase} paso={`aviso-${clase}`} titulo={textos.titulo[clase]} alVolver={alVolver}
      pie={<Boton accion={`aviso-${otra}`} alTocar={() => setClase(otra)}>{textos.ver[otra]}</Boton>}
    >
      <BotonDeEscuchar texto={paraOir} />
      <article class="aviso-de-privacidad">{piezas.map((bloque, i) => <Pieza key={i} {...bloque} />)}</article>
      <p class="texto-suave">{textos.version(aviso.version)}</p>
    </Pantalla>
  )
}
