/** From *Registro Ciudadano* to the request of a code (ET 7.6 to 7.8): three screens. */

import { useEffect, useState } from "preact/hooks"
import { cerrarTodas } from "../../camara/flujo.ts"
import { olvidar } from "../../camara/fotografia.ts"
import { condiciones, pedirCodigo, type Condiciones } from "../../app/miApoyo.ts"
import { ir } from "../../app/estado.ts"
import type { Codigo } from "../../core/contenido.ts"
import { leerReverso } from "../../core/miApoyo.ts"
import { encargoDe } from "../../lectura/impresos.ts"
import { leer, preparar, soltar } from "../../lectura/lector.ts"
import { miApoyo } from "../../textos/es-MX/miApoyo.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { Dibujo } from "../captura/Dibujo.tsx"
import { Fotografia } from "../captura/Fotografia.tsx"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { Cuenta } from "./Cuenta.tsx"
import { useActo } from "../comunes/acto.ts"

const TOTAL = 4 // registro, reverso, cuenta, código
/** Which model it is comes later (ET 7.13): of all those taken, the reverso is read alike. */
const POR_LEER = { modelo: "G", encargo: encargoDe("G", "reverso") }
const NADA: Promise<readonly Codigo[]> = Promise.resolve([])

function soltarTodo(): void {
  cerrarTodas()
  olvidar()
  soltar()
}

/** The three screens, and what was read between them; it lives in memory and goes with them. */
export function Registro() {
  const [paso, setPaso] = useState<"registro" | "reverso" | "cuenta">("registro")
  const [dichas, setDichas] = useState<Condiciones>()
  const [lectura, setLectura] = useState(NADA)
  const { ocupado, negativa, hacer, olvidar: callar } = useActo()
  useEffect(() => soltarTodo, [])

  const empezar = (): void =>
    void hacer(async () => {
      setDichas(await condiciones())
      preparar()
      setPaso("reverso")
    })
  const avance = (n: number) => ({ paso: n, total: TOTAL })
  if (paso === "reverso")
    return (
      <Fotografia
        paso="mi-apoyo-reverso" lente="environment" sujeto="credencial" textos={miApoyo.reverso} avance={avance(2)}
        alVolver={() => setPaso("registro")} porLeer={POR_LEER} alTomar={(pixeles, vivas) => setLectura(leer(pixeles, "reverso", POR_LEER.encargo, vivas))}
        alAceptar={() => { cerrarTodas(); setPaso("cuenta") }}
      />
    )
  if (paso === "cuenta" && dichas)
    return (
      <Cuenta
        avance={avance(3)} lectura={lectura.then(leerReverso)} condiciones={dichas} ocupado={ocupado} negativa={negativa}
        alRepetir={() => { callar(); setPaso("reverso") }}
        alPedir={(reverso, tipo, correo) => void hacer(() => pedirCodigo(reverso, tipo, correo, dichas))}
      />
    )
  return (
    <Pantalla
      paso="mi-apoyo-registro" titulo={miApoyo.registro.titulo} avance={avance(1)} alVolver={() => ir("inicio")}
      pie={<Boton accion="generar" clase="primario" apagado={ocupado} alTocar={empezar}>{ocupado ? comunes.cargando : miApoyo.registro.accion}</Boton>}
    >
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      <Requisitos />
    </Pantalla>
  )
}

function Requisitos() {
  const { texto, necesita, lista, modelos, otra, otraTexto, una, sellado } = miApoyo.registro
  return (
    <>
      <p>{texto}</p>
      <h2>{necesita}</h2>
      <ul class="lista">{lista.map((linea) => <li key={linea}>{linea}</li>)}</ul>
      <div class="modelos-propios" aria-hidden="true">{["F", "G", "H"].map((m) => <Dibujo key={m} modelo={m} />)}</div>
      <p class="texto-suave">{modelos}</p>
      <details class="requisitos" data-accion="otra-credencial">
        <summary>{otra}</summary>
        <p>{otraTexto}</p>
      </details>
      <Nota icono="telefono">{una}</Nota>
      <Nota icono="candado">{sellado}</Nota>
    </>
  )
}
