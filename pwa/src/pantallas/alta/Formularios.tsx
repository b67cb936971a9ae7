/** The alta before the pictures: the four data, the code, the place, the responsiva, the password. */

import { useEffect, useState } from "preact/hooks"
import type { Palabras } from "../../app/negativa.ts"
import { datosErrados, type DatosDeAlta } from "../../app/ruta.ts"
import { pedirUbicacion, type SinUbicacion } from "../../app/ubicacion.ts"
import type { Manifiesto } from "../../core/manifiesto.ts"
import { alta } from "../../textos/es-MX/alta.ts"
import { comprobacion } from "../../textos/es-MX/comprobacion.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Campo, Casilla } from "../comunes/Campo.tsx"
import { Formulario, Pantalla, type PropsDePantalla } from "../comunes/Pantalla.tsx"
import { nombreDeProveedor, TipoDeCuenta, useTiposDeCuenta } from "../comunes/TipoDeCuenta.tsx"

export interface PropsDePaso extends Pick<PropsDePantalla, "avance" | "alVolver"> {
  readonly ocupado: boolean
  readonly negativa?: Palabras | undefined
  readonly codigo?: string | undefined
}

function Negada({ negativa, codigo }: Pick<PropsDePaso, "negativa" | "codigo">) {
  return negativa ? <AvisoDeNegativa palabras={negativa} {...(codigo ? { codigo } : {})} /> : null
}

const ERRORES = { proceso: alta.datos.procesoError, auxiliar: alta.datos.auxiliarError, correo: alta.datos.correoError, autenticacion: "" } as const

/** Exactly the four data of the e-mail (ET 4.4), filled by its link or by hand. */
export function Datos({ iniciales, alPedir, ocupado, negativa, codigo, ...resto }: PropsDePaso & { iniciales: DatosDeAlta; alPedir: (datos: DatosDeAlta) => void }) {
  const [datos, setDatos] = useState<DatosDeAlta>(iniciales)
  const [errados, setErrados] = useState<readonly (keyof DatosDeAlta)[]>([])
  const tipos = useTiposDeCuenta(datos.autenticacion)
  const elegido = nombreDeProveedor(tipos, datos.autenticacion)
  useEffect(() => setDatos(iniciales), [iniciales])
  const cambiar = (parte: Partial<DatosDeAlta>): void => setDatos((d) => ({ ...d, ...parte }))
  const error = (campo: keyof DatosDeAlta): string | undefined => (errados.includes(campo) ? ERRORES[campo] : undefined)
  const enviar = (): void => {
    const malos = datosErrados(datos)
    setErrados(malos)
    if (malos.length === 0) alPedir(datos)
  }
  return (
    <Formulario
      {...resto} paso="alta-datos" titulo={alta.datos.titulo} alEnviar={enviar}
      pie={<Boton accion="siguiente" clase="primario" envia apagado={ocupado}>{ocupado ? comunes.cargando : elegido ? comprobacion.continuar(elegido) : alta.datos.accion}</Boton>}
    >
      <p class="texto-suave">{iniciales.proceso ? alta.datos.llenos : alta.datos.texto}</p>
      <Negada negativa={negativa} codigo={codigo} />
      <div class="campos">
        <div class="campo">
          <label for="autenticacion">{comprobacion.tipo}</label>
          <TipoDeCuenta valor={datos.autenticacion} tipos={tipos} alCambiar={(autenticacion) => cambiar({ autenticacion })} />
        </div>
        <Campo nombre="proceso" etiqueta={alta.datos.proceso} ayuda={alta.datos.procesoAyuda} error={error("proceso")} valor={datos.proceso} mayusculas largo={8} alCambiar={(v) => cambiar({ proceso: v.trim().toUpperCase() })} />
        <Campo nombre="auxiliar" etiqueta={alta.datos.auxiliar} ayuda={alta.datos.auxiliarAyuda} error={error("auxiliar")} valor={datos.auxiliar} modo="numeric" largo={9} alCambiar={(v) => cambiar({ auxiliar: v.trim() })} />
        <Campo nombre="correo" etiqueta={alta.datos.correo} error={error("correo")} valor={datos.correo} tipo="email" modo="email" llenado="email" largo={254} alCambiar={(v) => cambiar({ correo: v.trim() })} />
      </div>
      <Nota icono="candado">{comprobacion.personal}</Nota>
      {elegido && <p class="texto-suave">{comprobacion.explica(elegido)}</p>}
    </Formulario>
  )
}

const ESPERA_S = 60

/** Seconds until another code may be asked for, `pedidoEn` (ms) being when the last one was. */
function useCuentaAtras(pedidoEn: number): number {
  const cuantos = (): number => Math.max(0, Math.ceil(ESPERA_S - (Date.now() - pedidoEn) / 1000))
  const [faltan, setFaltan] = useState(cuantos)
  useEffect(() => {
    setFaltan(cuantos())
    const reloj = setInterval(() => setFaltan(cuantos()), 1000)
    return () => clearInterval(reloj)
  }, [pedidoEn])
  return Math.min(ESPERA_S, faltan)
}

export function Codigo({ correo, pedidoEn, alEscribir, alPedirOtro, ocupado, negativa, codigo, paso = "alta-codigo", ...resto }: PropsDePaso & { paso?: string; correo: string; pedidoEn: number; alEscribir: (codigo: string) => void; alPedirOtro: () => void }) {
  const [valor, setValor] = useState("")
  const [errado, setErrado] = useState(false)
  const [repetido, setRepetido] = useState(false)
  const faltan = useCuentaAtras(pedidoEn)
  const enviar = (): void => {
    setErrado(!/^\d{6}$/.test(valor))
    if (/^\d{6}$/.test(valor)) alEscribir(valor)
  }
  const otro = (): void => {
    setValor("")
    setRepetido(true)
    alPedirOtro()
  }
  return (
    <Formulario
      {...resto} paso={paso} titulo={alta.codigo.titulo} alEnviar={enviar}
      pie={
        <>
          <Boton accion="siguiente" clase="primario" envia apagado={ocupado}>{ocupado ? comunes.cargando : comunes.siguiente}</Boton>
          <Boton accion="otro-codigo" clase="llano" apagado={faltan > 0 || ocupado} alTocar={otro}>{faltan > 0 ? alta.codigo.otroEn(faltan) : alta.codigo.otro}</Boton>
        </>
      }
    >
      <p class="texto-suave">{alta.codigo.texto(correo)}</p>
      <Negada negativa={negativa} codigo={codigo} />
      <div class="campo-codigo">
        <Campo nombre="codigo" etiqueta={alta.codigo.etiqueta} ayuda={alta.codigo.espera} error={errado ? alta.codigo.error : undefined} valor={valor} modo="numeric" llenado="one-time-code" largo={6} alCambiar={(v) => setValor(v.replace(/\D/g, ""))} />
      </div>
      {repetido && !ocupado && !negativa && <p role="status">{alta.codigo.otroEnviado}</p>}
    </Formulario>
  )
}

/** The location, asked with its reason; without it there is no capture (ET 4.4). */
export function Ubicacion({ alConceder, ocupado: _ocupado, negativa: _negativa, codigo: _codigo, ...resto }: PropsDePaso & { alConceder: () => void }) {
  const [buscando, setBuscando] = useState(false)
  const [negada, setNegada] = useState<"negada" | SinUbicacion>()
  const pedirla = async (): Promise<void> => {
    setBuscando(true)
    const permiso = await pedirUbicacion()
    setBuscando(false)
    if (permiso === "concedida") alConceder()
    else setNegada(permiso === "por_pedir" ? "sin_respuesta" : permiso)
  }
  return (
    <Pantalla
      {...resto} paso="alta-ubicacion" titulo={alta.ubicacion.titulo}
      pie={<Boton accion="permitir" clase="primario" apagado={buscando} alTocar={() => void pedirla()}>{buscando ? alta.ubicacion.buscando : alta.ubicacion.accion}</Boton>}
    >
      <p>{alta.ubicacion.texto}</p>
      <Nota icono="candado">{alta.ubicacion.sellada}</Nota>
      {negada && <AvisoDeNegativa palabras={alta.ubicacion[negada]} codigo={`ubicacion-${negada}`} />}
    </Pantalla>
  )
}

/** The responsiva, whole, and the privacy notices of the process. */
export function Responsiva({ proceso, alAceptar, ocupado: _ocupado, negativa: _negativa, codigo: _codigo, ...resto }: PropsDePaso & { proceso: Manifiesto; alAceptar: () => void }) {
  const [acepta, setAcepta] = useState(false)
  return (
    <Pantalla
      {...resto} paso="alta-responsiva" titulo={alta.responsiva.titulo}
      pie={<Boton accion="siguiente" clase="primario" apagado={!acepta} alTocar={alAceptar}>{alta.responsiva.accion}</Boton>}
    >
      <p class="texto-suave">{alta.responsiva.texto}</p>
      <div class="documento" tabIndex={0} role="region" aria-label={alta.responsiva.titulo}>{proceso.responsiva.texto}</div>
      <p>
        {alta.responsiva.aviso}: <a href={proceso.avisos.integral} target="_blank" rel="noreferrer">{alta.responsiva.integral}</a>, <a href={proceso.avisos.simplificado} target="_blank" rel="noreferrer">{alta.responsiva.simplificado}</a>.
      </p>
      <Casilla nombre="responsiva" marcada={acepta} alCambiar={setAcepta}>{alta.responsiva.acepto}</Casilla>
    </Pantalla>
  )
}

export const MIN_CONTRASENA = 8 // ET 4.6

/** What the screen of a new password says, by whoever asks for one. */
export interface PalabrasDeContrasena {
  readonly titulo: string
  readonly texto: string
  readonly accion: string
  readonly trabajando: string
}

/** The local password, twice (ET 4.6). */
export function Contrasena({ alCrear, ocupado, negativa, codigo, paso = "alta-contrasena", palabras = alta.contrasena, ...resto }: PropsDePaso & { alCrear: (contrasena: string) => void; paso?: string; palabras?: PalabrasDeContrasena }) {
  const [primera, setPrimera] = useState("")
  const [segunda, setSegunda] = useState("")
  const [ver, setVer] = useState(false)
  const [enviada, setEnviada] = useState(false)
  const corta = [...primera].length < MIN_CONTRASENA
  const enviar = (): void => {
    setEnviada(true)
    if (!corta && primera === segunda) alCrear(primera)
  }
  const tipo = ver ? "text" : "password"
  return (
    <Formulario
      {...resto} paso={paso} titulo={palabras.titulo} alEnviar={enviar}
      pie={<Boton accion="siguiente" clase="primario" envia apagado={ocupado}>{ocupado ? palabras.trabajando : palabras.accion}</Boton>}
    >
      <p class="texto-suave">{palabras.texto}</p>
      <Negada negativa={negativa} codigo={codigo} />
      <div class="campos">
        <Campo nombre="contrasena" etiqueta={alta.contrasena.primera} ayuda={alta.contrasena.ayuda} error={enviada && corta ? alta.contrasena.corta : undefined} valor={primera} tipo={tipo} llenado="new-password" alCambiar={setPrimera} />
        <Campo nombre="contrasena2" etiqueta={alta.contrasena.segunda} error={enviada && !corta && primera !== segunda ? alta.contrasena.distinta : undefined} valor={segunda} tipo={tipo} llenado="new-password" alCambiar={setSegunda} />
      </div>
      <Casilla nombre="ver" marcada={ver} alCambiar={setVer} llana>{alta.contrasena.ver}</Casilla>
    </Formulario>
  )
}
