/** Days written as six digits, without a century. */

/**
 * Return whether YYMMDD is a day of that century.
 *
 * Where the century is unknown the default is the wider one: of 1900 and 2000 only the second was a
 * leap year, and every other pair of years agrees.
 */
export function esDia(aammdd: string, siglo: 1900 | 2000 = 2000): boolean {
  const [anio, mes, dia] = [0, 2, 4].map((i) => Number(aammdd.slice(i, i + 2))) as [number, number, number]
  const fecha = new Date(Date.UTC(siglo + anio, mes - 1, dia))
  return fecha.getUTCMonth() === mes - 1 && fecha.getUTCDate() === dia
}
