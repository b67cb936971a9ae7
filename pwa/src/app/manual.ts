/** The manuals: packs of their own, kept by the service worker beside the app. */

import type { Manual, Seccion } from "../pantallas/ayuda/arbol.ts"

export type NombreDeManual = "auxiliar" | "mi-apoyo"

const traidos = new Map<NombreDeManual, Promise<Manual>>()

async function traer(nombre: NombreDeManual): Promise<Manual> {
  const respuesta = await fetch(`${import.meta.env.BASE_URL}manual/${nombre}.json`)
  if (!respuesta.ok) throw new Error(`manual: ${respuesta.status}`)
  return (await respuesta.json()) as Manual
}

/** Return the manual; rejects when it is not in the phone and there is no network. */
export function manual(nombre: NombreDeManual): Promise<Manual> {
  const ya = traidos.get(nombre) ?? traer(nombre)
  traidos.set(nombre, ya)
  ya.catch(() => traidos.delete(nombre))
  return ya
}

/**
 * Which part of the manual tells of a screen: by the longest beginning of its `paso`. Several screens
 * share a part; one that has none of its own opens the first.
 */
const PARTES: Readonly<Record<string, string>> = {
  "alta": "registrarse-como-auxiliar",
  "auxiliar-sin-alta": "registrarse-como-auxiliar",
  "alta-contrasena": "si-olvida-su-contrasena",
  "alta-entrar": "si-olvida-su-contrasena",
  "captura": "captar-un-apoyo",
  "captura-contrasena": "si-olvida-su-contrasena",
  "captura-modelo": "elegir-la-credencial",
  "captura-anverso": "fotografiar-la-credencial",
  "captura-reverso": "fotografiar-la-credencial",
  "captura-codigos": "revisar-los-codigos",
  "captura-original": "confirmar-que-es-la-original",
  "captura-rostro": "fotografiar-el-rostro",
  "captura-manifiesto": "leer-el-manifiesto",
  "captura-firma": "firmar",
  "captura-folio": "folio-y-comprobante",
  "envio": "enviar-los-apoyos",
  "folios": "lista-de-folios",
  "baja": "cambiar-de-telefono",
  "rescate": "archivo-de-rescate",
  "acuses": "archivo-de-rescate",
  "contrasena": "si-olvida-su-contrasena",
  "olvide": "si-olvida-su-contrasena",
  "personas": "telefonos-compartidos",
  "ajustes": "ajustes",
  "mi-apoyo": "registrarse",
  "mi-apoyo-procesos": "dar-su-apoyo",
  "mi-apoyo-revision": "dar-su-apoyo",
  "mi-apoyo-modelo-negado": "que-necesita",
  "mi-apoyo-envio": "si-se-va-la-senal",
  "diagnostico": "pedir-soporte",
  "primera-vez": "que-necesita",
  "telefono": "antes-de-empezar",
  "telefono-camara": "que-hacer-cuando",
  "no-arranca": "que-hacer-cuando",
}

/** Return the id of the section for a screen; the manual's first when none is its own. */
export function seccionPara(paso: string): string {
  const propias = Object.keys(PARTES).filter((inicio) => paso === inicio || paso.startsWith(`${inicio}-`))
  const mejor = propias.sort((a, b) => b.length - a.length)[0]
  return (mejor && PARTES[mejor]) || "antes-de-empezar"
}

/** Return that section of the manual, or its first. */
export function buscar({ secciones }: Manual, id: string): Seccion | undefined {
  return secciones.find((seccion) => seccion.id === id) ?? secciones[0]
}
