import { useEffect, useState } from "preact/hooks"
import { anotarAlta } from "../../almacen/index.ts"
import { enviarTodo } from "../../app/envio.ts"
import { ir, refrescar, type Boveda } from "../../app/estado.ts"
import { explicar } from "../../app/rechazos.ts"
import type { Negativa, Palabras } from "../../app/negativa.ts"
import { alta } from "../../textos/es-MX/alta.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Icono } from "../comunes/Icono.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { consultarAlta, type Estado } from "./enrolamiento.ts"

const CADA_MS = 4_000

interface Marcha {
  readonly estado: Estado
  readonly motivo: string
  readonly negativa?: Negativa
}

/** One turn: send what waits, ask how it goes, keep the answer. */
async function avanzar(boveda: Boveda): Promise<Marcha> {
  const rechazo = await enviarTodo(boveda.boveda)
  const { estado, motivo } = await consultarAlta(boveda.dispositivo)
  if (estado !== "sin_alta" && estado !== boveda.alta) {
    await anotarAlta(boveda.boveda, estado)
    await refrescar(boveda.boveda)
  }
  return { estado, motivo, ...(rechazo ? { negativa: rechazo } : {}) }
}

/** Turn after turn until it is opened or refused; `vuelta` starts again at once. */
function useMarcha(boveda: Boveda, vuelta: number): Marcha {
  const [marcha, setMarcha] = useState<Marcha>({ estado: boveda.alta === "recibida" ? "sin_alta" : boveda.alta, motivo: "" })
  useEffect(() => {
    let vigente = true
    let reloj: ReturnType<typeof setTimeout> | undefined
    const turno = async (): Promise<void> => {
      const nueva = await avanzar(boveda).catch((error: unknown) => ({ estado: "sin_alta" as const, motivo: "", negativa: explicar(error) }))
      if (!vigente) return
      setMarcha(nueva)
      if (nueva.estado === "sin_alta" || nueva.estado === "recibida") reloj = setTimeout(() => void turno(), CADA_MS)
    }
    if (boveda.alta !== "abierta") void turno()
    return () => {
      vigente = false
      clearTimeout(reloj)
    }
  }, [boveda.boveda, vuelta])
  return marcha
}

function Pasos({ estado }: { estado: Estado }) {
  const hechos = { guardada: true, enviada: estado !== "sin_alta", abierta: estado === "abierta" }
  return (
    <div role="status" aria-live="polite">
      <ul class="pasos-de-espera">
        {(["guardada", "enviada", "abierta"] as const).map((nombre) => (
          <li key={nombre} data-hecho={hechos[nombre] ? "si" : undefined}>
            <Icono nombre={hechos[nombre] ? "palomita" : "reloj"} /> <span>{hechos[nombre] ? alta.espera[nombre] : alta.espera.falta[nombre]}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The alta travels and is opened by the server; until then nothing can be captured. */
export function Espera({ boveda, alRepetir }: { boveda: Boveda; alRepetir: () => void }) {
  const [vuelta, setVuelta] = useState(0)
  const { estado, motivo, negativa } = useMarcha(boveda, vuelta)
  if (estado === "abierta") return <Lista auxiliar={boveda.auxiliar} />
  if (estado === "no_abre") return <NoAbre palabras={alta.espera.noAbre(motivo)} alRepetir={alRepetir} />
  return (
    <Pantalla
      paso="alta-espera" titulo={alta.espera.titulo} alVolver={() => ir("inicio")}
      pie={<Boton accion="enviar" clase="primario" alTocar={() => setVuelta((v) => v + 1)}>{estado === "recibida" ? alta.espera.preguntar : alta.espera.accion}</Boton>}
    >
      <Pasos estado={estado} />
      {negativa ? <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} /> : <p class="texto-suave">{alta.espera.texto}</p>}
    </Pantalla>
  )
}

function Lista({ auxiliar }: { auxiliar: string }) {
  return (
    <Pantalla
      paso="alta-lista" titulo={alta.espera.listo}
      pie={<Boton accion="continuar" clase="primario" alTocar={() => ir("inicio")}>{comunes.aInicio}</Boton>}
    >
      <Pasos estado="abierta" />
      <p>{alta.espera.listoTexto(auxiliar)}</p>
    </Pantalla>
  )
}

function NoAbre({ palabras, alRepetir }: { palabras: Palabras; alRepetir: () => void }) {
  return (
    <Pantalla
      paso="alta-no-abre" titulo={alta.espera.noAbreTitulo} alVolver={() => ir("inicio")}
      pie={<Boton accion="repetir" clase="primario" alTocar={alRepetir}>{alta.espera.repetir}</Boton>}
    >
      <AvisoDeNegativa palabras={palabras} codigo="no_abre" />
    </Pantalla>
  )
}
