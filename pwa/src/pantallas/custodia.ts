/** The screens of the vault, in one file: each alone would cost as much as all of them. */

export { Alta } from "./alta/Alta.tsx"
export { Baja } from "./Baja.tsx"
export { Cambiar } from "./contrasena/Cambiar.tsx"
export { Olvide } from "./contrasena/Olvide.tsx"
export { Personas } from "./Personas.tsx"
export { Rescate } from "./rescate/Rescate.tsx"
