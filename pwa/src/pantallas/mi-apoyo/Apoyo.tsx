/** One's own support, with the screens of Modo Auxiliar less those that need an auxiliar (ET 7.13 to 7.19). */

import { useEffect, useState } from "preact/hooks"
import type { Guardado, Sesion } from "../../almacen/index.ts"
import { MI_APOYO, ultimaHora } from "../../almacen/index.ts"
import { esLaRegistrada } from "../../almacen/miApoyo.ts"
import { cuentaPropia, propia, refrescar } from "../../app/estado.ts"
import { ahora, fijarHora } from "../../app/hora.ts"
import type { Palabras } from "../../app/negativa.ts"
import type { Codigo, Contenido } from "../../core/contenido.ts"
import { deMiApoyo } from "../../core/credencial/modelos.ts"
import type { Manifiesto } from "../../core/manifiesto.ts"
import { estaVigente, leerReverso } from "../../core/miApoyo.ts"
import { pedirHora } from "../../envio/index.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { miApoyo } from "../../textos/es-MX/miApoyo.ts"
import { dia, hoyEnCentro } from "../../textos/fechas.ts"
import { Comprobacion, VersionVieja } from "../captura/Comprobacion.tsx"
import { Folio } from "../captura/Folio.tsx"
import { HacerLugar } from "../captura/HacerLugar.tsx"
import { Proceso } from "../captura/Proceso.tsx"
import { usePausas } from "../captura/pausa.ts"
import { Retomar } from "../captura/Retomar.tsx"
import { Toma } from "../captura/Toma.tsx"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { useActo } from "../comunes/acto.ts"

interface PropsDeApoyo {
  readonly proceso: Manifiesto
  readonly sesion: Sesion
  readonly alDejar: () => void
  readonly alEnviar: (folio: string) => void
}

type Fase = { readonly en: "proceso" | "toma" | "otra" } | { readonly en: "folio"; readonly guardado: Guardado }

/**
 * Get a time token of this device, so that the period is judged by the server's word (ET 4.8); with it
 * comes which version may capture.
 */
function useHora(): boolean {
  const [lista, setLista] = useState(false)
  useEffect(() => {
    void pedirHora(MI_APOYO).catch(() => undefined)
      .then(() => ultimaHora(MI_APOYO)).then(fijarHora, () => undefined)
      .then(() => refrescar())
      .finally(() => setLista(true))
  }, [])
  return lista
}

/** Why what was read may not be captured here; undefined when it may, or nothing was read (ET 7.3, 7.25). */
async function revisar(codigos: readonly Codigo[], { vigencia_prorrogada_desde: desde }: Manifiesto): Promise<Palabras | undefined> {
  const reverso = leerReverso(codigos)
  if (!reverso) return undefined
  if (!(await esLaRegistrada(reverso.cic))) return miApoyo.revision.otraPersona
  return estaVigente(reverso.vence, hoyEnCentro(ahora()), desde ?? null) ? undefined : miApoyo.cuenta.vencida(dia(reverso.vence ?? ""))
}

/** Nothing is captured with a version that was not proved on this phone, or that may not capture any more (ET 7.19). */
export function Apoyo(props: PropsDeApoyo) {
  const lista = useHora()
  if (!lista) return <p class="pantalla cargando" role="status">{comunes.cargando}</p>
  if (propia.value?.vieja) return <VersionVieja />
  return propia.value?.probada ? <Ciclo {...props} /> : <Comprobacion />
}

function Ciclo({ proceso, sesion, alDejar, alEnviar }: PropsDeApoyo) {
  const [fase, setFase] = useState<Fase>({ en: "proceso" })
  const { ocupado, negativa, hacer } = useActo()
  const pausas = usePausas(sesion, proceso.proceso, "propio")
  const guardar = (contenido: Contenido): void =>
    void hacer(async () => {
      const guardado = await sesion.sellarYGuardar(contenido, "apoyo")
      await refrescar()
      setFase({ en: "folio", guardado })
    })
  if (pausas.hallada !== null && fase.en === "proceso") return <Retomar pausas={pausas} alSeguir={() => setFase({ en: "toma" })} />
  switch (fase.en) {
    case "proceso":
      return <Proceso propio proceso={proceso} alEmpezar={() => setFase({ en: "toma" })} alSalir={alDejar} />
    case "toma":
      return (
        <Toma
          tipo="propio" proceso={proceso} pausas={pausas} guardando={ocupado} negativa={negativa?.palabras} alCompletar={guardar} alDejar={alDejar}
          remedio={negativa?.codigo === "almacen-lleno" ? <HacerLugar boveda={MI_APOYO} cuenta={cuentaPropia.value} /> : undefined}
          propio={{ modelos: deMiApoyo(proceso.tabla_modelos), alElegirOtra: () => setFase({ en: "otra" }), revisar: (codigos) => revisar(codigos, proceso) }}
        />
      )
    case "otra":
      return <Otra alVolver={() => setFase({ en: "toma" })} alTerminar={alDejar} />
    case "folio":
      return <Folio guardado={fase.guardado} denominacion={proceso.denominacion} alContinuar={() => alEnviar(fase.guardado.folio)} />
  }
}

/** A model that Mi Apoyo does not take: why, and who can take the support (ET 7.3). */
function Otra({ alVolver, alTerminar }: { alVolver: () => void; alTerminar: () => void }) {
  return (
    <Pantalla
      paso="mi-apoyo-modelo-negado" titulo={miApoyo.modelo.otra} alVolver={alVolver}
      pie={<Boton accion="terminar" clase="primario" alTocar={alTerminar}>{comunes.aInicio}</Boton>}
    >
      <AvisoDeNegativa palabras={miApoyo.modelo.negado} codigo="modelo-no-admitido" />
    </Pantalla>
  )
}
