import type { ComponentChildren } from "preact"
import { useEffect } from "preact/hooks"
import { vibrar } from "../../app/ajustes.ts"
import type { Palabras } from "../../app/negativa.ts"
import { comunes } from "../../textos/index.ts"
import { Icono, type NombreDeIcono } from "./Icono.tsx"

/** A refusal in its three lines, said at once to those who listen. */
export function AvisoDeNegativa({ palabras, codigo }: { palabras: Palabras; codigo?: string }) {
  useEffect(() => {
    vibrar("mal")
    void import("../../almacen/sucesos.ts").then(({ anotarSuceso }) => anotarSuceso("negativa", codigo ?? "sin-codigo"))
  }, [codigo])
  return (
    <div class="negativa" role="alert" data-negativa={codigo ?? ""}>
      <p class="negativa-que"><Icono nombre="aviso" /> {palabras.que}</p>
      {palabras.porque && <p>{palabras.porque}</p>}
      <p><strong>{comunes.queHacer}</strong> {palabras.hacer}</p>
    </div>
  )
}

/** A sentence that informs. `tono` is never the only sign: an icon goes with it. */
export function Nota({ children, tono = "neutra", icono }: { children: ComponentChildren; tono?: "neutra" | "espera" | "bien"; icono?: NombreDeIcono }) {
  return (
    <p class={`nota nota-${tono}`}>
      {icono && <Icono nombre={icono} />}
      <span>{children}</span>
    </p>
  )
}
