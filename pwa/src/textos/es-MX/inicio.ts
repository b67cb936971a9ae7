import { catalogo } from "../idioma.ts"

export const inicio = catalogo("inicio", {
  titulo: "Menú principal",
  lema: "Captación de apoyos de la ciudadanía. Funciona también sin señal.",
  modoAuxiliar: "Cambiar a Modo Auxiliar",
  modoAuxiliarAyuda: "Para las Personas Auxiliares que registró la Persona Promovente.",
  alta: "Registrarme como auxiliar",
  sinAlta: {
    titulo: "Modo Auxiliar",
    texto: "Este teléfono todavía no está registrado. Tenga a la mano el correo que recibió cuando lo dieron de alta y su Credencial para Votar.",
    enlace: "Si abre en este teléfono el enlace de ese correo, los datos se llenan solos.",
    instale: "Instálela para usarla sin señal: en el menú del navegador elija «Agregar a la pantalla de inicio».",
  },
  conAlta: {
    titulo: "Modo Auxiliar",
    auxiliar: (numero: string, dispositivo: number) => `Auxiliar ${numero}, teléfono ${dispositivo}`,
    proceso: "Proceso",
    capturar: "Captura de Datos",
    seguirAlta: "Seguir con mi registro",
    esperaAlta: "Su registro aún no termina. Hasta entonces no se pueden captar apoyos.",
    envio: "Envío de apoyos",
    folios: "Lista de folios",
    bloquear: "Bloquear",
    baja: "Baja de Dispositivo",
    deBaja: "Este teléfono está dado de baja: envía lo que tiene y ya no capta.",
    otra: "Usar el registro de",
  },
  opciones: {
    ayuda: "Ayuda y manual",
    ajustes: "Ajustes",
    telefono: "¿Mi teléfono sirve?",
    diagnostico: "Pedir soporte",
  },
  contadores: {
    nombre: "Sus apoyos",
    guardados: "En este teléfono",
    enviados: "Enviados",
    acuse: "Con acuse",
    ayuda: "Solo los que tienen acuse están recibidos. Los demás siguen guardados aquí.",
  },
  actualizar: {
    aviso: "Hay una versión nueva de la aplicación, ya comprobada en este teléfono.",
    otraVentana: "Hay una captura abierta en otra ventana. Termínela y vuelva a tocar el botón.",
    accion: "Actualizar ahora",
  },
})

export const baja = catalogo("baja", {
  titulo: "Baja de Dispositivo",
  texto: "Este teléfono dejará de contar entre sus dos dispositivos y podrá dar de alta otro en su lugar.",
  buenos: "Los apoyos que captó antes siguen siendo buenos.",
  necesita: "Se necesita conexión a internet.",
  contrasena: "Contraseña local",
  confirmo: "Entiendo que este teléfono ya no podrá captar apoyos en este proceso.",
  accion: "Dar de baja este teléfono",
  hecho: "Este teléfono quedó dado de baja.",
  hechoTexto: "Ya puede registrar otro dispositivo con los datos de su correo.",
  pendientes: (n: number) => ({
    que: n === 1 ? "Todavía hay 1 apoyo sin acuse en este teléfono." : `Todavía hay ${n} apoyos sin acuse en este teléfono.`,
    porque: "Si se diera de baja ahora, se quedarían sin enviar.",
    hacer: "Vaya a «Envío de apoyos», espere a que todos digan «Con acuse» y vuelva aquí.",
  }),
})
