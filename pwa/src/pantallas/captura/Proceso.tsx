import { useEffect, useState } from "preact/hooks"
import { permisoDeUbicacion, pedirUbicacion, ultimaPosicion, type Permiso, type SinUbicacion } from "../../app/ubicacion.ts"
import { porRescatar } from "../../almacen/index.ts"
import { cabenAun, pidenResguardo } from "../../app/espacio.ts"
import { boveda, cuenta, cuentaPropia, ir, sinAcuse } from "../../app/estado.ts"
import type { Palabras } from "../../app/negativa.ts"
import { ahora, horaEsCierta } from "../../app/hora.ts"
import type { Manifiesto } from "../../core/manifiesto.ts"
import { alta } from "../../textos/es-MX/alta.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { cuidado } from "../../textos/es-MX/cuidado.ts"
import { fechaHora } from "../../textos/fechas.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { AccesoAlAviso, AvisosDePrivacidad, LogotipoDelProceso } from "../comunes/AvisosDePrivacidad.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { fueraDelPeriodo } from "./periodo.ts"

/** What a phone takes to say that its location is off. */
const AVISA_EN_MS = 1_000

/** Ask the phone where it is whenever this screen is shown: each capture has its own position. */
function useUbicacion(): { permiso: Permiso | undefined; repetir: () => void } {
  const [permiso, setPermiso] = useState<Permiso>()
  const [vuelta, setVuelta] = useState(0)
  useEffect(() => {
    let vigente = true
    let reloj: ReturnType<typeof setTimeout> | undefined
    const anotar = (permiso: Permiso): void => {
      clearTimeout(reloj)
      if (vigente) setPermiso(permiso)
    }
    void permisoDeUbicacion().then(async (antes) => {
      // A permission already given does not hold the first button back for as long as a fix takes; a
      // location that is off says so at once.
      if (antes === "concedida") reloj = setTimeout(() => anotar("concedida"), AVISA_EN_MS)
      anotar(await pedirUbicacion())
    })
    return () => {
      vigente = false
      clearTimeout(reloj)
    }
  }, [vuelta])
  return { permiso, repetir: () => setVuelta((v) => v + 1) }
}

/** Whether nothing may be captured: the location is off, or this site may not know it (ET 4.4). */
function impide(permiso: Permiso | undefined): permiso is "negada" | SinUbicacion {
  return permiso === "negada" || permiso === "apagada" || permiso === "sin_respuesta"
}

function Lugar({ permiso }: { permiso: Permiso | undefined }) {
  if (permiso === undefined) return <Nota icono="lugar">{captura.proceso.ubicando}</Nota>
  if (impide(permiso)) return <AvisoDeNegativa palabras={alta.ubicacion[permiso]} codigo={`ubicacion-${permiso}`} />
  const posicion = ultimaPosicion(Date.now())
  if (!posicion) return <Nota icono="lugar" tono="espera">{captura.proceso.sinPosicion}</Nota>
  return <Nota icono="lugar">{posicion.edad_s > 300 ? captura.proceso.posicionVieja(Math.round(posicion.edad_s / 60), posicion.precision_m) : captura.proceso.conPosicion(posicion.precision_m)}</Nota>
}

/** The time that decides, looked at again every few seconds: a period opens and closes while one looks. */
function useAhora(): Date {
  const [momento, setMomento] = useState(ahora)
  useEffect(() => {
    const reloj = setInterval(() => setMomento(ahora()), 5_000)
    return () => clearInterval(reloj)
  }, [])
  return momento
}

const SE_MIRA_CADA_MS = 30_000

/** Whether nothing more fits over the reserve: known before anything is captured, and looked at again as time passes. */
function useSinEspacio(momento: Date, esperan: number): boolean {
  const [lleno, setLleno] = useState(false)
  const vez = Math.floor(momento.getTime() / SE_MIRA_CADA_MS)
  useEffect(() => void cabenAun().then((caben) => setLleno(caben === 0)), [vez, esperan])
  return lleno
}

/** How many are on this phone alone, when the browser promises so little that no more should be added; else 0. */
function useSinResguardo(id: string | undefined, esperan: number): number {
  const [solos, setSolos] = useState(0)
  const mirar = async (boveda: string): Promise<number> => {
    const { sinRescatar } = await porRescatar([boveda])
    return (await pidenResguardo(sinRescatar)) ? sinRescatar : 0
  }
  useEffect(() => void (id === undefined ? undefined : mirar(id).then(setSolos)), [id, esperan])
  return solos
}

interface Falta {
  readonly palabras: Palabras
  readonly codigo: string
}

/** What the phone lacks to take another support; a citizen's own takes one, and needs no more than its room. */
function useFalta(propio: boolean, momento: Date, esperan: number): Falta | undefined {
  const sinLugar = useSinEspacio(momento, esperan)
  const solos = useSinResguardo(propio ? undefined : boveda.value?.boveda, esperan)
  if (sinLugar) return { palabras: cuidado.sinReserva(esperan), codigo: "sin-espacio" }
  return solos > 0 ? { palabras: cuidado.sinResguardo(solos), codigo: "sin-resguardo" } : undefined
}

/** Why the phone takes no more for now, and the ways to mend it that there are. */
function Faltante({ palabras, codigo, esperan, propio }: Falta & { esperan: number; propio: boolean }) {
  return (
    <>
      <AvisoDeNegativa palabras={palabras} codigo={codigo} />
      {esperan > 0 && !propio && <Boton accion="ir-a-enviar" icono="enviar" alTocar={() => ir("envio")}>{cuidado.irAEnviar}</Boton>}
      {esperan > 0 && <Boton accion="ir-a-rescate" alTocar={() => ir("rescate")}>{cuidado.irARescate}</Boton>}
    </>
  )
}

const PRONTO_MS = 15 * 60_000

function PorTerminar({ fin, momento }: { fin: Date; momento: Date }) {
  const quedan = fin.getTime() - momento.getTime()
  return quedan > PRONTO_MS ? null : <Nota tono="espera" icono="reloj">{captura.proceso.terminaEn(Math.floor(quedan / 60_000))}</Nota>
}

function Ficha({ proceso }: { proceso: Manifiesto }) {
  const { inicio, fin } = proceso.periodo
  return (
    <dl class="ficha">
      <div><dt>{captura.proceso.pregunta}</dt><dd class="pregunta">{proceso.pregunta}</dd></div>
      <div><dt>{captura.proceso.promovente}</dt><dd>{proceso.promovente}</dd></div>
      <div><dt>{captura.proceso.periodo}</dt><dd>{comunes.horaCentro(captura.proceso.de(fechaHora(new Date(inicio)), fechaHora(new Date(fin))))}</dd></div>
    </dl>
  )
}

function Abierto({ permiso, ...plazo }: { permiso: Permiso | undefined; fin: Date; momento: Date }) {
  return (
    <>
      <Lugar permiso={permiso} />
      <PorTerminar {...plazo} />
    </>
  )
}

interface PropsDePie {
  readonly fuera: boolean
  readonly permiso: Permiso | undefined
  readonly apagado: boolean
  readonly alPermitir: () => void
  readonly alEmpezar: () => void
}

function Pie({ fuera, permiso, apagado, alPermitir, alEmpezar }: PropsDePie) {
  if (impide(permiso) && !fuera) return <Boton accion="permitir" clase="primario" alTocar={alPermitir}>{alta.ubicacion.accion}</Boton>
  return <Boton accion="nuevo" clase="primario" apagado={fuera || apagado || permiso === undefined} alTocar={alEmpezar}>{captura.proceso.accion}</Boton>
}

/** What is being supported (ET 5.3), whether it may be now (4.8), and where the phone is (4.4). */
export function Proceso({ proceso, alEmpezar, alSalir, propio = false }: { proceso: Manifiesto; alEmpezar: () => void; alSalir: () => void; propio?: boolean }) {
  const { permiso, repetir } = useUbicacion()
  const momento = useAhora()
  const esperan = sinAcuse(propio ? cuentaPropia.value : cuenta.value)
  const falta = useFalta(propio, momento, esperan)
  const [leyendo, setLeyendo] = useState(false)
  const fuera = fueraDelPeriodo(proceso.periodo, momento, horaEsCierta())
  if (leyendo) return <AvisosDePrivacidad proceso={proceso} alVolver={() => setLeyendo(false)} />
  return (
    <Pantalla
      paso="captura-proceso" titulo={proceso.denominacion} alVolver={alSalir}
      pie={<Pie fuera={fuera !== undefined} permiso={permiso} apagado={falta !== undefined} alPermitir={repetir} alEmpezar={alEmpezar} />}
    >
      {fuera ? <AvisoDeNegativa palabras={fuera} codigo="fuera-del-periodo" /> : <Abierto permiso={permiso} fin={new Date(proceso.periodo.fin)} momento={momento} />}
      {falta && <Faltante {...falta} esperan={esperan} propio={propio} />}
      <LogotipoDelProceso logotipo={proceso.logotipo} />
      <AccesoAlAviso proceso={proceso} alLeer={() => setLeyendo(true)} />
      <Ficha proceso={proceso} />
    </Pantalla>
  )
}
