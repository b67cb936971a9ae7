import type { ComponentChildren } from "preact"
import { useEffect, useRef } from "preact/hooks"
import { comunes } from "../../textos/index.ts"
import { BotonDeAyuda } from "./BotonDeAyuda.tsx"
import { Icono } from "./Icono.tsx"
import { Marca, Trazo } from "./Trazo.tsx"

export interface PropsDePantalla {
  /** The name of the step, as stories and styles know it. */
  readonly paso: string
  readonly titulo: string
  readonly children: ComponentChildren
  /** What stands at the thumb: one primary button, at most one more. */
  readonly pie?: ComponentChildren
  readonly alVolver?: (() => void) | undefined
  /** "volver" goes one step back; "cerrar" leaves what was being done. */
  readonly salida?: "volver" | "cerrar"
  /** How far: step `avance.paso` of `avance.total`. */
  readonly avance?: { readonly paso: number; readonly total: number } | undefined
  /** A camera screen: dark and as tall as the phone. */
  readonly oscura?: boolean
  /** As tall as the phone: what it holds must not scroll under the finger. */
  readonly fija?: boolean
  /** The first screen carries the mark in its body: the head stays empty and the title is only heard. */
  readonly portada?: boolean
}

function Cabecera({ paso, titulo, alVolver, salida = "volver", avance }: Pick<PropsDePantalla, "paso" | "titulo" | "alVolver" | "salida" | "avance">) {
  return (
    <header class="cabecera">
      {alVolver ? (
        <button type="button" class="boton-de-cabecera" data-accion={salida} onClick={alVolver}>
          <Icono nombre={salida === "cerrar" ? "cerrar" : "atras"} />
          <span>{salida === "cerrar" ? comunes.cerrar : comunes.atras}</span>
        </button>
      ) : (
        <Marca />
      )}
      {avance ? <Trazo avance={avance.paso / avance.total} texto={comunes.avance(avance.paso, avance.total)} /> : <span class="hueco" />}
      {!paso.startsWith("ayuda") && <BotonDeAyuda paso={paso} titulo={titulo} />}
    </header>
  )
}

function useFocoEnElTitulo(paso: string) {
  const encabezado = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    encabezado.current?.focus({ preventScroll: true })
    globalThis.scrollTo?.(0, 0)
  }, [paso])
  return encabezado
}

function clases({ oscura, fija }: Pick<PropsDePantalla, "oscura" | "fija">): string {
  return ["pantalla", oscura && "pantalla-camara", fija && "pantalla-firma"].filter(Boolean).join(" ")
}

/** One task. Its title takes the focus when it comes, so that a reader says where one is. */
export function Pantalla({ paso, titulo, children, pie, alVolver, salida, avance, oscura, fija, portada }: PropsDePantalla) {
  const encabezado = useFocoEnElTitulo(paso)
  return (
    <div class={clases({ ...(oscura && { oscura }), ...(fija && { fija }) })} data-tema={oscura ? "oscuro" : undefined}>
      {portada ? <span /> : <Cabecera alVolver={alVolver} {...(salida ? { salida } : {})} avance={avance} paso={paso} titulo={titulo} />}
      <main data-paso={paso}>
        <h1 ref={encabezado} tabIndex={-1} class={portada ? "solo-lectores" : ""}>{titulo}</h1>
        {children}
      </main>
      {pie && <footer class="pie">{pie}</footer>}
    </div>
  )
}

/** A screen that is a form: its button submits, and so does the keyboard's own. */
export function Formulario({ alEnviar, ...props }: PropsDePantalla & { readonly alEnviar: () => void }) {
  const enviar = (evento: Event): void => {
    evento.preventDefault()
    alEnviar()
    primerError(evento.currentTarget as HTMLFormElement)
  }
  return <form class="formulario" noValidate onSubmit={enviar}><Pantalla {...props} /></form>
}

/** Take the hand to the first field that was refused, once it has been drawn as such. */
function primerError(formulario: HTMLFormElement): void {
  requestAnimationFrame(() => formulario.querySelector<HTMLElement>("[aria-invalid]")?.focus())
}
