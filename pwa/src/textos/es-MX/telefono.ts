import { catalogo } from "../idioma.ts"

/** What is said of one finding: what was found and, when it can be mended, how. */
const chrome = "Ábrala con Chrome o Firefox en Android, o con Safari en iPhone."

export const telefono = catalogo("telefono", {
  titulo: "¿Mi teléfono sirve?",
  texto: "Se prueba aquí mismo lo que la aplicación va a necesitar. No se envía nada y no se guarda ningún dato suyo.",
  primeraVez: {
    texto: "Antes de empezar se prueba aquí mismo lo que la aplicación va a necesitar. No se envía nada y no se guarda ningún dato suyo.",
    unaVez: "Puede seguir aunque falte algo. Esta revisión sale sola una vez; después está en el menú principal.",
    menu: "Menú principal",
  },
  probando: "Probando…",
  veredictos: {
    "en-curso": "Faltan pruebas que necesitan su mano.",
    sirve: "Este teléfono sirve.",
    arregle: "Este teléfono puede servir: falta arreglar algo.",
    "no-sirve": "Este teléfono no sirve para captar apoyos.",
  },
  estados: { falta: "Por probar", pasa: "Bien", "sin-dato": "Sin dato", arregle: "Por arreglar", "no-puede": "No se puede" },
  comoArreglar: "Cómo arreglarlo:",
  otraVez: "Probar todo otra vez",
  imprimir: "Imprimir o guardar el resultado",
  probadoEn: (cuando: string) => `Probado el ${cuando}`,
  sinPersonales: "Este resultado no lleva datos personales.",
  abrirApp: "Abrir la aplicación",
  camara: {
    probar: "Probar la cámara",
    guia: "Ponga cualquier texto impreso a un palmo de la cámara, con buena luz.",
    pregunta: "¿Se leen las letras?",
    si: "Sí, se leen",
    no: "No, se ven borrosas",
    cambiar: "Cambiar de cámara",
    terminar: "Cerrar la cámara",
  },
  ubicacion: { probar: "Probar la ubicación" },
  aviso: "Hay algo que arreglar en este teléfono antes de captar apoyos.",
  vea: "Ver qué es",
  pruebas: {
    navegador: {
      nombre: "Navegador",
      casos: {
        bien: (m: string) => ({ dice: m, hacer: "" }),
        viejo: (m: string) => ({ dice: `${m}: es una versión vieja.`, hacer: "Actualice el navegador desde la tienda de aplicaciones y pruebe otra vez." }),
        prestado: (m: string) => ({ dice: `${m}, dentro de otra aplicación.`, hacer: `Copie la dirección. ${chrome}` }),
        otro: (m: string) => ({ dice: `No se reconoce este navegador (${m}).`, hacer: "" }),
      },
    },
    camara: {
      nombre: "Cámara",
      casos: {
        porProbar: () => ({ dice: "Toque el botón para probarla.", hacer: "" }),
        bien: (m: string) => ({ dice: `Enfoca; imagen de ${m}. No tiene linterna que la aplicación pueda encender.`, hacer: "" }),
        conLuz: (m: string) => ({ dice: `Enfoca; imagen de ${m}, con linterna.`, hacer: "" }),
        chica: (m: string) => ({ dice: `La imagen es muy pequeña: ${m}.`, hacer: "Toque «Cambiar de cámara» hasta dar con la principal de atrás. Si no hay otra, use otro teléfono." }),
        borrosa: (m: string) => ({ dice: `No se ve nítida (${m}).`, hacer: "Limpie el vidrio de la cámara, aléjela un palmo y busque luz. Luego toque «Cambiar de cámara»." }),
        fija: (m: string) => ({ dice: `Esta cámara no enfoca (${m}).`, hacer: "Toque «Cambiar de cámara» hasta dar con la que enfoca. Si no hay otra, use otro teléfono." }),
        negada: () => ({ dice: "El teléfono no da permiso para usar la cámara.", hacer: "Toque el candado junto a la dirección, o Ajustes › Aplicaciones, permita «Cámara» y pruebe otra vez." }),
        ocupada: () => ({ dice: "La cámara no se pudo abrir.", hacer: "Cierre las otras aplicaciones que la usen y pruebe otra vez." }),
        ninguna: () => ({ dice: "El navegador no encuentra ninguna cámara.", hacer: "Use un teléfono con cámara." }),
      },
    },
    almacen: {
      nombre: "Espacio para guardar",
      casos: {
        bien: () => ({ dice: "Guarda y devuelve lo que se le da.", hacer: "" }),
        conEspacio: (m: string) => ({ dice: `Guarda y devuelve lo que se le da; ${Number(m) >= 400 ? "más de 400" : m} MB libres.`, hacer: "" }),
        lleno: (m: string) => ({ dice: `Queda muy poco espacio: ${m} MB.`, hacer: "Borre fotografías, videos o aplicaciones hasta tener al menos 200 MB libres." }),
        noGuarda: () => ({ dice: "No guarda lo que se le da.", hacer: "Suele pasar en una ventana privada o de incógnito: abra una ventana normal y pruebe otra vez." }),
      },
    },
    cifrado: {
      nombre: "Cifrado",
      casos: {
        bien: (m: string) => ({ dice: `Firma, cifra y abre bien. La contraseña tarda ${m} s.`, hacer: "" }),
        lento: (m: string) => ({ dice: `La contraseña tarda ${m} s en revisarse.`, hacer: "Cierre las otras aplicaciones, reinicie el teléfono y pruebe otra vez." }),
        propio: () => ({ dice: "Firma, cifra y abre bien, y guarda su llave.", hacer: "" }),
        noGuardaLlave: () => ({ dice: "No guarda la llave con que se firma su apoyo.", hacer: "Suele pasar en una ventana privada o de incógnito: abra una ventana normal y pruebe otra vez." }),
        noCifra: () => ({ dice: "Este navegador no cifra como se necesita.", hacer: `Revise que la dirección empiece con https. ${chrome}` }),
      },
    },
    programa: {
      nombre: "Lectura de códigos",
      casos: {
        bien: () => ({ dice: "El lector de códigos puede correr aquí.", hacer: "" }),
        noCorre: () => ({ dice: "Este navegador no deja correr el lector de códigos.", hacer: chrome }),
      },
    },
    reloj: {
      nombre: "Fecha y hora",
      casos: {
        bien: () => ({ dice: "El reloj del teléfono va bien.", hacer: "" }),
        adelantado: (m: string) => ({ dice: `El reloj va ${m} minutos adelantado.`, hacer: "En los ajustes del teléfono, ponga la fecha y la hora en automático." }),
        atrasado: (m: string) => ({ dice: `El reloj va ${m} minutos atrasado.`, hacer: "En los ajustes del teléfono, ponga la fecha y la hora en automático." }),
        sinRed: () => ({ dice: "Sin conexión no hay con qué comparar.", hacer: "" }),
      },
    },
    ubicacion: {
      nombre: "Ubicación",
      casos: {
        porProbar: () => ({ dice: "Toque el botón para probarla.", hacer: "" }),
        bien: () => ({ dice: "Encendida y permitida.", hacer: "" }),
        negada: () => ({ dice: "El teléfono no da permiso para la ubicación (numeral 4.4).", hacer: "Toque el candado junto a la dirección, o Ajustes › Aplicaciones, permita «Ubicación» y pruebe otra vez." }),
        sinRespuesta: () => ({ dice: "El teléfono no entregó su ubicación (numeral 4.4).", hacer: "Encienda «Ubicación» en los ajustes rápidos, pruebe otra vez y elija «Permitir»." }),
        apagada: () => ({ dice: "La ubicación del teléfono está apagada (numeral 4.4).", hacer: "Enciéndala en los ajustes rápidos del teléfono y pruebe otra vez." }),
      },
    },
    bateria: {
      nombre: "Batería",
      casos: {
        bien: (m: string) => ({ dice: `${m} %.`, hacer: "" }),
        baja: (m: string) => ({ dice: `Queda ${m} %.`, hacer: "Cárguelo antes de salir, o lleve una batería externa." }),
        noDice: () => ({ dice: "Este teléfono no dice cuánta batería tiene.", hacer: "" }),
      },
    },
    sinSenal: {
      nombre: "Uso sin señal",
      casos: {
        lista: () => ({ dice: "La aplicación está guardada: abre sin señal.", hacer: "" }),
        porAbrir: () => ({ dice: "Puede guardarse. Abra la aplicación una vez, con conexión, y quedará guardada.", hacer: "" }),
        noPuede: () => ({ dice: "Este navegador no guarda la aplicación para usarla sin señal.", hacer: chrome }),
      },
    },
  },
})
