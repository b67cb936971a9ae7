import { useEffect, useState } from "preact/hooks"
import { ir } from "../../app/estado.ts"
import { telefono } from "../../textos/es-MX/telefono.ts"
import { Nota } from "./Aviso.tsx"
import { Boton } from "./Boton.tsx"

/** Before the alta, what can be tested without a tap is; only what must be mended shows. */
export function RevisionInicial() {
  const [mal, setMal] = useState(false)
  useEffect(() => {
    let vigente = true
    void import("../../telefono/pruebas.ts").then(async ({ probarLoQueSePueda, resultados }) => {
      await probarLoQueSePueda()
      const hallados = Object.values(resultados.value).map(({ estado }) => estado)
      if (vigente) setMal(hallados.includes("arregle") || hallados.includes("no-puede"))
    })
    return () => {
      vigente = false
    }
  }, [])
  if (!mal) return null
  return (
    <div class="campos" data-revision="mal">
      <Nota tono="espera" icono="aviso">{telefono.aviso}</Nota>
      <Boton accion="ver-telefono" alTocar={() => ir("telefono")}>{telefono.vea}</Boton>
    </div>
  )
}
