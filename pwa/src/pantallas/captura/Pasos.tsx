/** The steps of a capture that are not pictures: model, codes read, original, manifiesto. */

import { useEffect, useState } from "preact/hooks"
import { reunirClaves } from "../../lectura/codigos.ts"
import { delReverso } from "../../lectura/enVivo.ts"
import type { Claves, Codigo } from "../../core/contenido.ts"
import { faltan, modeloDe } from "../../core/credencial/modelos.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { miApoyo } from "../../textos/es-MX/miApoyo.ts"
import { Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Casilla } from "../comunes/Campo.tsx"
import { Grabaciones, TextoQueSeOye } from "../comunes/Escuchar.tsx"
import { Pantalla, type PropsDePantalla } from "../comunes/Pantalla.tsx"
import { Dibujo } from "./Dibujo.tsx"

type Comunes = Pick<PropsDePantalla, "avance" | "alVolver"> & { readonly propia: boolean }

/** Which credential it is, by its picture (ET 5.4). */
export function Modelo({ modelos, alElegir, alElegirOtra, propia, ...resto }: Comunes & { modelos: readonly string[]; alElegir: (modelo: string) => void; alElegirOtra?: () => void }) {
  return (
    <Pantalla {...resto} salida="cerrar" paso="captura-modelo" titulo={propia ? captura.modelo.tituloPropia : captura.modelo.titulo}>
      <p class="texto-suave">{propia ? captura.modelo.textoPropia : captura.modelo.texto}</p>
      <ul class="modelos">
        {modelos.map((modelo) => (
          <li key={modelo}>
            <button type="button" class="modelo" data-accion="elegir" data-modelo={modelo} onClick={() => alElegir(modelo)}>
              <Dibujo modelo={modelo} />
              <span class="modelo-nombre">{captura.modelo.nombre(modelo)}</span>
              <span class="modelo-senas">{modeloDe(modelo)?.descripcion ?? captura.modelo.reciente}</span>
            </button>
          </li>
        ))}
      </ul>
      {alElegirOtra && <Boton accion="otra-credencial" clase="llano" alTocar={alElegirOtra}>{miApoyo.modelo.otra}</Boton>}
    </Pantalla>
  )
}

/** What a promise of codes gives; undefined while it is being read. */
function useLeidos(lectura: Promise<readonly Codigo[]>): readonly Codigo[] | undefined {
  const [leidos, setLeidos] = useState<readonly Codigo[]>()
  useEffect(() => {
    let vigente = true
    lectura.then((codigos) => vigente && setLeidos(codigos), () => vigente && setLeidos([]))
    return () => {
      vigente = false
    }
  }, [lectura])
  return leidos
}

/** Pictures of the back after which the app stops asking for another (ET 5.6). */
const MAX_INTENTOS = 3
const CLAVES = ["cic", "ocr", "identificador", "emision", "clave"] as const

/** Return which keys that model asks for were not read; of a model newer than the app, none is known. */
function porAclarar(modelo: string, claves: Claves): string[] {
  return modeloDe(modelo) ? faltan(modelo, claves).map((nombre) => captura.codigos[nombre]) : []
}

function Sellados({ codigos, simbologia, nombre }: { codigos: readonly Codigo[]; simbologia: string; nombre: (n: number) => string }) {
  const n = codigos.filter((codigo) => codigo.simbologia === simbologia).length
  return n > 0 ? <div data-codigo={simbologia}><dt>{nombre(n)}</dt><dd>{captura.codigos.guardado(n)}</dd></div> : null
}

/** What is still to be cleared up, and whether another picture may help; it never stops the support (ET 5.6). */
function Pendientes({ codigos, faltantes, repetible, intentos }: { codigos: readonly Codigo[]; faltantes: readonly string[]; repetible: boolean; intentos: number }) {
  if (codigos.length > 0 && faltantes.length === 0) return null
  const nada = codigos.length === 0
  return (
    <Nota tono="espera" icono="aviso">
      <strong data-clave="aclarar">{nada ? `${captura.codigos.aclarar}.` : captura.codigos.falta(faltantes)}</strong>{" "}
      {repetible && <span data-intentos={intentos}>{intentos < MAX_INTENTOS ? captura.codigos.intento(intentos, MAX_INTENTOS) : captura.codigos.bastan} </span>}
      {nada ? captura.codigos.aclararTexto : captura.codigos.parcial}
    </Nota>
  )
}

function Lectura({ codigos, modelo, intentos }: { codigos: readonly Codigo[]; modelo: string; intentos: number }) {
  const claves = reunirClaves(codigos)
  const presentes = CLAVES.filter((nombre) => claves[nombre])
  return (
    <>
      <dl class="ficha">
        {presentes.map((nombre) => (
          <div key={nombre}>
            <dt>{captura.codigos[nombre]}</dt>
            <dd class="dato" data-clave={nombre}>{claves[nombre]}</dd>
          </div>
        ))}
        <Sellados codigos={codigos} simbologia="QRCode" nombre={captura.codigos.qr} />
        <Sellados codigos={codigos} simbologia="PDF417" nombre={() => captura.codigos.pdf417} />
      </dl>
      <Pendientes codigos={codigos} faltantes={porAclarar(modelo, claves)} repetible={delReverso(modelo).some((nombre) => !claves[nombre])} intentos={intentos} />
      {codigos.length > 0 && <Nota icono="candado">{captura.codigos.noEditables}</Nota>}
    </>
  )
}

/** What the codes say, to be looked at and not changed (ET 5.6, 5.8); nothing read is no dead end. */
export function Codigos({ lectura, modelo, intentos, alSeguir, alRepetir, propia: _propia, ...resto }: Comunes & {
  lectura: Promise<readonly Codigo[]>
  /** Pictures taken of the back; after MAX_INTENTOS nothing is gained by another. */
  intentos: number
  modelo: string
  alSeguir: (codigos: readonly Codigo[]) => void
  alRepetir: () => void
}) {
  const leidos = useLeidos(lectura)
  return (
    <Pantalla
      {...resto} paso="captura-codigos" titulo={captura.codigos.titulo}
      pie={
        <>
          <Boton accion="siguiente" clase="primario" apagado={!leidos} alTocar={() => leidos && alSeguir(leidos)}>{comunes.siguiente}</Boton>
          <Boton accion="repetir" icono="camara" alTocar={alRepetir}>{captura.codigos.otraVez}</Boton>
        </>
      }
    >
      <div role="status" aria-live="polite" class="campos">
        {leidos ? <Lectura codigos={leidos} modelo={modelo} intentos={intentos} /> : <p>{captura.codigos.leyendo}</p>}
      </div>
    </Pantalla>
  )
}

/** The tick without which nothing goes on (ET 5.9). */
export function Original({ alSeguir, propia, ...resto }: Comunes & { alSeguir: () => void }) {
  const [marcada, setMarcada] = useState(false)
  return (
    <Pantalla
      {...resto} paso="captura-original" titulo={captura.original.titulo}
      pie={
        <>
          {!marcada && <p class="texto-suave" id="falta-original">{captura.original.falta}</p>}
          <Boton accion="siguiente" clase="primario" apagado={!marcada} describe="falta-original" alTocar={alSeguir}>{comunes.siguiente}</Boton>
        </>
      }
    >
      <p>{propia ? captura.original.textoPropia : captura.original.texto}</p>
      <Casilla nombre="original" marcada={marcada} alCambiar={setMarcada}>{captura.original.marca}</Casilla>
    </Pantalla>
  )
}

/** What the citizen supports, and whom, before signing. */
export function Manifiesto({ texto, version, promovente, alSeguir, propia: _propia, ...resto }: Comunes & { texto: string; version: number; promovente: string; alSeguir: () => void }) {
  return (
    <Pantalla
      {...resto} paso="captura-manifiesto" titulo={captura.manifiesto.titulo}
      pie={<Boton accion="siguiente" clase="primario" alTocar={alSeguir}>{captura.manifiesto.accion}</Boton>}
    >
      <p class="texto-suave">{captura.manifiesto.lea}</p>
      <p class="promovente"><span class="texto-suave">{captura.manifiesto.promovente}</span><br />{promovente}</p>
      <TextoQueSeOye texto={texto} clase="manifiesto" />
      <Grabaciones texto="manifiesto" version={version} />
    </Pantalla>
  )
}
