import { catalogo } from "../idioma.ts"

export const envio = catalogo("envio", {
  titulo: "Envío de apoyos",
  accion: (n: number) => (n === 1 ? "Enviar 1 apoyo" : `Enviar ${n} apoyos`),
  nada: "No hay apoyos por enviar",
  nadaTexto: "Cuando capte uno, aparecerá aquí hasta que tenga acuse.",
  enviando: (n: number) => (n === 1 ? "Enviando el último…" : `Enviando: faltan ${n}.`),
  solos: "Se envían solos mientras la aplicación esté abierta y haya conexión.",
  caben: (n: number) => (n === 0 ? "En este teléfono ya no cabe otro apoyo." : n >= 1000 ? "En este teléfono caben más de 1,000 apoyos por enviar." : `En este teléfono caben unos ${n} apoyos más por enviar.`),
  dejeAbierta: "Deje la aplicación abierta hasta que termine.",
  terminado: (n: number) => (n === 1 ? "1 apoyo recibió su acuse." : `${n} apoyos recibieron su acuse.`),
  resta: (tiempo: string) => `El periodo terminó. Quedan ${tiempo} para enviar.`,
  cerrado: {
    que: "Ya no se recibe ningún apoyo de este proceso.",
    porque: "Pasaron las 24 horas que había para enviar después del periodo (numeral 6.6).",
    hacer: "Avise a la Persona Promovente y a la autoridad electoral del estado. No borre nada: lo que queda sigue cifrado en este teléfono.",
  },
  sinUbicacion: "La ubicación del teléfono está apagada o sin permiso. Debe quedar encendida mientras capta y envía (numeral 4.4): enciéndala. El envío sigue, para que nada se pierda.",
  sinPromesa: "El navegador no prometió conservar lo que guarda este teléfono: envíe seguido.",
  conPromesa: "El navegador conserva lo guardado aunque al teléfono le falte espacio.",
  reintentarTodos: (n: number) => `Enviar otra vez los ${n}`,
  ocupado: {
    que: "El servidor no pudo atender ahora.",
    porque: "Recibe muchos envíos a la vez, o está volviendo a arrancar.",
    hacer: "Deje la aplicación abierta: se intenta de nuevo solo. Sus apoyos siguen a salvo en este teléfono.",
  },
  /** `anuncio`: what the authority wrote for this maintenance; empty when it wrote nothing. */
  mantenimiento: (anuncio: string) => ({
    que: "El servidor está en mantenimiento.",
    porque: anuncio || "Es una pausa programada (numeral 6.3).",
    hacer: "Puede seguir captando. El envío se reanuda solo cuando termine; no borre nada.",
  }),
  otraVentana: {
    que: "Ya se está enviando en otra ventana.",
    porque: "Rúbrica está abierta dos veces en este teléfono.",
    hacer: "Espere a que la otra termine, o ciérrela y vuelva a intentarlo.",
  },
  noRecibidos: (n: number) => (n === 1 ? "1 apoyo no fue recibido" : `${n} apoyos no fueron recibidos`),
  noRecibidosVea: (n: number) => (n === 1 ? "1 apoyo no fue recibido: en Envío de apoyos está por qué y qué hacer." : `${n} apoyos no fueron recibidos: en Envío de apoyos está por qué y qué hacer.`),
  reintentar: "Enviarlo otra vez",
  folios: "Lista de folios",
  foliosVacia: "Aquí aparecerá el folio de cada apoyo que guarde en este teléfono.",
  estado: {
    guardado: "En este teléfono",
    enviado: "Enviado",
    acusado: "Con acuse",
    rechazado: "No recibido",
  },
  captado: (fecha: string) => `Captado el ${fecha}`,
  recibido: (fecha: string) => `Recibido el ${fecha}`,
  codigo: "Código de integridad",
  horas: (h: number, m: number, s = 0) => (h > 0 ? `${h} h ${m} min` : `${m} min ${s} s`),
})
