import { useEffect, useState } from "preact/hooks"
import { comprobada, CORREO, irAlProveedor, olvidarComprobacion, pendienteDe, pruebaDe } from "../../app/comprobacion.ts"
import { pedirCodigoPara, restablecerCon } from "../../app/contrasena.ts"
import { boveda, cuenta, entrar, ir, refrescar, sinAcuse, type Boveda } from "../../app/estado.ts"
import { comprobacion } from "../../textos/es-MX/comprobacion.ts"
import { contrasena } from "../../textos/es-MX/contrasena.ts"
import { comunes } from "../../textos/index.ts"
import { Codigo, Contrasena } from "../alta/Formularios.tsx"
import { useActo } from "../comunes/acto.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Campo } from "../comunes/Campo.tsx"
import { Formulario, Pantalla } from "../comunes/Pantalla.tsx"
import { nombreDeProveedor, TipoDeCuenta, useTiposDeCuenta } from "../comunes/TipoDeCuenta.tsx"

const PASOS = ["correo", "codigo", "nueva"] as const
type Paso = (typeof PASOS)[number] | "hecha"
const textos = contrasena.olvide

/** The account that proves who is asking, and how. */
interface Cuenta {
  readonly autenticacion: string
  readonly correo: string
}

/** *Olvidé mi contraseña* (ET 4.6): the same device gets a new key; nothing sealed is lost. */
export function Olvide() {
  const suya = boveda.value
  const dejada = pendienteDe("olvido")?.boveda
  // On a shared phone the page that comes back from the provider may open with another person's.
  useEffect(() => void (dejada && dejada !== suya?.boveda && refrescar(dejada)), [])
  if (dejada && dejada !== suya?.boveda) return <p class="pantalla cargando" role="status">{comunes.cargando}</p>
  return suya && !suya.deBaja ? <Pasos suya={suya} /> : <SinBoveda />
}

function Pasos({ suya }: { suya: Boveda }) {
  const [paso, setPaso] = useState<Paso>("correo")
  const [cuentaDada, setCuentaDada] = useState<Cuenta>({ autenticacion: CORREO, correo: "" })
  const { autenticacion, correo } = cuentaDada
  const [codigo, setCodigo] = useState("")
  const [pedidoEn, setPedidoEn] = useState(0)
  const { ocupado, negativa, hacer, olvidar } = useActo()
  useEffect(() => {
    const pendiente = pendienteDe("olvido")
    if (!pendiente?.datos) return
    setCuentaDada(pendiente.datos)
    void hacer(async () => {
      if (!(await comprobada(pendiente))) return
      setCodigo(pruebaDe(pendiente))
      setPaso("nueva")
    })
  }, [])
  const pedirlo = (cual: Cuenta): void =>
    void hacer(async () => {
      setCuentaDada(cual)
      if (cual.autenticacion !== CORREO) {
        const datos = { ...cual, proceso: suya.proceso, auxiliar: suya.auxiliar }
        return irAlProveedor("olvido", cual.autenticacion, cual.correo, { datos, boveda: suya.boveda })
      }
      await pedirCodigoPara(suya, cual.correo)
      setPedidoEn(Date.now())
      setPaso("codigo")
    })
  const crear = async (nueva: string): Promise<void> => {
    const rechazo = await hacer(async () => {
      await entrar(await restablecerCon(suya, { autenticacion, correo, codigo }, nueva))
      setPaso("hecha")
    })
    if (rechazo?.codigo === "codigo-incorrecto") setPaso("codigo")
    if (!rechazo || rechazo.codigo.startsWith("comprobacion-")) olvidarComprobacion()
    if (rechazo?.codigo.startsWith("comprobacion-")) setPaso("correo")
  }
  const volver = (): void => {
    olvidar()
    if (paso === "nueva") setPaso(autenticacion === CORREO ? "codigo" : "correo")
    else if (paso === "codigo") setPaso("correo")
    else ir("inicio")
  }
  const comun = { ocupado, negativa: negativa?.palabras, codigo: negativa?.codigo, alVolver: volver, avance: { paso: PASOS.indexOf(paso as (typeof PASOS)[number]) + 1, total: PASOS.length } }
  switch (paso) {
    case "correo":
      return <Correo {...comun} inicial={cuentaDada} alPedir={pedirlo} />
    case "codigo":
      return <Codigo {...comun} paso="olvide-codigo" correo={correo} pedidoEn={pedidoEn} alPedirOtro={() => pedirlo(cuentaDada)} alEscribir={(escrito) => { setCodigo(escrito); olvidar(); setPaso("nueva") }} />
    case "nueva":
      return <Contrasena {...comun} paso="olvide-nueva" palabras={{ titulo: textos.nueva, texto: textos.nuevaTexto, accion: textos.crear, trabajando: textos.creando }} alCrear={(nueva) => void crear(nueva)} />
    case "hecha":
      return <Hecha />
  }
}

type PropsDeCorreo = Omit<Parameters<typeof Codigo>[0], "correo" | "pedidoEn" | "alEscribir" | "alPedirOtro" | "paso"> & { inicial: Cuenta; alPedir: (cuenta: Cuenta) => void }

/** The e-mail is asked for: the phone does not keep it. */
function Correo({ inicial, alPedir, ocupado, negativa, codigo, ...resto }: PropsDeCorreo) {
  const [correo, setCorreo] = useState(inicial.correo)
  const [tipo, setTipo] = useState(inicial.autenticacion)
  const tipos = useTiposDeCuenta(tipo)
  const proveedor = nombreDeProveedor(tipos, tipo)
  useEffect(() => {
    setCorreo(inicial.correo)
    setTipo(inicial.autenticacion)
  }, [inicial])
  const [errado, setErrado] = useState(false)
  const enviar = (): void => {
    const bien = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(correo)
    setErrado(!bien)
    if (bien && !ocupado) alPedir({ autenticacion: tipo, correo })
  }
  return (
    <Formulario
      {...resto} paso="olvide" titulo={textos.titulo} alEnviar={enviar}
      pie={<Boton accion="siguiente" clase="primario" envia apagado={ocupado}>{ocupado ? comunes.cargando : proveedor ? comprobacion.continuar(proveedor) : textos.pedir}</Boton>}
    >
      {negativa && <AvisoDeNegativa palabras={negativa} {...(codigo ? { codigo } : {})} />}
      <p>{proveedor ? comprobacion.explica(proveedor) : textos.texto} {textos.red}</p>
      <Nota tono="bien" icono="candado">{textos.aSalvo(sinAcuse(cuenta.value))}</Nota>
      {tipos.length > 1 && (
        <div class="campo">
          <label for="autenticacion">{comprobacion.tipo}</label>
          <TipoDeCuenta valor={tipo} tipos={tipos} alCambiar={setTipo} />
        </div>
      )}
      <Campo nombre="correo" etiqueta={textos.correo} error={errado ? textos.correoError : undefined} valor={correo} tipo="email" modo="email" llenado="email" largo={254} alCambiar={(v) => setCorreo(v.trim())} />
      <p class="texto-suave">{textos.otroTelefono}</p>
    </Formulario>
  )
}

function Hecha() {
  return (
    <Pantalla paso="olvide-hecha" titulo={textos.hecho} pie={<Boton accion="continuar" clase="primario" alTocar={() => ir("inicio")}>{comunes.aInicio}</Boton>}>
      <Nota tono="bien" icono="palomita">{textos.hechoTexto}</Nota>
    </Pantalla>
  )
}

/** A phone that keeps no vault, or one given up, has no password to make anew. */
function SinBoveda() {
  return (
    <Pantalla paso="olvide" titulo={textos.titulo} alVolver={() => ir("inicio")} pie={<Boton accion="alta" clase="primario" alTocar={() => ir("alta")}>{comunes.continuar}</Boton>}>
      <p>{textos.otroTelefono}</p>
    </Pantalla>
  )
}
