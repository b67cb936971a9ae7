/** The screens of what is kept and by whom, in one file: each alone would cost as much as all of them. */

export { Baja } from "./Baja.tsx"
export { Cambiar } from "./contrasena/Cambiar.tsx"
export { Olvide } from "./contrasena/Olvide.tsx"
export { Personas } from "./Personas.tsx"
export { Rescate } from "./rescate/Rescate.tsx"
