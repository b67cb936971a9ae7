import type { Contadores as Cuenta } from "../../almacen/cola.ts"
import { inicio } from "../../textos/es-MX/inicio.ts"
import { Icono } from "./Icono.tsx"

/** The three counters, always in this order and with these words; the tick is the acuse's alone. */
export function Contadores({ cuenta }: { cuenta: Cuenta }) {
  const { guardados, enviados, acuse, nombre } = inicio.contadores
  return (
    <ul class="contadores" aria-label={nombre}>
      <li class="contador-guardados" data-contador="guardados"><span class="cifra">{cuenta.guardados}</span> <span class="palabra">{guardados}</span></li>
      <li class="contador-enviados" data-contador="enviados"><span class="cifra">{cuenta.enviados}</span> <span class="palabra">{enviados}</span></li>
      <li class="contador-acuse" data-contador="acuse"><span class="cifra">{cuenta.conAcuse} <Icono nombre="palomita" /></span> <span class="palabra">{acuse}</span></li>
    </ul>
  )
}
