import { catalogo } from "../idioma.ts"

export const ayuda = catalogo("ayuda", {
  titulo: "Ayuda",
  manuales: { auxiliar: "Ver el manual de la Persona Auxiliar", "mi-apoyo": "Ver el manual de Mi Apoyo" },
  siguiente: (titulo: string) => `Sigue: ${titulo}`,
  llame: (nombre: string) => `Soporte por teléfono (${nombre}):`,
  sinManual: {
    que: "El manual todavía no está en este teléfono.",
    porque: "Se guarda la primera vez que la aplicación se abre con conexión.",
    hacer: "Conéctese a internet, cierre la aplicación y vuelva a abrirla.",
  },
})
