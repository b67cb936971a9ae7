import { catalogo } from "../idioma.ts"

/** The account proved by its provider (ET 4.4, 4.6, 4.7, 7.8). */
export const comprobacion = catalogo("comprobacion", {
  tipo: "Tipo de autenticación",
  continuar: (nombre: string) => `Continuar con ${nombre}`,
  explica: (nombre: string) => `Se abrirá la página de ${nombre} para que confirme que esta cuenta es suya, y volverá aquí. Rúbrica no ve su contraseña.`,
  personal: "Su cuenta es personal: úsela solo usted y no la comparta. Si se usa en muchos teléfonos, quien la administra puede bloquearla (numeral 4.7).",
  sinMemoria: {
    que: "Este navegador no puede guardar dónde se quedó.",
    porque: "Hay que ir a la página del proveedor y volver, y la ventana no recuerda nada entre una y otra.",
    hacer: "Salga de la ventana privada, permita los datos del sitio e intente de nuevo.",
  },
})
