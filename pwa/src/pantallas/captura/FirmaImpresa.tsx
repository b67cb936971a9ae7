import { useEffect, useRef, useState } from "preact/hooks"
import type { Recorte } from "../../core/credencial/modelos.ts"
import { captura } from "../../textos/es-MX/captura.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { Boton } from "../comunes/Boton.tsx"
import { Dialogo } from "../comunes/Dialogo.tsx"

/** The part of a photograph, drawn; its pixels go with the component. `margen`: how much more of the card, as a share of it. */
function Parte({ jpeg, recorte, margen, alt }: { jpeg: Uint8Array<ArrayBuffer>; recorte: Recorte; margen: number; alt: string }) {
  const lienzo = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let vigente = true
    const suyo = lienzo.current
    void createImageBitmap(new Blob([jpeg], { type: "image/jpeg" })).then((imagen) => {
      if (vigente && suyo) dibujar(suyo, imagen, recorte, margen)
      imagen.close()
    })
    return () => {
      vigente = false
      if (suyo) suyo.width = suyo.height = 0
    }
  }, [jpeg, recorte, margen])
  return <canvas ref={lienzo} role="img" aria-label={alt} />
}

function dibujar(lienzo: HTMLCanvasElement, imagen: ImageBitmap, recorte: Recorte, margen: number): void {
  const [izquierda, arriba] = [Math.max(0, recorte.x - margen), Math.max(0, recorte.y - margen)]
  const [derecha, abajo] = [Math.min(1, recorte.x + recorte.ancho + margen), Math.min(1, recorte.y + recorte.alto + margen)]
  const [x, y] = [izquierda * imagen.width, arriba * imagen.height]
  const [ancho, alto] = [(derecha - izquierda) * imagen.width, (abajo - arriba) * imagen.height]
  lienzo.width = Math.round(ancho)
  lienzo.height = Math.round(alto)
  lienzo.getContext("2d")?.drawImage(imagen, x, y, ancho, alto, 0, 0, lienzo.width, lienzo.height)
}

/** The signature that the card prints, from the photograph just taken, to compare with (ET 5.12, 7.18). */
export function FirmaImpresa({ jpeg, recorte }: { jpeg: Uint8Array<ArrayBuffer>; recorte: Recorte }) {
  const [grande, setGrande] = useState(false)
  return (
    <>
      <button type="button" class="firma-impresa" data-accion="ampliar" onClick={() => setGrande(true)}>
        <Parte jpeg={jpeg} recorte={recorte} margen={0.06} alt={captura.firma.impresa} />
        <span>{captura.firma.ampliar}</span>
      </button>
      {grande && (
        <Dialogo titulo={captura.firma.impresa} alCerrar={() => setGrande(false)}>
          <div class="firma-impresa-grande"><Parte jpeg={jpeg} recorte={recorte} margen={0.1} alt={captura.firma.impresa} /></div>
          <Boton accion="cerrar-ampliada" clase="primario" alTocar={() => setGrande(false)}>{comunes.cerrar}</Boton>
        </Dialogo>
      )}
    </>
  )
}
