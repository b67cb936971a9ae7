import { useId } from "preact/hooks"

export interface PropsDeCampo {
  readonly nombre: string
  readonly etiqueta: string
  readonly valor: string
  readonly alCambiar: (valor: string) => void
  readonly tipo?: "text" | "email" | "password"
  readonly modo?: "text" | "numeric" | "email"
  readonly ayuda?: string | undefined
  readonly error?: string | undefined
  readonly llenado?: string
  readonly largo?: number
  readonly mayusculas?: boolean
}

/** What the keyboard of the phone needs to know, and what the password manager may keep. */
function atributosDelTeclado({ tipo = "text", modo = "text", llenado = "off", mayusculas, largo }: PropsDeCampo) {
  return {
    type: tipo as "text",
    inputMode: modo,
    autoComplete: llenado,
    autoCapitalize: mayusculas ? "characters" : "none",
    ...(largo ? { maxLength: largo } : {}),
  } as const
}

/** A field with its label above, its help and its error below and tied to it. */
export function Campo(props: PropsDeCampo) {
  const { nombre, etiqueta, valor, alCambiar, ayuda, error } = props
  const id = useId()
  const describe = [ayuda && `${id}-ayuda`, error && `${id}-error`].filter(Boolean).join(" ")
  return (
    <div class={error ? "campo campo-con-error" : "campo"}>
      <label for={id}>{etiqueta}</label>
      <input
        {...atributosDelTeclado(props)} id={id} name={nombre} value={valor} spellcheck={false}
        onInput={(evento) => alCambiar(evento.currentTarget.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describe || undefined}
      />
      {ayuda && <p class="campo-ayuda" id={`${id}-ayuda`}>{ayuda}</p>}
      {error && <p class="campo-error" id={`${id}-error`}>{error}</p>}
    </div>
  )
}

export interface PropsDeCasilla {
  readonly nombre: string
  readonly marcada: boolean
  readonly alCambiar: (marcada: boolean) => void
  readonly children: string
  /** Without a box around it: a preference, not an answer. */
  readonly llana?: boolean
}

/** A tick with its sentence, the whole of it a target. */
export function Casilla({ nombre, marcada, alCambiar, children, llana }: PropsDeCasilla) {
  return (
    <label class={llana ? "casilla casilla-llana" : "casilla"}>
      <input type="checkbox" name={nombre} checked={marcada} onChange={(evento) => alCambiar(evento.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  )
}
