import { useEffect, useState } from "preact/hooks"
import type { Comprobante, Sesion } from "../../almacen/index.ts"
import { dadoEn, elegirProceso, leerOferta, porEntregar, type VinculoDeMiApoyo } from "../../almacen/miApoyo.ts"
import { ofertas } from "../../app/miApoyo.ts"
import { conservar } from "../../app/espacio.ts"
import { cuentaPropia, ir } from "../../app/estado.ts"
import type { Negativa } from "../../app/negativa.ts"
import type { Manifiesto } from "../../core/manifiesto.ts"
import { miApoyo } from "../../textos/es-MX/miApoyo.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Icono } from "../comunes/Icono.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { Apoyo } from "./Apoyo.tsx"
import { Envio } from "./Envio.tsx"
import { useActo } from "../comunes/acto.ts"

const { procesos: textos } = miApoyo

/** One process that may be supported, and what this phone already gave to it. */
interface Oferta {
  readonly jws: string
  readonly proceso: Manifiesto
  readonly dado: Comprobante | undefined
}

async function buscar(vinculo: VinculoDeMiApoyo): Promise<readonly Oferta[]> {
  const manifiestos = await ofertas(vinculo.entidad.clave)
  return Promise.all(manifiestos.map(async (jws) => {
    const proceso = leerOferta(jws, vinculo)
    return { jws, proceso, dado: await dadoEn(proceso.proceso) }
  }))
}

/** What waits on this phone of processes that are not in the list: without network there is no list (ET 7.20). */
function useGuardados(lista: readonly Oferta[] | undefined, vez: string): readonly Comprobante[] {
  const [guardados, setGuardados] = useState<readonly Comprobante[]>([])
  useEffect(() => void porEntregar().then(setGuardados), [vez, cuentaPropia.value])
  return guardados.filter(({ folio }) => !lista?.some(({ dado }) => dado?.folio === folio))
}

type Fase = { readonly en: "lista" } | { readonly en: "apoyo"; readonly proceso: Manifiesto; readonly sesion: Sesion } | { readonly en: "envio"; readonly folio: string }

/** The activated account: which process to support, the capture, its sending (ET 7.12 to 7.20). */
export function Activada({ vinculo }: { vinculo: VinculoDeMiApoyo }) {
  const [fase, setFase] = useState<Fase>({ en: "lista" })
  const [lista, setLista] = useState<readonly Oferta[]>()
  const { ocupado, negativa, hacer } = useActo()
  const guardados = useGuardados(lista, fase.en)
  const enviar = (folio: string): void => setFase({ en: "envio", folio })
  const buscarlas = (): void => void hacer(async () => setLista(await buscar(vinculo)))
  useEffect(() => fase.en === "lista" ? buscarlas() : undefined, [fase.en])
  const apoyar = async ({ jws, proceso }: Oferta): Promise<void> => {
    void conservar() // what will be sealed has a touch of its owner behind it
    setFase({ en: "apoyo", proceso, sesion: await elegirProceso(jws) })
  }
  const elegir = (oferta: Oferta): void => {
    if (oferta.dado) enviar(oferta.dado.folio)
    else void hacer(() => apoyar(oferta))
  }
  if (fase.en === "apoyo") return <Apoyo {...fase} alDejar={() => setFase({ en: "lista" })} alEnviar={enviar} />
  if (fase.en === "envio") return <Envio folio={fase.folio} alTerminar={() => setFase({ en: "lista" })} />
  return <Lista entidad={vinculo.entidad.nombre} lista={lista} guardados={guardados} alVer={enviar} buscando={ocupado} negativa={negativa} alBuscar={buscarlas} alElegir={elegir} />
}

interface PropsDeLista {
  readonly entidad: string
  readonly lista: readonly Oferta[] | undefined
  readonly guardados: readonly Comprobante[]
  readonly alVer: (folio: string) => void
  readonly buscando: boolean
  readonly negativa: Negativa | undefined
  readonly alBuscar: () => void
  readonly alElegir: (oferta: Oferta) => void
}

function Lista({ entidad, lista, guardados, alVer, buscando, negativa, alBuscar, alElegir }: PropsDeLista) {
  const vacia = !buscando && !lista?.length
  return (
    <Pantalla
      paso="mi-apoyo-procesos" titulo={textos.titulo} alVolver={() => ir("inicio")}
      {...(vacia ? { pie: <Boton accion="buscar" clase="primario" alTocar={alBuscar}>{textos.otraVez}</Boton> } : {})}
    >
      <Nota icono="palomita" tono="bien">{textos.activada(entidad)}</Nota>
      {buscando && <p role="status">{textos.buscando}</p>}
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      {vacia && !negativa && <AvisoDeNegativa palabras={textos.ninguno(entidad)} codigo="sin-proceso" />}
      {guardados.length > 0 && <Guardados guardados={guardados} alVer={alVer} />}
      <ul class="ofertas">{lista?.map((oferta) => <Opcion key={oferta.proceso.proceso} oferta={oferta} alElegir={() => alElegir(oferta)} />)}</ul>
    </Pantalla>
  )
}

function Guardados({ guardados, alVer }: { guardados: readonly Comprobante[]; alVer: (folio: string) => void }) {
  return (
    <ul class="ofertas" aria-label={textos.dadoEspera}>
      {guardados.map(({ folio }) => (
        <li key={folio}>
          <button type="button" class="oferta" data-accion="ver-guardado" onClick={() => alVer(folio)}>
            <strong class="folio">{folio}</strong>
            <span class="oferta-dada"><Icono nombre="telefono" /> {textos.dadoEspera}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Opcion({ oferta: { proceso, dado }, alElegir }: { oferta: Oferta; alElegir: () => void }) {
  return (
    <li>
      <button type="button" class="oferta" data-accion="elegir-proceso" data-proceso={proceso.proceso} data-dado={dado?.estado} onClick={alElegir}>
        <strong>{proceso.denominacion}</strong>
        <span class="texto-suave">{proceso.promovente}</span>
        {dado && <span class="oferta-dada"><Icono nombre={dado.estado === "acusado" ? "palomita" : "telefono"} /> {dado.estado === "acusado" ? textos.dado : textos.dadoEspera}</span>}
      </button>
    </li>
  )
}
