import type { ComponentType } from "preact"
import { useEffect, useState } from "preact/hooks"
import { Inicio } from "../pantallas/Inicio.tsx"
import { NoArranca } from "../pantallas/NoArranca.tsx"
import { comunes } from "../textos/index.ts"
import { enroladas, ruta, visita } from "./estado.ts"
import { esPrimeraVez } from "./primeraVez.ts"
import type { Lugar } from "./ruta.ts"

/** Every place but the first comes when it is first gone to; the service worker has it ready. */
const DIFERIDAS: Readonly<Record<Exclude<Lugar, "inicio"> | "primera-vez", () => Promise<ComponentType>>> = {
  "primera-vez": async () => (await import("../pantallas/telefono/PrimeraVez.tsx")).PrimeraVez,
  alta: async () => (await import("../pantallas/custodia.ts")).Alta,
  captura: async () => (await import("../pantallas/captura/Captura.tsx")).Captura,
  envio: async () => (await import("../pantallas/envio/Envio.tsx")).Envio,
  folios: async () => (await import("../pantallas/envio/Folios.tsx")).Folios,
  baja: async () => (await import("../pantallas/custodia.ts")).Baja,
  rescate: async () => (await import("../pantallas/custodia.ts")).Rescate,
  contrasena: async () => (await import("../pantallas/custodia.ts")).Cambiar,
  olvide: async () => (await import("../pantallas/custodia.ts")).Olvide,
  personas: async () => (await import("../pantallas/custodia.ts")).Personas,
  ajustes: async () => (await import("../pantallas/Ajustes.tsx")).Ajustes,
  telefono: async () => (await import("../pantallas/telefono/Telefono.tsx")).TelefonoEnLaApp,
  "mi-apoyo": async () => (await import("../pantallas/mi-apoyo/MiApoyo.tsx")).MiApoyo,
  ayuda: async () => (await import("../pantallas/ayuda/Ayuda.tsx")).Ayuda,
  diagnostico: async () => (await import("../pantallas/Diagnostico.tsx")).Diagnostico,
}

function Diferida({ lugar }: { lugar: keyof typeof DIFERIDAS }) {
  const [lista, setLista] = useState<{ readonly Pantalla: ComponentType }>()
  const [falla, setFalla] = useState<unknown>()
  useEffect(() => {
    let vigente = true
    DIFERIDAS[lugar]().then((Pantalla) => vigente && setLista({ Pantalla }), (error: unknown) => vigente && setFalla(error))
    return () => {
      vigente = false
    }
  }, [lugar])
  if (falla !== undefined) return <NoArranca error={falla} />
  return lista ? <lista.Pantalla /> : <p class="pantalla cargando" role="status">{comunes.cargando}</p>
}

export function Aplicacion() {
  const { lugar } = ruta.value
  if (enroladas.value === undefined) return <p class="pantalla cargando" role="status">{comunes.cargando}</p>
  if (lugar !== "inicio") return <Diferida key={`${lugar}-${visita.value}`} lugar={lugar} />
  return esPrimeraVez.value ? <Diferida lugar="primera-vez" /> : <Inicio />
}
