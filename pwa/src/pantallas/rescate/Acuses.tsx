import { useState } from "preact/hooks"
import { tomarAcuses, type AcusesTomados } from "../../almacen/index.ts"
import { refrescar } from "../../app/estado.ts"
import { Negativa } from "../../app/negativa.ts"
import { leerAcuses } from "../../core/rescate.ts"
import { rescate } from "../../textos/es-MX/rescate.ts"
import { useActo } from "../comunes/acto.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"

const MAX_ARCHIVO = 64 * 1024 * 1024
const textos = rescate.acuses
const SUERTES = ["recibidos", "yaEstaban", "noRecibidos", "ajenos"] as const

interface Palabras {
  readonly titulo: string
  readonly que_hacer: string
}

function enPalabras(code: string): Palabras {
  return (rescate.negativas as Readonly<Record<string, Palabras>>)[code] ?? rescate.negativaDesconocida
}

async function leerDe(archivo: File): Promise<readonly string[]> {
  const firmados = archivo.size <= MAX_ARCHIVO ? leerAcuses(await archivo.text()) : undefined
  if (!firmados) throw new Negativa("acuses-ajenos", textos.noEs)
  return firmados
}

/** Receipts that came by hand: each is verified, and only its own record is erased (ET 6.5). */
export function Acuses() {
  const [tomados, setTomados] = useState<AcusesTomados>()
  const { ocupado, negativa, hacer } = useActo()
  const tomar = (archivo: File | undefined): void => {
    setTomados(undefined)
    if (!archivo) return
    void hacer(async () => {
      setTomados(await tomarAcuses(await leerDe(archivo), enPalabras))
      await refrescar()
    })
  }
  return (
    <section class="campos" aria-labelledby="acuses">
      <h2 id="acuses">{textos.titulo}</h2>
      <p>{textos.texto}</p>
      <div class="campo">
        <label for="archivo-acuses">{textos.elegir}</label>
        <input id="archivo-acuses" name="acuses" type="file" disabled={ocupado} onChange={(evento) => tomar(evento.currentTarget.files?.[0])} />
      </div>
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      {tomados && <Resultado tomados={tomados} />}
    </section>
  )
}

function Resultado({ tomados }: { tomados: AcusesTomados }) {
  const hubo = SUERTES.filter((suerte) => tomados[suerte] > 0)
  return (
    <div class="campos" role="status" data-acuses-tomados={tomados.recibidos}>
      {hubo.length === 0 && <p>{textos.ninguno}</p>}
      {hubo.map((suerte) => <Nota key={suerte} tono={suerte === "recibidos" || suerte === "yaEstaban" ? "bien" : "espera"} icono={suerte === "recibidos" || suerte === "yaEstaban" ? "palomita" : "aviso"}>{textos[suerte](tomados[suerte])}</Nota>)}
    </div>
  )
}
