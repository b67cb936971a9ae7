import { catalogo } from "../idioma.ts"

/** The rescue file: made here, delivered anywhere, answered by receipts (ET 6.2, 6.5, 6.6). */
export const rescate = catalogo("rescate", {
  titulo: "Archivo de rescate",
  hacer: "Hacer un archivo de rescate",
  texto: "Guarda en un archivo los apoyos que no se han podido enviar, por si el teléfono falla o no encuentra señal a tiempo. Va cifrado: nadie puede leerlo, ni usted.",
  vacio: "No hay nada que rescatar: todo lo de este teléfono tiene su acuse.",
  que: (n: number, megas: string) => (n === 1 ? `Hay 1 registro sin acuse (${megas} MB).` : `Hay ${n} registros sin acuse (${megas} MB).`),
  todas: "Incluir los de todas las personas de este teléfono",
  hecho: (fecha: string, hasta: number) => `El último archivo se hizo el ${fecha}, hasta el consecutivo ${hasta}.`,
  faltan: (n: number) => (n === 1 ? "Desde entonces hay 1 registro que no está en él." : `Desde entonces hay ${n} registros que no están en él.`),
  completo: "Todos los que esperan están en él.",
  preparar: (n: number) => (n === 0 ? "No hay nada que rescatar" : n === 1 ? "Preparar el archivo con 1 registro" : `Preparar el archivo con ${n} registros`),
  preparando: (hechos: number, total: number) => `Preparando: ${hechos} de ${total}`,
  listo: (n: number) => (n === 1 ? "El archivo está listo, con 1 registro." : `El archivo está listo, con ${n} registros.`),
  danados: (n: number) => (n === 1 ? "1 registro no se pudo leer del teléfono y no va en él." : `${n} registros no se pudieron leer del teléfono y no van en él.`),
  llevarlo: "Sáquelo de este teléfono: mándelo por correo o mensaje, o guárdelo en una memoria.",
  compartir: "Compartir el archivo",
  guardar: "Guardar el archivo",
  entregado: "El archivo salió. Los apoyos siguen aquí hasta que tengan su acuse.",
  donde: "Dónde entregarlo",
  dondeTexto: (direccion: string) => `En cualquier computadora o teléfono con internet, en ${direccion}, o en la oficina de la autoridad. Sirve entregarlo más de una vez: nada se repite.`,
  plazo: (fecha: string) => `Se recibe hasta el ${fecha}, el mismo plazo que para enviar (numeral 6.6).`,
  cerrado: "Ya pasaron las 24 horas que siguen al periodo (numeral 6.6). Si lo entrega, la respuesta será una negativa firmada, que le sirve de prueba.",
  noComparte: {
    que: "Este teléfono no comparte ese archivo.",
    porque: "Su menú de compartir no acepta archivos de este tipo.",
    hacer: "Toque «Guardar el archivo» y envíelo desde sus Descargas.",
  },
  acuses: {
    titulo: "Acuses que le entregaron",
    texto: "Al entregar el archivo se descargan sus acuses. Elíjalos aquí: cada registro con acuse bueno se borra de este teléfono. Si después tiene conexión, también llegan solos.",
    elegir: "Archivo de acuses",
    recibidos: (n: number) => (n === 1 ? "1 registro tiene su acuse y se borró de este teléfono." : `${n} registros tienen su acuse y se borraron de este teléfono.`),
    yaEstaban: (n: number) => (n === 1 ? "1 ya tenía su acuse." : `${n} ya tenían su acuse.`),
    noRecibidos: (n: number) => (n === 1 ? "1 no fue recibido: en su envío está por qué. Sigue guardado." : `${n} no fueron recibidos: en su envío está por qué. Siguen guardados.`),
    ajenos: (n: number) => (n === 1 ? "1 acuse no es de este teléfono o no lo firmó su servidor: no se borró nada por él." : `${n} acuses no son de este teléfono o no los firmó su servidor: no se borró nada por ellos.`),
    ninguno: "El archivo no trae ningún acuse.",
    noEs: {
      que: "Ese archivo no es de acuses de Rúbrica.",
      porque: "Los acuses vienen en un archivo de texto que se descarga al entregar el archivo de rescate.",
      hacer: "Elija el que empieza con «acuses-».",
    },
  },
  /** The two refusals that the server signs, in the words of its catalogue. */
  negativas: {
    "sobre-tarde": {
      titulo: "El registro llegó después de las 24 horas que siguen al cierre del periodo.",
      que_hacer: "El registro no se recibe. Consérvelo en el teléfono hasta que cierre el proceso: puede exportarlo para hacer valer su derecho.",
    },
    "dispositivo-desconocido": {
      titulo: "El dispositivo no está dado de alta para esta persona auxiliar.",
      que_hacer: "Dé de alta el dispositivo en la aplicación y envíe desde un dispositivo autorizado.",
    },
  },
  negativaDesconocida: {
    titulo: "El servidor no recibió el registro.",
    que_hacer: "Consérvelo en el teléfono y avise a la Persona Promovente.",
  },
})
