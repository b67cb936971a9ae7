/** Instants as people read them in Oaxaca: always the Centro zone, always said so by the caller. */

const ZONA = "America/Mexico_City"

const largo = new Intl.DateTimeFormat("es-MX", {
  timeZone: ZONA, day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
})

/** Return `23 de noviembre de 2026, 14:05`. */
export function fechaHora(instante: Date): string {
  const partes = Object.fromEntries(largo.formatToParts(instante).map((parte) => [parte.type, parte.value]))
  return `${partes.day} de ${partes.month} de ${partes.year}, ${partes.hour}:${partes.minute}`
}

/** Return how much is left in days, hours and minutes, each an integer; zeros when nothing is. */
export function resto(milisegundos: number): { dias: number; horas: number; minutos: number } {
  const minutos = Math.max(0, Math.floor(milisegundos / 60_000))
  return { dias: Math.floor(minutos / 1440), horas: Math.floor((minutos % 1440) / 60), minutos: minutos % 60 }
}

const DIA = new Intl.DateTimeFormat("es-MX", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" })

/** Return `31 de diciembre de 2033` for 2033-12-31. */
export function dia(iso: string): string {
  const partes = Object.fromEntries(DIA.formatToParts(new Date(`${iso}T12:00:00Z`)).map((parte) => [parte.type, parte.value]))
  return `${partes.day} de ${partes.month} de ${partes.year}`
}

const CENTRO = new Intl.DateTimeFormat("en-CA", { timeZone: ZONA, year: "numeric", month: "2-digit", day: "2-digit" })

/** Return the day that it is in hora Centro, YYYY-MM-DD. */
export function hoyEnCentro(instante: Date): string {
  const { year, month, day } = Object.fromEntries(CENTRO.formatToParts(instante).map((parte) => [parte.type, parte.value]))
  return `${year}-${month}-${day}`
}
