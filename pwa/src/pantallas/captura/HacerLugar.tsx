import { useState } from "preact/hooks"
import type { Contadores } from "../../almacen/cola.ts"
import { enviarTodo } from "../../app/envio.ts"
import { sinAcuse } from "../../app/estado.ts"
import type { Negativa } from "../../app/negativa.ts"
import { cuidado } from "../../textos/es-MX/cuidado.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"

/** A capture that did not fit stays open while what waits is sent: each acuse makes room for it (ET 6.5). */
export function HacerLugar({ boveda, cuenta }: { boveda: string; cuenta: Contadores }) {
  const [marcha, setMarcha] = useState<"enviando" | "hecha">()
  const [negativa, setNegativa] = useState<Negativa>()
  const esperan = sinAcuse(cuenta)
  const enviar = async (): Promise<void> => {
    setMarcha("enviando")
    setNegativa(undefined)
    setNegativa(await enviarTodo(boveda))
    setMarcha("hecha")
  }
  if (marcha === "hecha" && esperan === 0) return <div role="status" data-lugar="hecho"><Nota tono="bien" icono="palomita">{cuidado.hayLugar}</Nota></div>
  if (esperan === 0) return null
  return (
    <>
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      <Boton accion="hacer-lugar" icono="enviar" apagado={marcha === "enviando"} alTocar={() => void enviar()}>
        {marcha === "enviando" ? cuidado.haciendoLugar(esperan) : cuidado.hacerLugar(esperan)}
      </Boton>
    </>
  )
}
