import { useEffect, useState } from "preact/hooks"
import { olvidarSolicitud } from "../../almacen/miApoyo.ts"
import { activar, salioElCorreo } from "../../app/miApoyo.ts"
import { ir } from "../../app/estado.ts"
import { releerSituacion } from "../../app/situacion.ts"
import { esCodigo } from "../../core/miApoyo.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { miApoyo } from "../../textos/es-MX/miApoyo.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Campo } from "../comunes/Campo.tsx"
import { Formulario } from "../comunes/Pantalla.tsx"
import { useActo } from "../comunes/acto.ts"

const CADA_MS = 4_000
const { codigo: textos } = miApoyo

/** Whether the mail of the request has left; asked again until it has, or for ever without network. */
function useCorreo(solicitud: string): boolean {
  const [salio, setSalio] = useState(false)
  useEffect(() => {
    let reloj: ReturnType<typeof setTimeout> | undefined
    let vigente = true
    const preguntar = async (): Promise<void> => {
      const ya = await salioElCorreo(solicitud).catch(() => false)
      if (!vigente) return
      setSalio(ya)
      if (!ya) reloj = setTimeout(() => void preguntar(), CADA_MS)
    }
    void preguntar()
    return () => {
      vigente = false
      clearTimeout(reloj)
    }
  }, [solicitud])
  return salio
}

/** *Introduce el código de activación* (ET 7.10, 7.11). */
export function Codigo({ solicitud }: { solicitud: string }) {
  const salio = useCorreo(solicitud)
  const [valor, setValor] = useState("")
  const [errado, setErrado] = useState(false)
  const { ocupado, negativa, hacer } = useActo()
  const enviar = (): void => {
    setErrado(!esCodigo(valor))
    if (esCodigo(valor)) void hacer(() => activar(solicitud, valor))
  }
  const otro = (): void => void hacer(async () => {
    await olvidarSolicitud()
    await releerSituacion()
  })
  return (
    <Formulario
      paso="mi-apoyo-codigo" titulo={textos.titulo} avance={{ paso: 4, total: 4 }} alVolver={() => ir("inicio")} alEnviar={enviar}
      pie={
        <>
          <Boton accion="siguiente" clase="primario" envia apagado={ocupado}>{ocupado ? comunes.cargando : textos.accion}</Boton>
          <Boton accion="otro-codigo" clase="llano" apagado={ocupado} alTocar={otro}>{textos.otro}</Boton>
        </>
      }
    >
      <div role="status" data-correo={salio ? "salio" : "espera"}><Nota icono={salio ? "palomita" : "reloj"} tono={salio ? "bien" : "neutra"}>{salio ? textos.generado : textos.esperando}</Nota></div>
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      <div class="campo-codigo">
        <Campo nombre="codigo" etiqueta={textos.etiqueta} ayuda={textos.ayuda} error={errado ? textos.error : undefined} valor={valor} llenado="one-time-code" largo={12} mayusculas alCambiar={(v) => setValor(v.toUpperCase())} />
      </div>
      <p class="texto-suave">{textos.vigencia}</p>
    </Formulario>
  )
}
