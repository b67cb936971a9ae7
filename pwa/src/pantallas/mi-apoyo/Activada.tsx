import { useEffect, useState } from "preact/hooks"
import type { Comprobante, Sesion } from "../../almacen/index.ts"
import { dadoEn, elegirProceso, leerOferta, type VinculoDeMiApoyo } from "../../almacen/miApoyo.ts"
import { ofertas } from "../../app/miApoyo.ts"
import { ir } from "../../app/estado.ts"
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

type Fase = { readonly en: "lista" } | { readonly en: "apoyo"; readonly proceso: Manifiesto; readonly sesion: Sesion } | { readonly en: "envio"; readonly folio: string }

/** The activated account: which process to support, the capture, its sending (ET 7.12 to 7.20). */
export function Activada({ vinculo }: { vinculo: VinculoDeMiApoyo }) {
  const [fase, setFase] = useState<Fase>({ en: "lista" })
  const [lista, setLista] = useState<readonly Oferta[]>()
  const { ocupado, negativa, hacer } = useActo()
  const buscarlas = (): void => void hacer(async () => setLista(await buscar(vinculo)))
  useEffect(() => fase.en === "lista" ? buscarlas() : undefined, [fase.en])
  const elegir = (oferta: Oferta): void => {
    if (oferta.dado) setFase({ en: "envio", folio: oferta.dado.folio })
    else void hacer(async () => setFase({ en: "apoyo", proceso: oferta.proceso, sesion: await elegirProceso(oferta.jws) }))
  }
  if (fase.en === "apoyo") return <Apoyo {...fase} alDejar={() => setFase({ en: "lista" })} alEnviar={(folio) => setFase({ en: "envio", folio })} />
  if (fase.en === "envio") return <Envio folio={fase.folio} alTerminar={() => setFase({ en: "lista" })} />
  return <Lista entidad={vinculo.entidad.nombre} lista={lista} buscando={ocupado} negativa={negativa} alBuscar={buscarlas} alElegir={elegir} />
}

interface PropsDeLista {
  readonly entidad: string
  readonly lista: readonly Oferta[] | undefined
  readonly buscando: boolean
  readonly negativa: Negativa | undefined
  readonly alBuscar: () => void
  readonly alElegir: (oferta: Oferta) => void
}

function Lista({ entidad, lista, buscando, negativa, alBuscar, alElegir }: PropsDeLista) {
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
      <ul class="ofertas">{lista?.map((oferta) => <Opcion key={oferta.proceso.proceso} oferta={oferta} alElegir={() => alElegir(oferta)} />)}</ul>
    </Pantalla>
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
