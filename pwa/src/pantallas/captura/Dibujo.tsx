/**
 * What tells one model of the credential from another at a glance (ET 5.4): what its back carries.
 * Drawn, not photographed: no picture of a real credential belongs in an app.
 */

import { modeloDe, type Modelo } from "../../core/credencial/modelos.ts"

type Senas = Pick<Modelo, "codigos" | "qr" | "mrz" | "exterior">

/** A model newer than this app: the manifest may name it, and its back looks like the last one. */
const RECIENTE: Senas = { codigos: ["barras", "qr"], qr: "denso", mrz: true, exterior: false }

const ANCHOS = [1, 2, 1, 1, 3, 1, 2, 1, 1, 2, 3, 1, 1, 2, 1, 3, 1, 1, 2, 1]

function Barras({ x, y, alto }: { x: number; y: number; alto: number }) {
  let lugar = x
  const d = ANCHOS.map((ancho) => {
    const barra = `M${lugar} ${y}h${ancho}v${alto}h${-ancho}z`
    lugar += ancho + 1
    return barra
  })
  return <path class="dibujo-tinta" d={d.join("")} />
}

/** A patch of modules, the same each time: `lado` of them, `modulo` px each. */
function Mosaico({ x, y, columnas, filas, modulo }: { x: number; y: number; columnas: number; filas: number; modulo: number }) {
  let d = ""
  for (let fila = 0; fila < filas; fila++) {
    for (let columna = 0; columna < columnas; columna++) {
      if ((fila * 7 + columna * 5 + ((fila * columna) % 3)) % 4 < 2) d += `M${x + columna * modulo} ${y + fila * modulo}h${modulo}v${modulo}h${-modulo}z`
    }
  }
  return <path class="dibujo-tinta" d={d} />
}

/** What models before the dense codes carry: bars, mosaic, the printed signature. */
function DeAntes({ codigos, qr }: Senas) {
  const columnas = qr === "ninguno" ? 20 : 12
  return (
    <>
      {codigos.includes("barras") && <Barras x={10} y={16} alto={16} />}
      {codigos.includes("pdf417") && <Mosaico x={128 - 3 * (columnas + 1) - (qr === "ninguno" ? 0 : 22)} y={16} columnas={columnas} filas={6} modulo={3} />}
      {qr !== "ninguno" && <Mosaico x={105} y={16} columnas={8} filas={8} modulo={2.6} />}
      <path class="dibujo-linea" d="M14 47c6-9 11 4 15-3s7-4 10 0 8-6 14-3 9 3 15-1" />
    </>
  )
}

/** Two dense codes, the bars and the small code of services. */
function Densos() {
  return (
    <>
      <Mosaico x={10} y={16} columnas={13} filas={13} modulo={2.6} />
      <Mosaico x={47} y={16} columnas={13} filas={13} modulo={2.6} />
      <Barras x={84} y={16} alto={10} />
      <Mosaico x={105} y={32} columnas={8} filas={8} modulo={2.6} />
    </>
  )
}

/** The back of a credential of `modelo`, 136 × 90, with what the catalogue says it carries. */
export function Dibujo({ modelo }: { modelo: string }) {
  const senas = modeloDe(modelo) ?? RECIENTE
  return (
    <svg viewBox="0 0 136 90" aria-hidden="true" focusable="false">
      <rect class="dibujo-papel" x="1" y="1" width="134" height="86" rx="5" />
      {senas.exterior && <path class="dibujo-grana" d="M1 6a5 5 0 0 1 5-5h124a5 5 0 0 1 5 5v4H1z" />}
      {senas.qr === "denso" ? <Densos /> : <DeAntes {...senas} />}
      {senas.mrz ? (
        <path class="dibujo-tinta" d="M10 62h116v4H10zM10 69.5h116v4H10zM10 77h116v4H10z" />
      ) : (
        <path class="dibujo-linea" d="M10 54h116v25H10zM33 54v25M56 54v25M79 54v25M102 54v25M10 66.5h116" />
      )}
    </svg>
  )
}
