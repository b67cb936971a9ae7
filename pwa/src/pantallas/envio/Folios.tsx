import { useEffect, useState } from "preact/hooks"
import { comprobantes, type Comprobante } from "../../almacen/index.ts"
import { boveda, cuenta, ir } from "../../app/estado.ts"
import { agrupar } from "../../core/codigo.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { envio } from "../../textos/es-MX/envio.ts"
import { fechaHora } from "../../textos/fechas.ts"
import { Contadores } from "../comunes/Contadores.tsx"
import { Icono } from "../comunes/Icono.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"

function useComprobantes(): readonly Comprobante[] | undefined {
  const [lista, setLista] = useState<readonly Comprobante[]>()
  useEffect(() => {
    if (boveda.value) void comprobantes(boveda.value.boveda).then(setLista)
  }, [boveda.value, cuenta.value])
  return lista
}

function cuando(texto: string): string {
  return comunes.horaCentro(fechaHora(new Date(texto)))
}

function Fila({ folio, codigoIntegridad, capturadoEn, estado, recibidoEn }: Comprobante) {
  return (
    <li data-folio={folio} data-estado={estado}>
      <span class="folio">{folio}</span>
      <span class={`marbete marbete-${estado}`}>{estado === "acusado" && <Icono nombre="palomita" />}{envio.estado[estado]}</span>
      <span class="texto-suave">{recibidoEn ? envio.recibido(cuando(recibidoEn)) : envio.captado(cuando(capturadoEn))}</span>
      <details>
        <summary>{envio.codigo}</summary>
        <span class="codigo-de-integridad">{agrupar(codigoIntegridad)}</span>
      </details>
    </li>
  )
}

/** Every folio made on this phone and where its record is: no image, no name. */
export function Folios() {
  const lista = useComprobantes()
  return (
    <Pantalla paso="folios" titulo={envio.folios} alVolver={() => ir("inicio")}>
      <Contadores cuenta={cuenta.value} />
      {lista?.length === 0 && <p>{envio.foliosVacia}</p>}
      {lista && lista.length > 0 && <ul class="folios">{lista.map((c) => <Fila key={c.folio} {...c} />)}</ul>}
    </Pantalla>
  )
}
