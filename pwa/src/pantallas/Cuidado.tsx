import { useEffect, useState } from "preact/hooks"
import { estaConservado } from "../app/espacio.ts"
import { cuenta, sinAcuse } from "../app/estado.ts"
import { ahora, ultimoContacto } from "../app/hora.ts"
import { diasSinEnviar, esPestanaAparte } from "../app/instalacion.ts"
import { recienRecargada } from "../app/recarga.ts"
import { cuidado } from "../textos/es-MX/cuidado.ts"
import { AvisoDeNegativa, Nota } from "./comunes/Aviso.tsx"
import { Pantalla } from "./comunes/Pantalla.tsx"

/** What endangers the supports that wait on this phone, told before it costs any. */
export function Cuidado() {
  const esperan = sinAcuse(cuenta.value)
  const [conservado, setConservado] = useState<boolean>()
  useEffect(() => void estaConservado().then(setConservado), [esperan])
  const dias = diasSinEnviar(ultimoContacto(), ahora().getTime(), esperan)
  return (
    <>
      {recienRecargada() && <div data-cuidado="recargada"><Nota icono="girar">{cuidado.recargada}</Nota></div>}
      {dias > 0 && <div data-cuidado="dias"><Nota tono="espera" icono="reloj">{cuidado.dias(dias, esperan)}</Nota></div>}
      {esPestanaAparte() && esperan > 0 && <div data-cuidado="pestana"><Nota tono="espera" icono="aviso">{cuidado.antesDeInstalar(esperan)}</Nota></div>}
      {conservado === false && esperan > 0 && <div data-cuidado="sin-promesa"><Nota tono="espera" icono="telefono">{cuidado.sinPromesa}</Nota></div>}
    </>
  )
}

/** A tab of an iPhone neither enrols nor captures: what it kept could be cleared, and is not the app's. */
export function SoloInstalada({ alVolver }: { alVolver: () => void }) {
  return (
    <Pantalla paso="solo-instalada" titulo={cuidado.instalarla} alVolver={alVolver}>
      <AvisoDeNegativa palabras={cuidado.instalar} codigo="pestana-aparte" />
      <ol class="lista">{cuidado.pasos.map((paso) => <li key={paso}>{paso}</li>)}</ol>
      {sinAcuse(cuenta.value) > 0 && <Nota tono="espera" icono="aviso">{cuidado.antesDeInstalar(sinAcuse(cuenta.value))}</Nota>}
    </Pantalla>
  )
}
