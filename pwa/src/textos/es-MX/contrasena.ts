import { catalogo } from "../idioma.ts"

/** The local password: changed, forgotten, and whose phone it is (ET 4.6). */
export const contrasena = catalogo("contrasena", {
  cambiar: {
    titulo: "Cambiar la contraseña",
    texto: "Se cambia en este teléfono, con o sin señal. Los apoyos guardados no se tocan.",
    actual: "Contraseña actual",
    nueva: "Contraseña nueva",
    accion: "Cambiar la contraseña",
    hecho: "La contraseña se cambió.",
    hechoTexto: "Desde ahora use la nueva. Nadie más la conoce: el servidor no la guarda.",
  },
  olvide: {
    accion: "Olvidé mi contraseña",
    titulo: "Crear otra contraseña",
    texto: "Con un código que llega a su correo, este mismo teléfono recibe una llave nueva. No cuenta como otro dispositivo.",
    aSalvo: (n: number) =>
      n === 0
        ? "No hay apoyos por enviar en este teléfono."
        : n === 1
          ? "El apoyo que espera en este teléfono no se pierde: se enviará igual."
          : `Los ${n} apoyos que esperan en este teléfono no se pierden: se enviarán igual.`,
    correo: "Correo con el que lo registraron",
    correoError: "Escriba la cuenta completa, como nombre@ejemplo.mx.",
    pedir: "Pedir el código",
    red: "Se necesita conexión a internet.",
    otroTelefono: "Si perdió el teléfono o se borró la aplicación, esto no sirve: regístrese otra vez con el enlace de su correo. Si ya tiene dos dispositivos, la Persona Promovente puede pedir que se libere el perdido.",
    nueva: "Cree la contraseña nueva",
    nuevaTexto: "La anterior dejará de servir. Solo usted conoce esta, y solo sirve en este teléfono.",
    crear: "Usar la contraseña nueva",
    creando: "Creando la llave nueva…",
    hecho: "Contraseña nueva lista",
    hechoTexto: "Es el mismo dispositivo y sus folios siguen donde iban. Le enviamos un correo que lo confirma: si recibe uno que usted no pidió, avise de inmediato a la Persona Promovente.",
  },
})

export const personas = catalogo("personas", {
  titulo: "¿Quién usa el teléfono?",
  texto: "Cada persona tiene su propio registro, con su contraseña. Al cambiar se bloquea el anterior: nada se borra y nadie ve lo de otra persona.",
  actual: "En uso",
  usar: (auxiliar: string) => `Usar el de auxiliar ${auxiliar}`,
  pendientes: (n: number) => (n === 0 ? "Nada por enviar" : n === 1 ? "1 apoyo por enviar" : `${n} apoyos por enviar`),
  deBaja: "Dado de baja",
  sinTerminar: "Registro sin terminar",
  otra: "Registrar a otra persona",
  envio: "Lo que espera se envía solo, sea de quien sea.",
})
