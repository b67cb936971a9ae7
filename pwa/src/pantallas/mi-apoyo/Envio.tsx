import { useEffect, useState } from "preact/hooks"
import { comprobantes, MI_APOYO, rechazados, reintentar, type Comprobante, type Rechazado } from "../../almacen/index.ts"
import { enviarTodo, marchas } from "../../app/envio.ts"
import { ir } from "../../app/estado.ts"
import { esPestanaAparte } from "../../app/instalacion.ts"
import type { Negativa } from "../../app/negativa.ts"
import { agrupar } from "../../core/codigo.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { cuidado } from "../../textos/es-MX/cuidado.ts"
import { miApoyo } from "../../textos/es-MX/miApoyo.ts"
import { rescate } from "../../textos/es-MX/rescate.ts"
import { fechaHora } from "../../textos/fechas.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Detenida } from "../comunes/Detenida.tsx"
import { Mantenimiento } from "../comunes/Mantenimiento.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"

const { envio: textos } = miApoyo

interface Visto {
  readonly comprobante: Comprobante | undefined
  readonly rechazo: Rechazado | undefined
}

async function mirar(folio: string): Promise<Visto> {
  const [todos, negados] = await Promise.all([comprobantes(MI_APOYO), rechazados(MI_APOYO)])
  return { comprobante: todos.find((c) => c.folio === folio), rechazo: negados.find((r) => r.folio === folio) }
}

/** Send at once, and look again whenever a sending ends, whoever began it. */
function useEnvio(folio: string) {
  const [visto, setVisto] = useState<Visto>()
  const [negativa, setNegativa] = useState<Negativa>()
  const [pedida, setPedida] = useState(false)
  const enviando = marchas.value.get(MI_APOYO)?.enviando === true
  const enviar = async (): Promise<void> => {
    const rechazo = visto?.rechazo
    if (rechazo) await reintentar(rechazo.id)
    setNegativa(await enviarTodo(MI_APOYO))
    setVisto(await mirar(folio))
  }
  useEffect(() => void enviar(), [folio])
  useEffect(() => void mirar(folio).then(setVisto), [folio, enviando])
  const recibido = visto?.comprobante?.estado === "acusado"
  return { ...visto, recibido, enviando: enviando && !recibido, negativa: recibido ? undefined : negativa, pedida, enviar: () => { setPedida(true); void enviar() } }
}

/** What became of the support: sent at once, and by itself later if the network left (ET 7.19 to 7.23). */
export function Envio({ folio, alTerminar }: { folio: string; alTerminar: () => void }) {
  const { comprobante, rechazo, recibido, enviando, negativa, pedida, enviar } = useEnvio(folio)
  if (!comprobante) return <p class="pantalla cargando" role="status">{comunes.cargando}</p>
  return (
    <Pantalla
      paso="mi-apoyo-envio" titulo={titulo(recibido, enviando, rechazo)} alVolver={recibido ? undefined : alTerminar}
      pie={
        recibido ? <Boton accion="terminar" clase="primario" alTocar={alTerminar}>{textos.terminar}</Boton>
          : <Pendiente enviando={enviando} alEnviar={enviar} />
      }
    >
      <div role="status" data-estado={comprobante.estado}><Estado recibido={recibido} rechazo={rechazo} /></div>
      {negativa && <Detenida negativa={negativa} pedida={pedida} />}
      {!recibido && esPestanaAparte() && <Nota icono="aviso" tono="espera">{cuidado.pestanaPropia}</Nota>}
      {!recibido && <Mantenimiento />}
      <Ficha comprobante={comprobante} />
    </Pantalla>
  )
}

/** What may be done while it has no acuse: send it, or take it out of this phone (ET 7.20). */
function Pendiente({ enviando, alEnviar }: { enviando: boolean; alEnviar: () => void }) {
  return (
    <>
      <Boton accion="enviar" clase="primario" icono="enviar" apagado={enviando} alTocar={alEnviar}>{enviando ? textos.enviando : textos.reintentar}</Boton>
      <Boton accion="rescate" icono="copiar" apagado={enviando} alTocar={() => ir("rescate")}>{rescate.hacer}</Boton>
    </>
  )
}

function Estado({ recibido, rechazo }: { recibido: boolean; rechazo: Rechazado | undefined }) {
  if (recibido) return <Nota icono="palomita" tono="bien">{textos.recibidoTexto}</Nota>
  if (!rechazo) return <Nota icono="telefono" tono="espera">{textos.pendienteTexto}</Nota>
  const { titulo: que, numeral, que_hacer: hacer, code } = rechazo.motivo
  return <AvisoDeNegativa palabras={{ que, porque: numeral && comunes.numeral(numeral), hacer }} codigo={code} />
}

function Ficha({ comprobante: { folio, recibidoEn, codigoIntegridad } }: { comprobante: Comprobante }) {
  return (
    <dl class="ficha">
      <div><dt>{textos.folio}</dt><dd class="folio" data-folio={folio}>{folio}</dd></div>
      {recibidoEn && <div><dt>{textos.recepcion}</dt><dd>{comunes.horaCentro(fechaHora(new Date(recibidoEn)))}</dd></div>}
      <div><dt>{textos.codigo}</dt><dd class="codigo-de-integridad">{agrupar(codigoIntegridad)}</dd></div>
    </dl>
  )
}

function titulo(recibido: boolean, enviando: boolean, rechazo: Rechazado | undefined): string {
  if (recibido) return textos.recibido
  if (rechazo) return textos.noRecibido
  return enviando ? textos.enviando : textos.pendiente
}
