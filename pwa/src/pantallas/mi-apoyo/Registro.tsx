/** From *Registro Ciudadano* to the request of a code (ET 7.6 to 7.8): three screens. */

import { useEffect, useState } from "preact/hooks"
import { cerrarTodas } from "../../camara/flujo.ts"
import { olvidar } from "../../camara/fotografia.ts"
import { apartado, soltarApartado } from "../../almacen/apartado.ts"
import { comprobada, CORREO, olvidarComprobacion, pendienteDe, pruebaDe } from "../../app/comprobacion.ts"
import { condiciones, irAComprobar, pedirCodigo, type Apartado, type Condiciones, type CuentaDeCorreo } from "../../app/miApoyo.ts"
import { ir } from "../../app/estado.ts"
import { leerReverso, type Reverso } from "../../core/miApoyo.ts"
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
const NADA: Promise<Reverso | undefined> = Promise.resolve(undefined)

function soltarTodo(): void {
  cerrarTodas()
  olvidar()
  soltar()
}

const NINGUNA: CuentaDeCorreo = { tipo: CORREO, correo: "" }

/** The three screens, and what was read between them; it lives in memory and goes with them. */
export function Registro() {
  const [paso, setPaso] = useState<"registro" | "reverso" | "cuenta">("registro")
  const [dichas, setDichas] = useState<Condiciones>()
  const [lectura, setLectura] = useState(NADA)
  const [escrita, setEscrita] = useState<CuentaDeCorreo>(NINGUNA)
  const { ocupado, negativa, hacer, olvidar: callar } = useActo()
  useEffect(() => soltarTodo, [])
  useEffect(() => {
    if (pendienteDe("mi_apoyo")) void hacer(retomar)
    else void soltarApartado().catch(() => undefined) // nobody came back for it
  }, [])

  /** Back from the provider: what was read of the credential is still here, whatever it said. */
  const retomar = async (): Promise<void> => {
    const pendiente = pendienteDe("mi_apoyo")
    const dejado = (await apartado()) as Apartado | undefined
    if (!pendiente || !dejado) return
    const actuales = await condiciones()
    setDichas(actuales)
    setLectura(Promise.resolve(dejado.reverso))
    setEscrita(dejado)
    setPaso("cuenta")
    if (!(await comprobada(pendiente))) return
    await pedirCodigo(dejado.reverso, { ...dejado, prueba: pruebaDe(pendiente) }, actuales)
    olvidarComprobacion()
    await soltarApartado()
  }
  const pedir = async (reverso: Reverso, cuenta: CuentaDeCorreo): Promise<void> => {
    setEscrita(cuenta)
    if (cuenta.tipo === CORREO) return dichas && pedirCodigo(reverso, cuenta, dichas)
    return irAComprobar({ reverso, ...cuenta })
  }

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
        alVolver={() => setPaso("registro")} porLeer={POR_LEER} alTomar={(pixeles, vivas) => setLectura(leer(pixeles, "reverso", POR_LEER.encargo, vivas).then(leerReverso))}
        alAceptar={() => { cerrarTodas(); setPaso("cuenta") }}
      />
    )
  if (paso === "cuenta" && dichas)
    return (
      <Cuenta
        avance={avance(3)} lectura={lectura} escrita={escrita} condiciones={dichas} ocupado={ocupado} negativa={negativa}
        alRepetir={() => { callar(); setPaso("reverso") }}
        alPedir={(reverso, cuenta) => void hacer(() => pedir(reverso, cuenta))}
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
