import { catalogo } from "../idioma.ts"

export const avisos = catalogo("avisos", {
  leer: "Aviso de privacidad",
  enlace: "Aviso de privacidad:",
  integral: "integral",
  simplificado: "simplificado",
  logotipo: "Logotipo del proceso",
  titulo: { simplificado: "Aviso de privacidad simplificado", integral: "Aviso de privacidad integral" },
  ver: { simplificado: "Ver el simplificado", integral: "Ver el aviso integral" },
  version: (version: number) => `Versión ${version}. Guardado en este teléfono.`,
})
