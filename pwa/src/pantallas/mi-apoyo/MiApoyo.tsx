import "../../estilos/mi-apoyo.css"
import { useEffect, useState } from "preact/hooks"
import { comunes } from "../../textos/es-MX/comunes.ts"
import { releerSituacion, situacion } from "../../app/situacion.ts"
import { Activada } from "./Activada.tsx"
import { Codigo } from "./Codigo.tsx"
import { Registro } from "./Registro.tsx"

/** *Mi Apoyo* (ET 7): register, type the code, give one's support; wherever this phone has come to. */
export function MiApoyo() {
  const [leida, setLeida] = useState(false)
  useEffect(() => void releerSituacion().finally(() => setLeida(true)), [])
  if (!leida) return <p class="pantalla cargando" role="status">{comunes.cargando}</p>
  const { vinculo, solicitud } = situacion.value ?? {}
  if (vinculo) return <Activada vinculo={vinculo} />
  return solicitud ? <Codigo solicitud={solicitud} /> : <Registro />
}
