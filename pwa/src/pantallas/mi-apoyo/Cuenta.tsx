import { useEffect, useState } from "preact/hooks"
import { ahora } from "../../app/hora.ts"
import type { Condiciones, CuentaDeCorreo } from "../../app/miApoyo.ts"
import type { Negativa, Palabras } from "../../app/negativa.ts"
import { esCorreo, estaVigente, type Reverso } from "../../core/miApoyo.ts"
import { comprobacion } from "../../textos/es-MX/comprobacion.ts"
import { miApoyo } from "../../textos/es-MX/miApoyo.ts"
import { dia, hoyEnCentro } from "../../textos/fechas.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Campo } from "../comunes/Campo.tsx"
import { Formulario, Pantalla, type PropsDePantalla } from "../comunes/Pantalla.tsx"
import { nombreDeProveedor, TipoDeCuenta } from "../comunes/TipoDeCuenta.tsx"

const { cuenta } = miApoyo

export interface PropsDeCuenta extends Pick<PropsDePantalla, "avance"> {
  readonly lectura: Promise<Reverso | undefined>
  readonly condiciones: Condiciones
  readonly ocupado: boolean
  readonly negativa: Negativa | undefined
  readonly alRepetir: () => void
  /** What was written before going to the provider. */
  readonly escrita: CuentaDeCorreo
  readonly alPedir: (reverso: Reverso, cuenta: CuentaDeCorreo) => void
}

/** What the reverso said; null while it is being read, undefined when it said no CIC. */
function useReverso(lectura: PropsDeCuenta["lectura"]): Reverso | undefined | null {
  const [leido, setLeido] = useState<Reverso | undefined | null>(null)
  useEffect(() => {
    let vigente = true
    lectura.then((reverso) => vigente && setLeido(reverso), () => vigente && setLeido(undefined))
    return () => {
      vigente = false
    }
  }, [])
  return leido
}

function porqueNo(reverso: Reverso | undefined | null, { vigencia_prorrogada_desde: desde }: Condiciones): Palabras | undefined {
  if (reverso === null) return undefined
  if (reverso === undefined) return cuenta.sinCic
  return estaVigente(reverso.vence, hoyEnCentro(ahora()), desde) ? undefined : cuenta.vencida(dia(reverso.vence ?? ""))
}

function accionDe(ocupado: boolean, proveedor: string | undefined): string {
  if (ocupado) return cuenta.pidiendo
  return proveedor ? comprobacion.continuar(proveedor) : cuenta.accion
}

/** The CIC as read, never edited; the kind of account and its address (ET 7.7, 7.8). */
export function Cuenta({ lectura, condiciones, escrita, ocupado, negativa, alRepetir, alPedir, avance }: PropsDeCuenta) {
  const reverso = useReverso(lectura)
  const [tipo, setTipo] = useState(escrita.tipo)
  const [correo, setCorreo] = useState(escrita.correo)
  const proveedor = nombreDeProveedor(condiciones.autenticaciones, tipo)
  const [errado, setErrado] = useState(false)
  const impide = porqueNo(reverso, condiciones)
  if (impide) return <SinSeguir palabras={impide} alRepetir={alRepetir} avance={avance} />
  const enviar = (): void => {
    setErrado(!esCorreo(correo))
    if (reverso && esCorreo(correo)) alPedir(reverso, { tipo, correo })
  }
  return (
    <Formulario
      paso="mi-apoyo-cuenta" titulo={cuenta.titulo} avance={avance} alVolver={alRepetir} alEnviar={enviar}
      pie={<Boton accion="siguiente" clase="primario" envia apagado={ocupado || !reverso}>{accionDe(ocupado, proveedor)}</Boton>}
    >
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      <div class="campos">
        <div role="status">
          <dl class="ficha">
            <div><dt>{cuenta.cic}</dt><dd class="dato" data-clave="cic">{reverso ? reverso.cic : cuenta.leyendo}</dd></div>
          </dl>
        </div>
        <p class="texto-suave">{cuenta.cicAyuda}</p>
        <div class="campo">
          <label for="autenticacion">{cuenta.tipo}</label>
          <TipoDeCuenta valor={tipo} tipos={condiciones.autenticaciones} alCambiar={setTipo} />
        </div>
        <Campo nombre="correo" etiqueta={cuenta.correo} ayuda={cuenta.correoAyuda} error={errado ? cuenta.correoError : undefined} valor={correo} tipo="email" modo="email" llenado="email" largo={254} alCambiar={(v) => setCorreo(v.trim())} />
        {proveedor && <p class="texto-suave">{comprobacion.explica(proveedor)}</p>}
      </div>
    </Formulario>
  )
}

/** No CIC, or a credential that expired: what to do, and who else can take the support. */
function SinSeguir({ palabras, alRepetir, avance }: { palabras: Palabras; alRepetir: () => void } & Pick<PropsDePantalla, "avance">) {
  return (
    <Pantalla
      paso="mi-apoyo-cuenta" titulo={cuenta.titulo} avance={avance} alVolver={alRepetir}
      pie={<Boton accion="repetir" clase="primario" icono="camara" alTocar={alRepetir}>{cuenta.repetir}</Boton>}
    >
      <AvisoDeNegativa palabras={palabras} codigo="reverso-no-admitido" />
    </Pantalla>
  )
}
