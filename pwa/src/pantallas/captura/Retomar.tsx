import { captura } from "../../textos/es-MX/captura.ts"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import type { Pausas } from "./pausa.ts"

/** The phone closed the app over a capture: whose it was may still be there, or have gone. */
export function Retomar({ pausas: { hallada, soltar }, alSeguir }: { pausas: Pausas; alSeguir: () => void }) {
  if (!hallada) return <p class="pantalla cargando" role="status">{comunes.cargando}</p>
  const { titulo, texto, cifrada, seguir, descartar } = captura.retomar
  return (
    <Pantalla
      paso="captura-retomar" titulo={titulo}
      pie={
        <>
          <Boton accion="retomar" clase="primario" icono="camara" alTocar={alSeguir}>{seguir}</Boton>
          <Boton accion="descartar" clase="llano" alTocar={soltar}>{descartar}</Boton>
        </>
      }
    >
      <p>{texto}</p>
      <Nota icono="candado">{cifrada}</Nota>
    </Pantalla>
  )
}
