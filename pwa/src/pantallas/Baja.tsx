import { useState } from "preact/hooks"
import { abrirBoveda, anotarBaja, pendientes } from "../almacen/index.ts"
import { bloquear, boveda, ir, refrescar, sesion } from "../app/estado.ts"
import { Negativa } from "../app/negativa.ts"
import { explicar } from "../app/rechazos.ts"
import { pedirJws } from "../app/red.ts"
import { baja } from "../textos/es-MX/inicio.ts"
import { comunes } from "../textos/index.ts"
import { AvisoDeNegativa, Nota } from "./comunes/Aviso.tsx"
import { Boton } from "./comunes/Boton.tsx"
import { Campo, Casilla } from "./comunes/Campo.tsx"
import { Formulario, Pantalla } from "./comunes/Pantalla.tsx"

/** Give the device up, signed by itself; refused while a record would be left behind (ET 4.9). */
async function darDeBaja(contrasena: string): Promise<void> {
  const suya = boveda.value
  if (!suya) return
  const quedan = (await pendientes(suya.boveda)).length
  if (quedan > 0) throw new Negativa("pendientes", baja.pendientes(quedan))
  const abierta = sesion.value ?? (await abrirBoveda(contrasena, suya.boveda))
  await pedirJws(`/api/v1/enrolamientos/${suya.dispositivo}/baja`, await abierta.firmarBaja())
  await anotarBaja(suya.boveda)
  bloquear()
  await refrescar(suya.boveda)
}

/** *Baja de Dispositivo*. */
export function Baja() {
  const [contrasena, setContrasena] = useState("")
  const [confirma, setConfirma] = useState(false)
  const [ocupado, setOcupado] = useState(false)
  const [negativa, setNegativa] = useState<Negativa>()
  const dar = (): void => {
    setOcupado(true)
    darDeBaja(contrasena).catch((error: unknown) => setNegativa(explicar(error))).finally(() => setOcupado(false))
  }
  if (!boveda.value || boveda.value.deBaja) return <Hecha />
  const falta = !confirma || (!sesion.value && contrasena === "")
  return (
    <Formulario
      paso="baja" titulo={baja.titulo} alVolver={() => ir("inicio")} alEnviar={() => !falta && dar()}
      pie={<Boton accion="dar-de-baja" clase="primario" envia apagado={falta || ocupado}>{ocupado ? comunes.cargando : baja.accion}</Boton>}
    >
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      <p>{baja.texto}</p>
      <p>{baja.buenos} {baja.necesita}</p>
      {!sesion.value && <Campo nombre="contrasena" etiqueta={baja.contrasena} tipo="password" llenado="current-password" valor={contrasena} alCambiar={setContrasena} />}
      <Casilla nombre="confirmo" marcada={confirma} alCambiar={setConfirma}>{baja.confirmo}</Casilla>
    </Formulario>
  )
}

function Hecha() {
  return (
    <Pantalla paso="baja-hecha" titulo={baja.titulo} pie={<Boton accion="continuar" clase="primario" alTocar={() => ir("inicio")}>{comunes.aInicio}</Boton>}>
      <Nota tono="bien" icono="palomita">{baja.hecho} {baja.hechoTexto}</Nota>
    </Pantalla>
  )
}
