import { useEffect, useState } from "preact/hooks"
import { porRescatar } from "../almacen/index.ts"
import { bloquear, boveda, cuenta, enroladas, ir, refrescar, type Boveda } from "../app/estado.ts"
import { personas } from "../textos/es-MX/contrasena.ts"
import { inicio } from "../textos/es-MX/inicio.ts"
import { Boton } from "./comunes/Boton.tsx"
import { Icono } from "./comunes/Icono.tsx"
import { Pantalla } from "./comunes/Pantalla.tsx"
import "../estilos/personas.css"

/** Lock whoever was in and go on as another: nothing is erased, and each opens with its own password. */
function usar(id: string): void {
  bloquear()
  void refrescar(id).then(() => ir("inicio"))
}

/** An enrolment of somebody else, whatever vaults there are: the address says that it is another. */
function registrarOtra(): void {
  bloquear()
  location.hash = "#/alta?autenticacion=correo"
}

/** *¿Quién usa el teléfono?*: a shared phone keeps a vault for each auxiliar, and each counts apart. */
export function Personas() {
  return (
    <Pantalla
      paso="personas" titulo={personas.titulo} alVolver={() => ir("inicio")}
      pie={<Boton accion="otra-persona" alTocar={registrarOtra}>{personas.otra}</Boton>}
    >
      <p>{personas.texto}</p>
      <ul class="personas">
        {(enroladas.value ?? []).map((suya) => <Persona key={suya.boveda} suya={suya} />)}
      </ul>
      <p class="texto-suave">{personas.envio}</p>
    </Pantalla>
  )
}

function estadoDe(suya: Boveda, quedan: number): string {
  const lugar = suya.deBaja ? `${personas.deBaja} · ` : suya.alta === "abierta" ? "" : `${personas.sinTerminar} · `
  return lugar + personas.pendientes(quedan)
}

function Persona({ suya }: { suya: Boveda }) {
  const [quedan, setQuedan] = useState(0)
  useEffect(() => void porRescatar([suya.boveda]).then(({ registros }) => setQuedan(registros)), [suya.boveda, cuenta.value])
  const actual = suya.boveda === boveda.value?.boveda
  return (
    <li class="persona" data-persona={suya.auxiliar} data-actual={actual ? "si" : undefined}>
      <div>
        <p><strong>{inicio.conAlta.auxiliar(suya.auxiliar, suya.numero)}</strong></p>
        <p class="texto-suave">{suya.manifiesto.denominacion}</p>
        <p class="texto-suave" data-pendientes={quedan}>{estadoDe(suya, quedan)}</p>
      </div>
      {actual
        ? <span class="marbete"><Icono nombre="palomita" />{personas.actual}</span>
        : <Boton accion="usar" alTocar={() => usar(suya.boveda)}>{personas.usar(suya.auxiliar)}</Boton>}
    </li>
  )
}
