/** What the phone tells support (ET 12.2): figures and codes. It has no field that could name a person. */

export interface SucesoTecnico {
  readonly en: string
  readonly que: string
  readonly cual?: string
  readonly cuantos?: number
}

/** One device of an auxiliar, by its number: neither the auxiliar nor any folio is told. */
export interface RegistroDeDispositivo {
  readonly proceso: string
  readonly dispositivo: number
  readonly consecutivo: number
  readonly alta: string
  readonly de_baja: boolean
  readonly guardados: number
  readonly enviados: number
  readonly con_acuse: number
  readonly no_recibidos: number
}

export interface Datos {
  readonly ticket: string
  readonly hecho_en: string
  readonly app: { readonly version: string; readonly instalada: boolean; readonly sin_senal: boolean }
  readonly telefono: { readonly navegador: string; readonly version: number; readonly sistema: string; readonly pantalla: string; readonly memoria_gb: number | null; readonly nucleos: number | null }
  readonly espacio: { readonly libre_mb: number | null; readonly usado_mb: number | null; readonly asegurado: boolean | null }
  /** null when the database of the supports does not open. */
  readonly registros: readonly RegistroDeDispositivo[] | null
  readonly pruebas: Readonly<Record<string, string>>
  readonly ajustes: Readonly<Record<string, string | boolean>>
  readonly sucesos: readonly SucesoTecnico[]
}

export interface Fallas {
  readonly veces: number
  readonly ultima: string
}

/** Return what went wrong, by kind, with how often and when last. */
export function fallasPorTipo(sucesos: readonly SucesoTecnico[]): Readonly<Record<string, Fallas>> {
  const fallas: Record<string, Fallas> = {}
  for (const { en, que, cual } of sucesos) {
    if ((que !== "negativa" && que !== "error") || cual === undefined) continue
    fallas[cual] = { veces: (fallas[cual]?.veces ?? 0) + 1, ultima: en }
  }
  return fallas
}

/** Return the file, as people may read it too. */
export function componer(datos: Datos): string {
  return JSON.stringify({ tipo: "rubrica-diagnostico/1", ...datos, fallas: fallasPorTipo(datos.sucesos) }, null, 1)
}
