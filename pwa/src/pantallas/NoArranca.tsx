import { explicar } from "../app/rechazos.ts"
import { comunes } from "../textos/index.ts"
import { AvisoDeNegativa } from "./comunes/Aviso.tsx"
import { Boton } from "./comunes/Boton.tsx"
import { Pantalla } from "./comunes/Pantalla.tsx"

/** The phone's storage does not open: said plainly, since without it no support would be safe. */
export function NoArranca({ error }: { error: unknown }) {
  const { palabras, codigo } = explicar(error)
  return (
    <Pantalla paso="no-arranca" titulo={palabras.que} pie={<Boton accion="reintentar" clase="primario" alTocar={() => location.reload()}>{comunes.reintentar}</Boton>}>
      <AvisoDeNegativa palabras={palabras} codigo={codigo} />
    </Pantalla>
  )
}
