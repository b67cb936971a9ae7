import { useState } from "preact/hooks"
import { cambiarContrasena } from "../../almacen/index.ts"
import { boveda, entrar, ir, type Boveda } from "../../app/estado.ts"
import { alta } from "../../textos/es-MX/alta.ts"
import { contrasena as textos } from "../../textos/es-MX/contrasena.ts"
import { comunes } from "../../textos/index.ts"
import { MIN_CONTRASENA } from "../alta/Formularios.tsx"
import { useActo } from "../comunes/acto.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Campo, Casilla } from "../comunes/Campo.tsx"
import { Formulario, Pantalla } from "../comunes/Pantalla.tsx"

/** *Contraseña*: another one for the same key, by whoever knows the one there is. */
export function Cambiar() {
  const [hecha, setHecha] = useState(false)
  if (!boveda.value || hecha) return <Hecha />
  return <Formular suya={boveda.value} alHacer={() => setHecha(true)} />
}

function Formular({ suya, alHacer }: { suya: Boveda; alHacer: () => void }) {
  const [actual, setActual] = useState("")
  const [nueva, setNueva] = useState("")
  const [otra, setOtra] = useState("")
  const [ver, setVer] = useState(false)
  const [enviada, setEnviada] = useState(false)
  const { ocupado, negativa, hacer } = useActo()
  const corta = [...nueva].length < MIN_CONTRASENA
  const enviar = (): void => {
    setEnviada(true)
    if (corta || nueva !== otra || ocupado) return
    void hacer(async () => {
      await entrar(await cambiarContrasena(suya.boveda, actual, nueva))
      alHacer()
    })
  }
  const tipo = ver ? "text" : "password"
  return (
    <Formulario
      paso="contrasena" titulo={textos.cambiar.titulo} alVolver={() => ir("inicio")} alEnviar={enviar}
      pie={
        <>
          <Boton accion="cambiar" clase="primario" envia apagado={ocupado || actual === ""}>{ocupado ? comunes.cargando : textos.cambiar.accion}</Boton>
          <Boton accion="olvide" clase="llano" alTocar={() => ir("olvide")}>{textos.olvide.accion}</Boton>
        </>
      }
    >
      <p class="texto-suave">{textos.cambiar.texto}</p>
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      <div class="campos">
        <Campo nombre="actual" etiqueta={textos.cambiar.actual} valor={actual} tipo={tipo} llenado="current-password" alCambiar={setActual} />
        <Campo nombre="contrasena" etiqueta={textos.cambiar.nueva} ayuda={alta.contrasena.ayuda} error={enviada && corta ? alta.contrasena.corta : undefined} valor={nueva} tipo={tipo} llenado="new-password" alCambiar={setNueva} />
        <Campo nombre="contrasena2" etiqueta={alta.contrasena.segunda} error={enviada && !corta && nueva !== otra ? alta.contrasena.distinta : undefined} valor={otra} tipo={tipo} llenado="new-password" alCambiar={setOtra} />
      </div>
      <Casilla nombre="ver" marcada={ver} alCambiar={setVer} llana>{alta.contrasena.ver}</Casilla>
    </Formulario>
  )
}

function Hecha() {
  return (
    <Pantalla paso="contrasena-hecha" titulo={textos.cambiar.titulo} pie={<Boton accion="continuar" clase="primario" alTocar={() => ir("inicio")}>{comunes.aInicio}</Boton>}>
      <Nota tono="bien" icono="palomita">{textos.cambiar.hecho} {textos.cambiar.hechoTexto}</Nota>
    </Pantalla>
  )
}
