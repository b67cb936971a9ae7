import { useEffect } from "preact/hooks"
import { capturaEnOtraVentana, hayVersionNueva, usarVersionNueva } from "../app/actualizacion.ts"
import { bloquear, boveda, cuenta, cuentaPropia, ir, sesion, sinAcuse, type Boveda } from "../app/estado.ts"
import { releerSituacion, situacion } from "../app/situacion.ts"
import { porLaBaja } from "../app/bajaDada.ts"
import { cambiarModo, modo } from "../app/modo.ts"
import { inicio } from "../textos/es-MX/inicio.ts"
import { miApoyo } from "../textos/es-MX/miApoyo.ts"
import { envio } from "../textos/es-MX/envio.ts"
import { AvisoDeNegativa, Nota } from "./comunes/Aviso.tsx"
import { Cuidado } from "./Cuidado.tsx"
import { Boton } from "./comunes/Boton.tsx"
import { Contadores } from "./comunes/Contadores.tsx"
import { Mantenimiento } from "./comunes/Mantenimiento.tsx"
import { OpcionesDeTodos } from "./comunes/OpcionesDeTodos.tsx"
import { RevisionInicial } from "./comunes/RevisionInicial.tsx"
import { Icono } from "./comunes/Icono.tsx"
import { Pantalla } from "./comunes/Pantalla.tsx"
import { Marca } from "./comunes/Trazo.tsx"

/** The first screen: *Mi Apoyo*, or the auxiliar's own place once the mode was changed (ET 4.3). */
export function Inicio() {
  const auxiliar = modo(boveda.value !== null) === "auxiliar"
  if (!auxiliar) return <Menu />
  return boveda.value ? <DeAuxiliar boveda={boveda.value} /> : <SinAlta alVolver={() => cambiarModo("mi-apoyo")} />
}

/** The main menu: *Mi Apoyo*, from which the auxiliar changes to *Modo Auxiliar* (ET 4.3, 7.6). */
function Menu() {
  useEffect(() => void releerSituacion(), [])
  const { registro, seguir, dar, ayuda } = miApoyo.menu
  const lleva = situacion.value
  return (
    <Pantalla
      paso="menu" titulo={inicio.titulo} portada
      pie={
        <>
          <Boton accion="mi-apoyo" clase="primario" alTocar={() => ir("mi-apoyo")}>{lleva?.vinculo ? dar : lleva?.solicitud ? seguir : registro}</Boton>
          <Boton accion="modo-auxiliar" alTocar={() => cambiarModo("auxiliar")}>{inicio.modoAuxiliar}</Boton>
        </>
      }
    >
      <div class="portada">
        <Marca />
        <p class="lema"><strong>{miApoyo.nombre}.</strong> {ayuda}</p>
      </div>
      <Mantenimiento />
      <Pendiente />
      {hayVersionNueva.value && <VersionNueva />}
      <p class="texto-suave">{inicio.modoAuxiliarAyuda}</p>
      <ul class="menu">
        {sinRecibir() > 0 && <li><Boton accion="rescate" icono="copiar" alTocar={() => ir("rescate")}>{inicio.conAlta.rescate}</Boton></li>}
        <OpcionesDeTodos />
      </ul>
    </Pantalla>
  )
}

/** What the citizen gave and the server has not: each of it is on this phone (ET 7.20). */
function sinRecibir(): number {
  return sinAcuse(cuentaPropia.value) + cuentaPropia.value.noRecibidos
}

function Pendiente() {
  const dado = cuentaPropia.value
  return (
    <>
      {sinAcuse(dado) > 0 && <Nota tono="espera" icono="telefono">{miApoyo.menu.pendiente}</Nota>}
      {dado.noRecibidos > 0 && <Nota tono="espera" icono="aviso">{miApoyo.menu.noRecibido}</Nota>}
    </>
  )
}

function SinAlta({ alVolver }: { alVolver: () => void }) {
  const { titulo, texto, enlace, instale } = inicio.sinAlta
  return (
    <Pantalla paso="auxiliar-sin-alta" titulo={titulo} alVolver={alVolver} pie={<Boton accion="alta" clase="primario" alTocar={() => ir("alta")}>{inicio.alta}</Boton>}>
      <p>{texto}</p>
      <p>{enlace}</p>
      <Nota icono="telefono">{instale}</Nota>
      <RevisionInicial />
    </Pantalla>
  )
}

function Acciones({ suya }: { suya: Boveda }) {
  if (suya.deBaja) return <Boton accion="alta" clase="primario" alTocar={() => ir("alta")}>{inicio.alta}</Boton>
  if (suya.alta !== "abierta") return <Boton accion="seguir-alta" clase="primario" alTocar={() => ir("alta")}>{inicio.conAlta.seguirAlta}</Boton>
  return <Boton accion="capturar" clase="primario" icono="camara" alTocar={() => ir("captura")}>{inicio.conAlta.capturar}</Boton>
}

function Quien({ suya }: { suya: Boveda }) {
  return (
    <div>
      <p><strong>{suya.manifiesto.denominacion}</strong></p>
      <p class="texto-suave">{inicio.conAlta.auxiliar(suya.auxiliar, suya.numero)}</p>
    </div>
  )
}

function Opciones({ suya }: { suya: Boveda }) {
  const { envio: envios, folios, bloquear: candado, rescate, contrasena, personas, baja, quitar } = inicio.conAlta
  return (
    <ul class="menu">
      <li><Boton accion="envio" icono="enviar" alTocar={() => ir("envio")}>{envios}</Boton></li>
      <li><Boton accion="folios" icono="lista" alTocar={() => ir("folios")}>{folios}</Boton></li>
      {sesion.value && <li><Boton accion="bloquear" icono="candado" alTocar={bloquear}>{candado}</Boton></li>}
      <li><Boton accion="rescate" icono="copiar" alTocar={() => ir("rescate")}>{rescate}</Boton></li>
      {!suya.deBaja && <li><Boton accion="contrasena" icono="llave" alTocar={() => ir("contrasena")}>{contrasena}</Boton></li>}
      <li><Boton accion="personas" icono="personas" alTocar={() => ir("personas")}>{personas}</Boton></li>
      <li><Boton accion="baja" icono="salir" alTocar={() => ir("baja")}>{suya.deBaja ? quitar : baja}</Boton></li>
      <li><Boton accion="modo-mi-apoyo" icono="credencial" alTocar={() => cambiarModo("mi-apoyo")}>{miApoyo.modo}</Boton></li>
      <OpcionesDeTodos />
    </ul>
  )
}

/** What keeps this phone from capturing, if anything does. */
function Impedimento({ suya }: { suya: Boveda }) {
  if (suya.bajaDada) return <AvisoDeNegativa palabras={porLaBaja(suya.bajaDada)} codigo="baja-dada" />
  if (suya.deBaja) return <Nota tono="espera" icono="aviso">{inicio.conAlta.deBaja}</Nota>
  return suya.alta === "abierta" ? null : <Nota tono="espera" icono="aviso">{inicio.conAlta.esperaAlta}</Nota>
}

function DeAuxiliar({ boveda: suya }: { boveda: Boveda }) {
  return (
    <Pantalla paso="inicio" titulo={inicio.conAlta.titulo} pie={<Acciones suya={suya} />}>
      <Quien suya={suya} />
      <Impedimento suya={suya} />
      <Mantenimiento />
      <Contadores cuenta={cuenta.value} />
      {sinAcuse(cuenta.value) > 0 && <p class="texto-suave">{inicio.contadores.ayuda}</p>}
      {cuenta.value.noRecibidos > 0 && <Nota tono="espera" icono="aviso">{envio.noRecibidosVea(cuenta.value.noRecibidos)}</Nota>}
      <Cuidado />
      {hayVersionNueva.value && <VersionNueva />}
      <Opciones suya={suya} />
    </Pantalla>
  )
}

function VersionNueva() {
  return (
    <div class="nota">
      <Icono nombre="girar" />
      <div>
        <p>{inicio.actualizar.aviso}</p>
        <Boton accion="actualizar" clase="llano" alTocar={() => void usarVersionNueva()}>{inicio.actualizar.accion}</Boton>
        <p role="status">{capturaEnOtraVentana.value ? inicio.actualizar.otraVentana : ""}</p>
      </div>
    </div>
  )
}
