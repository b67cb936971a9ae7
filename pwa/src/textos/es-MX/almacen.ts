import { catalogo } from "../idioma.ts"

/** What the phone cannot keep or open: each with why and what to do. */
export const almacen = catalogo("almacen", {
  contrasenaCorta: {
    que: "La contraseña es muy corta.",
    porque: "Debe tener ocho caracteres o más.",
    hacer: "Escriba una más larga; una frase corta es fácil de recordar.",
  },
  contrasenaIncorrecta: {
    que: "La contraseña no es la de este teléfono.",
    porque: "No coincide con la que creó al darse de alta. Distingue mayúsculas y minúsculas.",
    hacer: "Escríbala otra vez, despacio. Equivocarse no borra sus apoyos.",
  },
  espere: (segundos: number) => ({
    que: "Hay que esperar un poco.",
    porque: "La contraseña se escribió mal varias veces seguidas.",
    hacer: `Vuelva a intentarlo en ${segundos} segundos. Sus apoyos siguen a salvo.`,
  }),
  sinBoveda: {
    que: "La sesión está bloqueada.",
    porque: "Hace falta su contraseña local para guardar un apoyo.",
    hacer: "Vuelva al inicio, toque «Captura de Datos» y escriba su contraseña.",
  },
  sinRegistro: {
    que: "Este teléfono no está registrado.",
    porque: "Solo capta apoyos el teléfono que una persona auxiliar dio de alta (numeral 4.4).",
    hacer: "Tenga a la mano el correo que recibió como auxiliar y toque «Registrarme como auxiliar».",
  },
  sinAlta: {
    que: "Su registro de auxiliar no ha terminado.",
    porque: "El servidor todavía no abre los datos de su alta.",
    hacer: "Con conexión a internet, toque «Seguir con mi registro»; está también en el inicio.",
  },
  llaveNoSeGuarda: {
    que: "Este navegador no puede guardar la llave de su registro.",
    porque: "Está en una ventana privada o es una versión que no conserva llaves, y sin ella su código no serviría mañana.",
    hacer: "Abra la aplicación en una ventana normal, con un navegador al día. Si no puede, una persona auxiliar puede tomar su apoyo.",
  },
  danada: {
    que: "Los datos del proceso en este teléfono no son los que firmó el servidor.",
    porque: "El archivo cambió dentro del teléfono.",
    hacer: "Conéctese a internet y abra de nuevo la aplicación. Si se repite, avise a la Persona Promovente.",
  },
  deBaja: {
    que: "Este teléfono está dado de baja.",
    porque: "Usted lo dio de baja como dispositivo (numeral 4.9).",
    hacer: "Para captar con él, dé de alta el dispositivo otra vez.",
  },
  /** By whom: the auxiliar's baja in the portal or by the authority, or this phone's revocation. */
  bajaDada: {
    que: { auxiliar: (fecha: string) => `Su registro de auxiliar fue dado de baja el ${fecha}.`, dispositivo: (fecha: string) => `Este teléfono fue dado de baja el ${fecha}.` },
    porque: {
      promovente: "La pidió la Persona Promovente (numeral 3.4).",
      autoridad: (numeral: string) => `La ordenó la autoridad electoral (numeral ${numeral}).`,
      propia: "Se pidió con la llave de este mismo teléfono (numeral 4.9).",
    },
    hacer: {
      propia: "Ya no se capta con este teléfono. Lo que captó antes sigue cifrado aquí, se envía solo y cuenta.",
      ajena: "Ya no se capta con este teléfono. Lo que captó sigue cifrado aquí y se envía solo: se recibe y tiene su acuse, pero lo que llega después de la baja no cuenta. Si cree que es un error, avise a la Persona Promovente.",
    },
  },
  fueraDelPeriodo: {
    que: "Fuera del periodo de captación: este apoyo no se guardó.",
    porque: "Solo se capta dentro del periodo del proceso (numeral 4.8), y cuenta el momento en que se guarda.",
    hacer: "Si la fecha del teléfono está mal, póngala en automático y toque el botón otra vez. Si no, dígalo a la persona y cierre esta captura.",
  },
  sinProbar: {
    que: "Falta comprobar esta versión de la aplicación.",
    porque: "Antes de captar con una versión nueva, el servidor abre un registro de prueba, sin datos de nadie, cifrado por este teléfono.",
    hacer: "Conéctese a internet un momento. Lo que ya capturó sigue a salvo y se envía igual.",
  },
  vieja: {
    que: "Esta versión de la aplicación ya no sirve para captar.",
    porque: "El servidor pide una más nueva. Enviar lo que ya capturó sigue permitido.",
    hacer: "Con internet, vuelva al inicio y toque «Actualizar ahora». Si no aparece, cierre la aplicación y ábrala otra vez.",
  },
  cambioAMedias: {
    que: "Un cambio de contraseña quedó a medias.",
    porque: "Se pidió una contraseña nueva y falta saber si el servidor la tomó. Mientras, no se capta.",
    hacer: "Conéctese a internet y vuelva a intentarlo. Si no recuerda la contraseña, toque «Olvidé mi contraseña». Sus apoyos siguen a salvo.",
  },
  quedanRegistros: {
    que: "Todavía hay registros sin acuse.",
    porque: "Si se quitara ahora, se perderían.",
    hacer: "Envíelos, o entregue su archivo de rescate y traiga los acuses. Después podrá quitarlo.",
  },
  manifiestoAjeno: {
    que: "La respuesta no es de este proceso.",
    porque: "La firma del servidor no corresponde con la de este registro.",
    hacer: "Cambie de red y vuelva a intentarlo. Si se repite, avise a la Persona Promovente.",
  },
  lleno: {
    que: "No se guardó: el teléfono no tiene espacio.",
    porque: "Queda muy poca memoria libre para un registro completo. Este apoyo no tiene folio todavía, y los que ya lo tienen siguen a salvo.",
    hacer: "Haga lugar sin cerrar esta captura: envíe los que esperan, o borre fotografías, videos o aplicaciones. Luego toque el botón otra vez.",
  },
  noGuarda: {
    que: "Este navegador no guarda lo que se le da.",
    porque: "Suele pasar en una ventana privada o de incógnito.",
    hacer: "Abra Rúbrica en una ventana normal, o instálela desde el menú del navegador.",
  },
  cerrado: {
    que: "El teléfono no deja abrir lo que guarda la aplicación.",
    porque: "Pasa cuando falta memoria, la aplicación estuvo mucho tiempo de fondo o hay otra ventana de Rúbrica.",
    hacer: "Cierre las otras ventanas y aplicaciones y toque el botón otra vez. Si tiene una captura en las manos, no cierre esta: ahí sigue. Lo que ya tiene folio está a salvo.",
    alAbrir: "Cierre las otras ventanas y aplicaciones y toque «Intentar de nuevo». Si se repite, reinicie el teléfono. No borre la aplicación ni sus datos: lo que ya tiene folio sigue guardado aquí. Si ni así abre, pida ayuda a quien le da soporte.",
  },
})
