/** The type of an account, among those that the installation takes (ET 4.4 a, 7.7). */

import { useEffect, useState } from "preact/hooks"
import { autenticaciones, CORREO, type Autenticacion } from "../../app/comprobacion.ts"
import { alta } from "../../textos/es-MX/alta.ts"

const POR_CORREO: Autenticacion = { clave: CORREO, nombre: alta.datos.autenticacionCorreo }

/** Those that are taken; until the server says, or without network, the code by e-mail and the one that is written. */
export function useTiposDeCuenta(escrito: string): readonly Autenticacion[] {
  const [dichos, setDichos] = useState<readonly Autenticacion[]>([POR_CORREO])
  useEffect(() => void autenticaciones().then(setDichos, () => undefined), [])
  return dichos.some(({ clave }) => clave === escrito) || escrito === "" ? dichos : [...dichos, { clave: escrito, nombre: escrito }]
}

/** The name of the provider that has to vouch for the account; undefined for the code by e-mail. */
export function nombreDeProveedor(tipos: readonly Autenticacion[], clave: string): string | undefined {
  return clave === CORREO ? undefined : tipos.find((tipo) => tipo.clave === clave)?.nombre
}

export function TipoDeCuenta({ valor, tipos, alCambiar }: { valor: string; tipos: readonly Autenticacion[]; alCambiar: (clave: string) => void }) {
  return (
    <select id="autenticacion" name="autenticacion" value={valor} onChange={(e) => alCambiar(e.currentTarget.value)}>
      {tipos.map(({ clave, nombre }) => <option key={clave} value={clave}>{nombre}</option>)}
    </select>
  )
}
