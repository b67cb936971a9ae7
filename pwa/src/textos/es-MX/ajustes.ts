import { catalogo } from "../idioma.ts"

export const ajustes = catalogo("ajustes", {
  titulo: "Ajustes",
  ver: "Cómo se ve",
  letra: "Letra grande",
  letraAyuda: "Todo el texto al doble de tamaño.",
  sol: "Contraste para el sol",
  solAyuda: "Negro sobre blanco, con bordes gruesos.",
  tema: "Colores",
  temas: { sistema: "Como el teléfono", claro: "Claros", oscuro: "Oscuros" },
  oir: "Cómo se oye y se siente",
  vibracion: "Vibración",
  vibracionAyuda: "Un toque corto al guardar, y otro distinto si algo no se pudo.",
  sinVibracion: "Este teléfono no deja que una página lo haga vibrar.",
  voz: "Lectura en voz alta",
  vozAyuda: "Un botón lee el manifiesto y los avisos en voz alta.",
  sinVoz: "Este teléfono no tiene una voz en español. Puede instalarla en los ajustes del teléfono.",
  idioma: "Idioma",
  guardado: "Se guardan en este teléfono y sirven también sin señal.",
})
