import { useEffect, useState } from "preact/hooks"
import { rechazados, reintentar, type Rechazado } from "../../almacen/index.ts"
import { actualizarManifiesto } from "../../app/alDia.ts"
import { enviarTodo, marchas } from "../../app/envio.ts"
import { espacio, type Espacio as EspacioDelTelefono } from "../../app/espacio.ts"
import { boveda, cuenta, ir, refrescar, sinAcuse, type Boveda } from "../../app/estado.ts"
import { ahora } from "../../app/hora.ts"
import type { Negativa } from "../../app/negativa.ts"
import { revisarUbicacion, ubicacion } from "../../app/ubicacion.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { envio } from "../../textos/es-MX/envio.ts"
import { inicio } from "../../textos/es-MX/inicio.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Contadores } from "../comunes/Contadores.tsx"
import { Detenida } from "../comunes/Detenida.tsx"
import { Mantenimiento } from "../comunes/Mantenimiento.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { plazoDeEnvio, type Plazo } from "./plazo.ts"

/** The plazo, looked at again every second: its last hour is counted down to the second (ET 6.6). */
function usePlazo(fin: string): Plazo {
  const [momento, setMomento] = useState(ahora)
  useEffect(() => {
    const reloj = setInterval(() => setMomento(ahora()), 1_000)
    return () => clearInterval(reloj)
  }, [])
  return plazoDeEnvio(new Date(fin), momento)
}

/** Nothing more is received: whom to tell, and the file that keeps what was captured (ET 6.6). */
function Cerrado() {
  return (
    <>
      <AvisoDeNegativa palabras={envio.cerrado} codigo="plazo-cerrado" />
      <Boton accion="rescate" alTocar={() => ir("rescate")}>{envio.cerradoRescate}</Boton>
    </>
  )
}

function AvisoDePlazo({ plazo, quedan }: { plazo: Plazo; quedan: number }) {
  if (plazo.en === "cerrado") return quedan > 0 ? <Cerrado /> : <Nota icono="reloj">{envio.cerrado.que}</Nota>
  return plazo.en === "ultimas" ? <Nota tono="espera" icono="reloj">{envio.resta(plazo.quedan)}</Nota> : null
}

/** Put a refused record back and send it: that is what the person who asks for it means. */
async function otraVez(id: string): Promise<void> {
  await reintentar(id)
  await refrescar()
  if (boveda.value) await enviarTodo(boveda.value.boveda)
}

/** Refusals that asking again cannot change: they come from the clock, or from the bytes themselves. */
const FIRMES = new Set(["sobre-tarde", "registro-distinto", "paquete-grande", "paquete-codigo"])

async function otraVezTodos(lista: readonly Rechazado[]): Promise<void> {
  for (const { id } of lista) await reintentar(id)
  await refrescar()
  if (boveda.value) await enviarTodo(boveda.value.boveda)
}

function NoRecibidos({ lista }: { lista: readonly Rechazado[] }) {
  if (lista.length === 0) return null
  const posibles = lista.filter(({ motivo }) => !FIRMES.has(motivo.code))
  return (
    <section aria-label={envio.noRecibidos(lista.length)} class="campos">
      <h2>{envio.noRecibidos(lista.length)}</h2>
      {posibles.length > 1 && <Boton accion="reintentar-todos" alTocar={() => void otraVezTodos(posibles)}>{envio.reintentarTodos(posibles.length)}</Boton>}
      {lista.map(({ id, folio, motivo }) => (
        <div key={id} class="campos" data-rechazado={folio}>
          <p class="folio">{folio}</p>
          <AvisoDeNegativa palabras={{ que: motivo.titulo, porque: motivo.numeral && comunes.numeral(motivo.numeral), hacer: motivo.que_hacer }} codigo={motivo.code} />
          {!FIRMES.has(motivo.code) && <Boton accion="reintentar-registro" alTocar={() => void otraVez(id)}>{envio.reintentar}</Boton>}
        </div>
      ))}
    </section>
  )
}

function useRechazados(id: string): readonly Rechazado[] {
  const [lista, setLista] = useState<readonly Rechazado[]>([])
  useEffect(() => void rechazados(id).then(setLista), [id, cuenta.value])
  return lista
}

/** The sending that a person asked for, and what came of it. */
function usePedido(id: string) {
  const [negativa, setNegativa] = useState<Negativa>()
  const [recibidos, setRecibidos] = useState(0)
  const enviar = async (): Promise<void> => {
    const antes = cuenta.value.conAcuse
    setNegativa(undefined)
    setNegativa(await enviarTodo(id))
    setRecibidos(cuenta.value.conAcuse - antes)
    void actualizarManifiesto()
  }
  return { negativa, recibidos, enviar: () => void enviar() }
}

function Progreso({ enviando, recibidos, quedan, enPeriodo }: { enviando: boolean; recibidos: number; quedan: number; enPeriodo: boolean }) {
  if (enviando) return <p>{envio.enviando(quedan)} {envio.dejeAbierta}</p>
  if (quedan > 0) return <p>{envio.solos}</p>
  if (recibidos > 0) return <Nota tono="bien" icono="palomita">{envio.terminado(recibidos)}</Nota>
  return enPeriodo && cuenta.value.noRecibidos === 0 ? <p>{envio.nadaTexto}</p> : null
}

/** How many more fit, told in supports and never as a promise to the last one. */
function Espacio({ vez }: { vez: number }) {
  const [hay, setHay] = useState<EspacioDelTelefono>()
  useEffect(() => void espacio().then(setHay), [vez])
  if (!hay) return null
  return (
    <p class="texto-suave" data-espacio={hay.conservado ? "conservado" : "sin-promesa"}>
      {hay.caben === undefined ? "" : envio.caben(hay.caben)} {hay.conservado === undefined ? "" : hay.conservado ? envio.conPromesa : envio.sinPromesa}
    </p>
  )
}

/** The location must stay on while sending (ET 4.4): said, with how to mend it, and never a reason not to send. */
function SinUbicacion() {
  useEffect(() => void revisarUbicacion(), [])
  const como = ubicacion.value
  if (como === undefined || como === "concedida" || como === "por_pedir") return null
  return <div data-cuidado="sin-ubicacion" data-ubicacion={como}><Nota tono="espera" icono="lugar">{envio.sinUbicacion[como]} {envio.ubicacionDebida}</Nota></div>
}

/** *Envío* (ET 6.2 to 6.6): three counters, one button, and each refusal with what to do. */
export function Envio() {
  return boveda.value ? <DeBoveda suya={boveda.value} /> : <SinBoveda />
}

/** Whether this vault is being sent now and, if not, why what waits still waits. */
function useMarcha(id: string, pedida: Negativa | undefined) {
  const quedan = sinAcuse(cuenta.value)
  if (quedan === 0) return { quedan, enviando: false }
  const { enviando, negativa } = marchas.value.get(id) ?? { enviando: false }
  return { quedan, enviando, detenida: enviando ? undefined : (pedida ?? negativa) }
}

function BotonDeEnvio({ quedan, apagado, alTocar }: { quedan: number; apagado: boolean; alTocar: () => void }) {
  return (
    <Boton accion="enviar" clase="primario" icono="enviar" apagado={apagado || quedan === 0} alTocar={alTocar}>
      {quedan === 0 ? envio.nada : envio.accion(quedan)}
    </Boton>
  )
}

function DeBoveda({ suya }: { suya: Boveda }) {
  const { negativa, recibidos, enviar } = usePedido(suya.boveda)
  const noRecibidos = useRechazados(suya.boveda)
  const plazo = usePlazo(suya.manifiesto.periodo.fin)
  const { quedan, enviando, detenida } = useMarcha(suya.boveda, negativa)
  return (
    <Pantalla
      paso="envio" titulo={envio.titulo} alVolver={() => ir("inicio")}
      pie={<BotonDeEnvio quedan={quedan} apagado={enviando || plazo.en === "cerrado"} alTocar={enviar} />}
    >
      <Contadores cuenta={cuenta.value} />
      <p class="texto-suave">{inicio.contadores.ayuda}</p>
      <AvisoDePlazo plazo={plazo} quedan={quedan} />
      <Mantenimiento />
      {detenida && <Detenida negativa={detenida} pedida={detenida === negativa} />}
      <div role="status" aria-live="polite"><Progreso enviando={enviando} recibidos={recibidos} quedan={quedan} enPeriodo={plazo.en === "periodo"} /></div>
      {quedan > 0 && <SinUbicacion />}
      <NoRecibidos lista={noRecibidos} />
      <Espacio vez={quedan} />
    </Pantalla>
  )
}

function SinBoveda() {
  return (
    <Pantalla paso="envio" titulo={envio.titulo} alVolver={() => ir("inicio")}>
      <p>{envio.nadaTexto}</p>
    </Pantalla>
  )
}
