import { catalogo } from "../idioma.ts"

const apoyos = (n: number): string => (n === 1 ? "1 apoyo" : `${n} apoyos`)

/** What endangers what a phone keeps, and how to keep it. */
export const cuidado = catalogo("cuidado", {
  dias: (dias: number, n: number) => `Hace ${dias} días que este teléfono no habla con el servidor y guarda ${apoyos(n)}. Conéctese y envíelos.`,
  recargada: "La aplicación se abrió otra vez sola porque el sistema cerró su almacén. Lo que tiene folio sigue aquí.",
  sinPromesa: "El navegador no prometió conservar lo guardado si al teléfono le falta espacio. Envíe seguido, y agregue la aplicación a la pantalla de inicio.",
  antesDeInstalar: (n: number) => `Aquí hay ${apoyos(n)} por enviar. La aplicación instalada no los verá: envíelos desde esta página antes de instalarla.`,
  instalar: {
    que: "En este iPhone hay que instalar la aplicación.",
    porque: "Lo que se guarda en una página de Safari es aparte de la aplicación, y Safari lo borra tras siete días sin abrirla.",
    hacer: "Agréguela a la pantalla de inicio, así, y ábrala desde ahí:",
  },
  pasos: ["Toque el botón Compartir de Safari.", "Elija «Agregar a inicio».", "Abra Rúbrica desde la pantalla de inicio y siga ahí."],
  privada: {
    que: "Esta ventana es privada o de incógnito.",
    porque: "Lo que se guarda en ella se borra al cerrarla: los apoyos se perderían.",
    hacer: "Abra Rúbrica en una ventana normal, o instálela desde el menú del navegador, y repita su registro.",
  },
  sinReserva: (n: number) => ({
    que: "El teléfono no tiene espacio para otro apoyo.",
    porque: "Antes de captar se apartan 50 MB, para que lo que está en las manos siempre quepa.",
    hacer: n > 0 ? `Envíe los que esperan (${n}): al recibir su acuse se borran de aquí. O borre otras cosas del teléfono.` : "Borre fotografías, videos o aplicaciones que no use y vuelva a intentarlo.",
  }),
})
