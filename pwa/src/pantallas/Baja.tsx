import { useEffect, useState } from "preact/hooks"
import { anotarBaja, olvidarBoveda, porRescatar } from "../almacen/index.ts"
import { abrir } from "../app/contrasena.ts"
import { bloquear, boveda, cuenta, ir, refrescar, sesion, type Boveda } from "../app/estado.ts"
import { Negativa } from "../app/negativa.ts"
import { pedirJws } from "../app/red.ts"
import { baja } from "../textos/es-MX/inicio.ts"
import { comunes } from "../textos/index.ts"
import { useActo } from "./comunes/acto.ts"
import { AvisoDeNegativa, Nota } from "./comunes/Aviso.tsx"
import { Boton } from "./comunes/Boton.tsx"
import { Campo, Casilla } from "./comunes/Campo.tsx"
import { Formulario, Pantalla } from "./comunes/Pantalla.tsx"

/** Give the device up, signed by itself; refused while a record would be left behind (ET 4.9). */
async function darDeBaja(suya: Boveda, contrasena: string): Promise<void> {
  const { sinRescatar, registros } = await porRescatar([suya.boveda])
  if (sinRescatar > 0) throw new Negativa("pendientes", baja.pendientes(registros))
  const abierta = sesion.value ?? (await abrir(contrasena, suya))
  await pedirJws(`/api/v1/enrolamientos/${suya.dispositivo}/baja`, await abierta.firmarBaja())
  await anotarBaja(suya.boveda)
  bloquear()
  await refrescar(suya.boveda)
}

/** How many have no acuse and are all of them in a rescue file; 0 when none waits, or one is in none. */
function useRescatados(id: string): number {
  const [rescatados, setRescatados] = useState(0)
  useEffect(() => void porRescatar([id]).then(({ registros, sinRescatar }) => setRescatados(sinRescatar === 0 ? registros : 0)), [id, cuenta.value])
  return rescatados
}

/** *Baja de Dispositivo*. */
export function Baja() {
  const suya = boveda.value
  if (!suya) return <Quitada />
  return suya.deBaja ? <Hecha suya={suya} /> : <Pedir suya={suya} />
}

function Pedir({ suya }: { suya: Boveda }) {
  const [contrasena, setContrasena] = useState("")
  const [confirma, setConfirma] = useState(false)
  const [tiene, setTiene] = useState(false)
  const { ocupado, negativa, hacer } = useActo()
  const rescatados = useRescatados(suya.boveda)
  const entrada = sesion.value !== null || contrasena !== ""
  const listo = confirma && entrada && (rescatados === 0 || tiene)
  return (
    <Formulario
      paso="baja" titulo={baja.titulo} alVolver={() => ir("inicio")} alEnviar={() => listo && void hacer(() => darDeBaja(suya, contrasena))}
      pie={<Pie apagado={!listo || ocupado} ocupado={ocupado} quedan={negativa?.codigo === "pendientes"} />}
    >
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      <p>{baja.texto}</p>
      <p>{baja.buenos} {baja.necesita}</p>
      {rescatados > 0 && <Rescatados cuantos={rescatados} tiene={tiene} alCambiar={setTiene} />}
      {!sesion.value && <Campo nombre="contrasena" etiqueta={baja.contrasena} tipo="password" llenado="current-password" valor={contrasena} alCambiar={setContrasena} />}
      <Casilla nombre="confirmo" marcada={confirma} alCambiar={setConfirma}>{baja.confirmo}</Casilla>
    </Formulario>
  )
}

function Pie({ apagado, ocupado, quedan }: { apagado: boolean; ocupado: boolean; quedan: boolean }) {
  return (
    <>
      <Boton accion="dar-de-baja" clase="primario" envia apagado={apagado}>{ocupado ? comunes.cargando : baja.accion}</Boton>
      {quedan && <Boton accion="rescate" alTocar={() => ir("rescate")}>{baja.hacerRescate}</Boton>}
    </>
  )
}

/** What waits is in a rescue file: said, and the person answers for having it. */
function Rescatados({ cuantos, tiene, alCambiar }: { cuantos: number; tiene: boolean; alCambiar: (tiene: boolean) => void }) {
  return (
    <>
      <Nota tono="espera" icono="aviso">{baja.rescatados(cuantos)} {baja.rescatadosTexto}</Nota>
      <Casilla nombre="tengo-archivo" marcada={tiene} alCambiar={alCambiar}>{baja.tengoArchivo}</Casilla>
    </>
  )
}

/** Given up: what waits still goes; with nothing left, its owner may take the vault off the phone. */
function Hecha({ suya }: { suya: Boveda }) {
  const [contrasena, setContrasena] = useState("")
  const { ocupado, negativa, hacer } = useActo()
  const quitar = async (): Promise<void> => {
    await olvidarBoveda(await abrir(contrasena, suya))
    await refrescar()
    ir("inicio")
  }
  return (
    <Formulario
      paso="baja-hecha" titulo={baja.titulo} alVolver={() => ir("inicio")} alEnviar={() => contrasena !== "" && !ocupado && void hacer(quitar)}
      pie={
        <>
          <Boton accion="continuar" clase="primario" alTocar={() => ir("inicio")}>{comunes.aInicio}</Boton>
          <Boton accion="quitar" envia apagado={ocupado || contrasena === ""}>{ocupado ? comunes.cargando : baja.quitar}</Boton>
        </>
      }
    >
      <Nota tono="bien" icono="palomita">{baja.hecho} {baja.hechoTexto}</Nota>
      <h2>{baja.quitarTitulo}</h2>
      <p>{baja.quitarTexto}</p>
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      <Campo nombre="contrasena" etiqueta={baja.contrasena} tipo="password" llenado="current-password" valor={contrasena} alCambiar={setContrasena} />
    </Formulario>
  )
}

function Quitada() {
  return (
    <Pantalla paso="baja-quitada" titulo={baja.titulo} pie={<Boton accion="continuar" clase="primario" alTocar={() => ir("inicio")}>{comunes.aInicio}</Boton>}>
      <p>{baja.nada}</p>
      <p>{baja.nadaHacer}</p>
    </Pantalla>
  )
}
