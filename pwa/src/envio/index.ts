/** The sender, and what keeps it attempting. */

export { enviar, pedirHora, type Opciones, type Respuesta, type Resultado } from "./ronda.ts"
export { vigilar } from "./vigilancia.ts"
