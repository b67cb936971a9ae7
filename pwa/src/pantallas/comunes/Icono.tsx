/** The few drawings of the app, 24 × 24, in the ink of the text beside them. Never alone: always a word. */

const DIBUJOS = {
  atras: "M15 5 8 12l7 7",
  cerrar: "M6 6l12 12M18 6 6 18",
  candado: "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z",
  palomita: "M5 12.5 10 17.5 19.5 7",
  reloj: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2",
  telefono: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2",
  enviar: "M12 20V5M6 11l6-6 6 6",
  camara: "M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
  girar: "M4 12a8 8 0 0 1 13.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 0 1-13.7 5.6L4 15.5M4 20v-4.5h4.5",
  luz: "M13 3 6 13h5l-1 8 7-10h-5z",
  lista: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
  salir: "M10 4H5v16h5M15 8l4 4-4 4M19 12H9",
  llave: "M14.5 13.5a4.5 4.5 0 1 0-4-4L4 16v4h4v-2.5h2.5V15h2zM16 8h.01",
  personas: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 20c.4-4.5 11.6-4.5 12 0M16 5.3a3 3 0 0 1 0 5.4M18 15c1.8.8 2.8 2.3 3 5",
  copiar: "M9 9h11v11H9zM15 9V4H4v11h5",
  lugar: "M12 21s6.5-6.2 6.5-11a6.5 6.5 0 0 0-13 0C5.5 14.8 12 21 12 21zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  ayuda: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.3 9.6a2.8 2.8 0 1 1 4 2.6c-.9.5-1.3 1-1.3 2M12 17.2v.1",
  ajustes: "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  soporte: "M5 13v-1a7 7 0 0 1 14 0v1M4 13h3v6H5a1 1 0 0 1-1-1zM20 13h-3v6h2a1 1 0 0 0 1-1zM18 19c0 1.5-2 2-4 2",
  oir: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  parar: "M7 7h10v10H7z",
  aviso: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1",
  credencial: "M3 6h18v12H3zM6.5 10.5a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 0 0-3.6 0zM5.5 15.5c.6-2 4.9-2 5.5 0M14 10h4.5M14 13.5h4.5",
} as const

export type NombreDeIcono = keyof typeof DIBUJOS

export function Icono({ nombre }: { nombre: NombreDeIcono }) {
  return (
    <svg class="icono" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={DIBUJOS[nombre]} />
    </svg>
  )
}
