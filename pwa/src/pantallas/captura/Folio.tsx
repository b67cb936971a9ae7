import { useEffect, useState } from "preact/hooks"
import type { Guardado } from "../../almacen/index.ts"
import { vibrar } from "../../app/ajustes.ts"
import { agrupar } from "../../core/codigo.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Icono } from "../comunes/Icono.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { Qr } from "../comunes/Qr.tsx"
import { direccionDelComprobante } from "./comprobante.ts"

/** The folio, once what was kept has been read back (ET 5.13), and the citizen's comprobante. */
export function Folio({ guardado, denominacion, alContinuar }: { guardado: Guardado; denominacion: string; alContinuar: () => void }) {
  const [copiado, setCopiado] = useState<"copiado" | "noCopiado">()
  useEffect(() => vibrar("bien"), [])
  const url = direccionDelComprobante(location.origin, guardado)
  const copiar = async (): Promise<void> => {
    const texto = captura.folio.copia({ proceso: denominacion, folio: guardado.folio, codigo: guardado.codigoIntegridad, url })
    try {
      await navigator.clipboard.writeText(texto)
      setCopiado("copiado")
    } catch {
      setCopiado("noCopiado")
    }
  }
  return (
    <Pantalla
      paso="captura-folio" titulo={captura.folio.titulo}
      pie={
        <>
          <p role="status" class={copiado ? "texto-suave" : "solo-lectores"}>{copiado ? captura.folio[copiado] : ""}</p>
          <div class="fila">
            <Boton accion="copiar" icono="copiar" alTocar={() => void copiar()}>{captura.folio.copiar}</Boton>
            <Boton accion="continuar" clase="primario" alTocar={alContinuar}>{comunes.continuar}</Boton>
          </div>
        </>
      }
    >
      <p class="nota nota-espera"><Icono nombre="telefono" /> <span>{captura.folio.texto}</span></p>
      <section class="comprobante" data-tema="claro" aria-label={captura.folio.comprobante}>
        <h2>{captura.folio.comprobante}</h2>
        <p class="folio folio-grande" data-folio={guardado.folio}>{guardado.folio}</p>
        <div class="datos">
          <Qr texto={url} nombre={captura.folio.qr} />
          <dl class="ficha">
            <div><dt>{captura.folio.proceso}</dt><dd>{denominacion}</dd></div>
          </dl>
        </div>
        <dl class="ficha">
          <div><dt>{captura.folio.codigo}</dt><dd class="codigo-de-integridad" data-codigo={guardado.codigoIntegridad}>{agrupar(guardado.codigoIntegridad)}</dd></div>
        </dl>
        <p>{captura.folio.fotografie}</p>
      </section>
    </Pantalla>
  )
}
