import { catalogo } from "../idioma.ts"

const apoyos = (n: number): string => (n === 1 ? "1 apoyo" : `${n} apoyos`)

/** What endangers what a phone keeps, and how to keep it. */
export const cuidado = catalogo("cuidado", {
  dias: (dias: number, n: number) => `Hace ${dias} días que este teléfono no habla con el servidor y guarda ${apoyos(n)}. Conéctese y envíelos.`,
  recargada: "La aplicación se abrió otra vez sola porque el sistema cerró su almacén. Lo que tiene folio sigue aquí.",
  sinPromesa: "El navegador no prometió conservar lo guardado si al teléfono le falta espacio. Envíe seguido, y agregue la aplicación a la pantalla de inicio.",
  antesDeInstalar: (n: number) => `Aquí hay ${apoyos(n)} por enviar. La aplicación instalada no los verá: envíelos desde esta página antes de instalarla.`,
  instalarla: "Instalar la aplicación",
  instalar: {
    que: "En este iPhone hay que instalar la aplicación.",
    porque: "Lo que se guarda en una página de Safari es aparte de la aplicación, y Safari lo borra tras siete días sin abrirla.",
    hacer: "Agréguela a la pantalla de inicio y ábrala desde ahí, así:",
  },
  pasos: ["Toque el botón Compartir de Safari.", "Elija «Agregar a inicio».", "Abra Rúbrica desde la pantalla de inicio y siga ahí."],
  privada: {
    que: "Esta ventana es privada o de incógnito.",
    porque: "Lo que se guarda en ella se borra al cerrarla: los apoyos se perderían.",
    hacer: "Abra Rúbrica en una ventana normal, o instálela desde el menú del navegador, y repita su registro.",
  },
  sinReserva: (n: number) => ({
    que: "El teléfono no tiene espacio para otro apoyo.",
    porque: "Antes de captar se apartan 16 MB de verdad, para que lo que está en las manos siempre quepa, y ya no caben.",
    hacer: n > 0
      ? `Envíe los que esperan (${n}): al recibir su acuse se borran de aquí. Sin red, haga su archivo de rescate y entréguelo: con sus acuses también se borran. O borre fotografías, videos o aplicaciones que no use.`
      : "Borre fotografías, videos o aplicaciones que no use y vuelva a intentarlo.",
  }),
  sinResguardo: (n: number) => ({
    que: `Hay ${n} apoyos que solo están en este teléfono.`,
    porque: "El navegador no prometió conservarlos: si al teléfono le falta espacio, puede borrarlos todos de una vez.",
    hacer: "Envíelos. Sin red, haga su archivo de rescate y guárdelo fuera de la aplicación: con eso puede seguir captando. Para no repetirlo, agregue Rúbrica a la pantalla de inicio.",
  }),
  pestanaPropia: "Está en una página de Safari, que borra lo guardado tras siete días sin abrirla. Ábrala antes, con conexión, hasta ver su acuse.",
  mantenimiento: {
    antes: (de: string, a: string) => `Mantenimiento programado: del ${de} al ${a} (hora Centro).`,
    durante: (a: string) => `El servidor está en mantenimiento hasta el ${a} (hora Centro).`,
    recepcion: "Mientras dure no se recibe nada, pero puede seguir captando: los apoyos esperan en este teléfono y se envían solos cuando termine.",
    portal: "Mientras dure no se puede dar de alta un teléfono ni generar un código; captar y enviar siguen igual.",
  },
  irAEnviar: "Ir a enviarlos",
  irARescate: "Hacer un archivo de rescate",
  hacerLugar: (n: number) => (n === 1 ? "Enviar el que espera y hacer lugar" : `Enviar los ${n} que esperan y hacer lugar`),
  haciendoLugar: (n: number) => `Enviando: quedan ${n}.`,
  hayLugar: "Ya se envió lo que esperaba. Toque otra vez el botón para guardar esta captura.",
})
