import { useEffect, useState } from "preact/hooks"
import { buscarVersionNueva } from "../../app/actualizacion.ts"
import { ir, refrescar } from "../../app/estado.ts"
import { explicar } from "../../app/rechazos.ts"
import type { Palabras } from "../../app/negativa.ts"
import type { Prueba } from "../../envio/prueba.ts"
import { almacen } from "../../textos/es-MX/almacen.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"

declare const __VERSION__: string

const PALABRAS: Readonly<Record<Exclude<Prueba, "probada">, Palabras>> = {
  "sin-red": almacen.sinProbar,
  "no-abre": captura.comprobacion.noAbre,
}

/** Prove this version, and read again what the vault says of it. */
function useComprobacion(vez: number): { comprobando: boolean; palabras?: Palabras; codigo?: string } {
  const [estado, setEstado] = useState<{ comprobando: boolean; palabras?: Palabras; codigo?: string }>({ comprobando: true })
  useEffect(() => {
    let vigente = true
    const anotar = (palabras: Palabras, codigo: string): void => void (vigente && setEstado({ comprobando: false, palabras, codigo }))
    setEstado({ comprobando: true })
    import("../../envio/prueba.ts")
      .then(({ probarVersion }) => probarVersion(__VERSION__))
      .then((como) => (como === "probada" ? refrescar() : anotar(PALABRAS[como], `version-${como}`)))
      .catch((error: unknown) => anotar(explicar(error).palabras, "inesperada"))
    return () => {
      vigente = false
    }
  }, [vez])
  return estado
}

/** A version that nobody has proved yet captures nothing (ET 5.13); with network it takes seconds. */
export function Comprobacion() {
  const [vez, setVez] = useState(0)
  const { comprobando, palabras, codigo } = useComprobacion(vez)
  return (
    <Pantalla
      paso="captura-comprobacion" titulo={captura.comprobacion.titulo} alVolver={() => ir("inicio")}
      pie={<Boton accion="reintentar" clase="primario" apagado={comprobando} alTocar={() => setVez((v) => v + 1)}>{comprobando ? comunes.cargando : comunes.reintentar}</Boton>}
    >
      {palabras && <AvisoDeNegativa palabras={palabras} codigo={codigo ?? ""} />}
      <p role="status">{comprobando ? captura.comprobacion.texto : ""}</p>
    </Pantalla>
  )
}

/** The server asks for a newer version to capture; what was captured is sent all the same. */
export function VersionVieja() {
  return (
    <Pantalla
      paso="captura-version-vieja" titulo={captura.comprobacion.vieja} alVolver={() => ir("inicio")}
      pie={<Boton accion="buscar-version" clase="primario" alTocar={() => { buscarVersionNueva(); ir("inicio") }}>{captura.comprobacion.buscar}</Boton>}
    >
      <AvisoDeNegativa palabras={{ ...almacen.vieja, hacer: captura.comprobacion.viejaHacer }} codigo="version-vieja" />
    </Pantalla>
  )
}
