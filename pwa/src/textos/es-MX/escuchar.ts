import { catalogo } from "../idioma.ts"

export const escuchar = catalogo("escuchar", {
  accion: "Escuchar",
  en: (idioma: string) => `Escuchar en ${idioma}`,
  parar: "Detener",
  grabaciones: "Grabaciones en otras lenguas",
})
