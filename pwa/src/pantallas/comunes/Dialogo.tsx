import type { ComponentChildren } from "preact"
import { useEffect, useRef } from "preact/hooks"

/** A question over the screen: the browser keeps the focus inside, and Escape answers `alCerrar`. */
export function Dialogo({ titulo, children, alCerrar }: { titulo: string; children: ComponentChildren; alCerrar: () => void }) {
  const dialogo = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const abierto = dialogo.current
    abierto?.showModal()
    return () => abierto?.close()
  }, [])
  return (
    <dialog ref={dialogo} aria-labelledby="titulo-dialogo" onCancel={(evento) => { evento.preventDefault(); alCerrar() }}>
      <h2 id="titulo-dialogo">{titulo}</h2>
      {children}
    </dialog>
  )
}
