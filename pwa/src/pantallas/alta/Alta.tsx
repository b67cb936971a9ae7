import { useEffect, useState } from "preact/hooks"
import { anotarAlta, type Sesion } from "../../almacen/index.ts"
import { boveda, entrar, ir, ruta, sesion } from "../../app/estado.ts"
import { esVentanaPrivada } from "../../app/espacio.ts"
import { esPestanaAparte } from "../../app/instalacion.ts"
import { cuidado } from "../../textos/es-MX/cuidado.ts"
import { SoloInstalada } from "../Cuidado.tsx"
import { Negativa } from "../../app/negativa.ts"
import { cambiarModo } from "../../app/modo.ts"
import { comprobada, CORREO, irAlProveedor, olvidarComprobacion, pendienteDe, pruebaDe, type Pendiente } from "../../app/comprobacion.ts"
import type { DatosDeAlta } from "../../app/ruta.ts"
import type { Contenido } from "../../core/contenido.ts"
import type { Manifiesto } from "../../core/manifiesto.ts"
import { alta } from "../../textos/es-MX/alta.ts"
import { useActo } from "../comunes/acto.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { Entrar } from "../captura/Entrar.tsx"
import { usePausas } from "../captura/pausa.ts"
import { Retomar } from "../captura/Retomar.tsx"
import { Toma } from "../captura/Toma.tsx"
import { enrolar, leerProceso, pedirCodigo } from "./enrolamiento.ts"
import { Espera } from "./Espera.tsx"
import { Codigo, Contrasena, Datos, Responsiva, Ubicacion } from "./Formularios.tsx"

const VACIOS: DatosDeAlta = { autenticacion: "correo", proceso: "", auxiliar: "", correo: "" }
const ANTES = ["datos", "codigo", "ubicacion", "responsiva", "contrasena"] as const
const SIN_CODIGO = ANTES.filter((paso) => paso !== "codigo")
type Antes = (typeof ANTES)[number]

/** The alta of ET 4.4 to 4.6: enrolment first, then the auxiliar's own credential, face and signature. */
export function Alta() {
  return esPestanaAparte() ? <SoloInstalada alVolver={() => ir("inicio")} /> : <AltaAqui />
}

/** The data of the link of the e-mail, or those with which the person went to the provider. */
function datosDados(): DatosDeAlta | undefined {
  return ruta.value.datos ?? pendienteDe("alta")?.datos
}

function AltaAqui() {
  const actual = boveda.value
  const pide = datosDados()
  const [repite, setRepite] = useState(false)
  // Whoever enrols here is an auxiliar: the app opens in that mode from now on (ET 4.3).
  useEffect(() => cambiarModo("auxiliar"), [])
  // A link for another process or another auxiliar starts another enrolment on a shared phone.
  const otra = !actual || actual.deBaja || (pide && (pide.proceso !== actual.proceso || pide.auxiliar !== actual.auxiliar))
  if (otra) return <Registro iniciales={pide ?? VACIOS} />
  if (actual.alta !== "sin_alta" && !repite) return <Espera boveda={actual} alRepetir={() => setRepite(true)} />
  if (!sesion.value) return <Entrar paso="alta-entrar" titulo={alta.entrar} />
  return <PropiosDatos sesion={sesion.value} proceso={actual.manifiesto} alGuardar={() => setRepite(false)} />
}

function esIgual(unos: DatosDeAlta, otros: DatosDeAlta): boolean {
  return (Object.keys(unos) as (keyof DatosDeAlta)[]).every((dato) => unos[dato] === otros[dato])
}

/** From the four data to an enrolled phone. */
function Registro({ iniciales }: { iniciales: DatosDeAlta }) {
  const [paso, setPaso] = useState<Antes>("datos")
  const [datos, setDatos] = useState(iniciales)
  const [codigo, setCodigo] = useState("")
  const [pedidoEn, setPedidoEn] = useState(0)
  const [proceso, setProceso] = useState<Manifiesto>()
  const { ocupado, negativa, hacer, olvidar } = useActo()
  const porCorreo = datos.autenticacion === CORREO
  const pasos: readonly Antes[] = porCorreo ? ANTES : SIN_CODIGO
  const lugar = pasos.indexOf(paso)
  const volver = (): void => {
    olvidar()
    if (paso === "datos") ir("inicio")
    else setPaso(pasos[lugar - 1] ?? "datos")
  }

  /** Go on from where the provider was asked, if it vouched for the account. */
  const retomar = async (pendiente: Pendiente): Promise<boolean> => {
    if (!pendiente.datos || !(await comprobada(pendiente))) return false
    setDatos(pendiente.datos)
    setProceso(await leerProceso(pendiente.datos.proceso))
    setCodigo(pruebaDe(pendiente))
    setPaso("ubicacion")
    return true
  }
  useEffect(() => {
    const pendiente = pendienteDe("alta")
    if (pendiente) void hacer(async () => void (await retomar(pendiente)))
  }, [])

  const pedirlo = (nuevos: DatosDeAlta): void =>
    void hacer(async () => {
      setDatos(nuevos)
      if (await esVentanaPrivada()) throw new Negativa("ventana-privada", cuidado.privada)
      setProceso(await leerProceso(nuevos.proceso))
      if (nuevos.autenticacion !== CORREO) {
        const pendiente = pendienteDe("alta")
        const laMisma = pendiente?.datos && esIgual(pendiente.datos, nuevos)
        if (!laMisma || !(await retomar(pendiente))) await irAlProveedor("alta", nuevos.autenticacion, nuevos.correo, { datos: nuevos })
        return
      }
      await pedirCodigo(nuevos)
      setPedidoEn(Date.now())
      setPaso("codigo")
    })
  const crear = async (contrasena: string): Promise<void> => {
    const rechazo = await hacer(async () => entrar(await enrolar(datos, codigo, contrasena, proceso?.responsiva.version ?? 0)))
    if (rechazo?.codigo === "codigo-incorrecto") setPaso("codigo")
    if (!rechazo || rechazo.codigo.startsWith("comprobacion-")) olvidarComprobacion()
    if (rechazo?.codigo.startsWith("comprobacion-")) setPaso("datos")
  }

  const comunes = { avance: { paso: lugar + 1, total: pasos.length }, alVolver: volver, ocupado, negativa: negativa?.palabras, codigo: negativa?.codigo }
  switch (paso) {
    case "datos":
      return <Datos {...comunes} iniciales={datos} alPedir={pedirlo} />
    case "codigo":
      return <Codigo {...comunes} correo={datos.correo} pedidoEn={pedidoEn} alPedirOtro={() => pedirlo(datos)} alEscribir={(escrito) => { setCodigo(escrito); olvidar(); setPaso("ubicacion") }} />
    case "ubicacion":
      return <Ubicacion {...comunes} alConceder={() => setPaso("responsiva")} />
    case "responsiva":
      return proceso ? <Responsiva {...comunes} proceso={proceso} alAceptar={() => setPaso("contrasena")} /> : null
    case "contrasena":
      return <Contrasena {...comunes} alCrear={(contrasena) => void crear(contrasena)} />
  }
}

/** The credential, face and signature of the auxiliar (ET 4.5), sealed as consecutivo 0. */
function PropiosDatos({ sesion: suya, proceso, alGuardar }: { sesion: Sesion; proceso: Manifiesto; alGuardar: () => void }) {
  const [empezada, setEmpezada] = useState(false)
  const pausas = usePausas(suya, proceso.proceso, "alta")
  const { ocupado, negativa, hacer } = useActo()
  const guardar = (contenido: Contenido): void =>
    void hacer(async () => {
      const abierta = sesion.value
      if (!abierta || !boveda.value) return
      await abierta.sellarYGuardar(contenido, "alta")
      await anotarAlta(abierta.boveda, "recibida")
      alGuardar()
      await entrar(abierta)
    })
  if (empezada) return <Toma tipo="alta" proceso={proceso} pausas={pausas} alCompletar={guardar} alDejar={() => ir("inicio")} guardando={ocupado} negativa={negativa?.palabras} />
  if (pausas.hallada !== null) return <Retomar pausas={pausas} alSeguir={() => setEmpezada(true)} />
  return (
    <Pantalla
      paso="alta-credencial" titulo={alta.credencial.titulo} alVolver={() => ir("inicio")}
      pie={<Boton accion="siguiente" clase="primario" alTocar={() => setEmpezada(true)}>{alta.credencial.accion}</Boton>}
    >
      <p class="texto-suave">{alta.credencial.texto}</p>
      <ul class="lista">{alta.credencial.lista.map((linea) => <li key={linea}>{linea}</li>)}</ul>
    </Pantalla>
  )
}
