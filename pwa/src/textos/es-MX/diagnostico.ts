import { catalogo } from "../idioma.ts"

export const diagnostico = catalogo("diagnostico", {
  titulo: "Pedir soporte",
  texto: "Llame y dicte este número. Si se lo piden, comparta el archivo: con él sabrán qué pasa en su teléfono.",
  reuniendo: "Revisando el teléfono…",
  ticket: "Número para dictar",
  compartir: "Compartir el archivo",
  descargar: "Guardar el archivo",
  descargado: "El archivo quedó en las descargas del teléfono.",
  nada: "No lleva nombres, claves, correos, folios ni fotografías. No se envía solo: usted decide a quién se lo da.",
  contenido: "Ver lo que lleva",
})
