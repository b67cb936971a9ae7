import { catalogo } from "../idioma.ts"

/** Words that every screen uses. A value is a text, or a function of what the text must name. */
export const comunes = catalogo("comunes", {
  marca: "Rúbrica",
  atras: "Volver",
  cerrar: "Cerrar",
  ayuda: "Ayuda",
  ayudaDe: (pantalla: string) => `Ayuda de «${pantalla}»`,
  siguiente: "Siguiente",
  continuar: "Continuar",
  reintentar: "Intentar de nuevo",
  aInicio: "Ir al inicio",
  cargando: "Un momento…",
  noAbrio: "La aplicación no abrió",
  avance: (paso: number, total: number) => `Paso ${paso} de ${total}`,
  horaCentro: (fecha: string) => `${fecha} (hora Centro)`,
  numeral: (numeral: string) => `Lo dispone el numeral ${numeral.replace(/^ET /, "")} de las Especificaciones Técnicas.`,
  queHacer: "Qué hacer:",
})

/** What went wrong, why, and what to do now: the three lines of every refusal. */
export const negativas = catalogo("negativas", {
  sinConexion: {
    que: "No hay conexión con el servidor.",
    porque: "El teléfono no tiene señal o datos, o la señal se corta.",
    hacer: "Busque señal y vuelva a intentarlo; lo que ya llegó no se repite. Lo demás sigue a salvo en este teléfono.",
  },
  respuestaAjena: {
    que: "La respuesta no viene del servidor de Rúbrica.",
    porque: "La red en la que está pide iniciar sesión en una página, como las de plazas y hoteles.",
    hacer: "Abra el navegador y entre a la red, o cambie a datos móviles. No se envió ni se borró nada.",
  },
  servidorOcupado: {
    que: "El servidor no pudo atender ahora.",
    porque: "Está ocupado o volviendo a arrancar.",
    hacer: "Espere un minuto y vuelva a intentarlo.",
  },
  inesperada: {
    que: "Algo no funcionó en este teléfono.",
    porque: "La aplicación encontró un problema que no esperaba. Nada de lo guardado se perdió.",
    hacer: "Vuelva al inicio e inténtelo de nuevo. Si se repite, avise a la Persona Promovente.",
  },
})
