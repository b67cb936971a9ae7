import { useState } from "preact/hooks"
import { abrir } from "../../app/contrasena.ts"
import { boveda, entrar, ir } from "../../app/estado.ts"
import type { Negativa } from "../../app/negativa.ts"
import { explicar } from "../../app/rechazos.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { alta } from "../../textos/es-MX/alta.ts"
import { contrasena as textos } from "../../textos/es-MX/contrasena.ts"
import { inicio } from "../../textos/es-MX/inicio.ts"
import { AvisoDeNegativa } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Campo, Casilla } from "../comunes/Campo.tsx"
import { Formulario } from "../comunes/Pantalla.tsx"

/** The local password, before anything can be captured (ET 5.2). A mistake costs time, never records. */
export function Entrar({ paso, titulo = captura.contrasena.titulo }: { paso: string; titulo?: string }) {
  const [contrasena, setContrasena] = useState("")
  const [ver, setVer] = useState(false)
  const [abriendo, setAbriendo] = useState(false)
  const [negativa, setNegativa] = useState<Negativa>()
  const probar = async (): Promise<void> => {
    setAbriendo(true)
    try {
      await entrar(await abrir(contrasena, boveda.value))
    } catch (error) {
      setNegativa(explicar(error))
      setAbriendo(false)
    }
  }
  return (
    <Formulario
      paso={paso} titulo={titulo} alVolver={() => ir("inicio")} alEnviar={() => void probar()}
      pie={
        <>
          <Boton accion="entrar" clase="primario" envia apagado={abriendo || contrasena === ""}>{abriendo ? captura.contrasena.abriendo : captura.contrasena.accion}</Boton>
          <Boton accion="olvide" clase="llano" alTocar={() => ir("olvide")}>{textos.olvide.accion}</Boton>
        </>
      }
    >
      {boveda.value && <p class="texto-suave">{inicio.conAlta.auxiliar(boveda.value.auxiliar, boveda.value.numero)}</p>}
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      <Campo nombre="contrasena" etiqueta={captura.contrasena.etiqueta} valor={contrasena} tipo={ver ? "text" : "password"} llenado="current-password" alCambiar={setContrasena} />
      <Casilla nombre="ver" marcada={ver} alCambiar={setVer} llana>{alta.contrasena.ver}</Casilla>
    </Formulario>
  )
}
