import { explicar } from "../app/rechazos.ts"
import { almacen } from "../textos/es-MX/almacen.ts"
import { comunes } from "../textos/index.ts"
import { AvisoDeNegativa } from "./comunes/Aviso.tsx"
import { Boton } from "./comunes/Boton.tsx"
import { Pantalla } from "./comunes/Pantalla.tsx"

/** The phone's storage does not open: said plainly, since without it no support would be safe. */
export function NoArranca({ error }: { error: unknown }) {
  const { palabras: generales, codigo } = explicar(error)
  // At the start there is no capture in the hands, and there is what must not be erased.
  const palabras = codigo === "almacen-cerrado" ? { ...generales, hacer: almacen.cerrado.alAbrir } : generales
  return (
    <Pantalla paso="no-arranca" titulo={comunes.noAbrio} pie={<Boton accion="reintentar" clase="primario" alTocar={() => location.reload()}>{comunes.reintentar}</Boton>}>
      <AvisoDeNegativa palabras={palabras} codigo={codigo} />
    </Pantalla>
  )
}
