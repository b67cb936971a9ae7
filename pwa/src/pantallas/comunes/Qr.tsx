import qrcode from "qrcode-generator"

const MARGEN = 4

/** `texto` as a QR code, drawn with one path; black on white in both modes, or it would not read. */
export function Qr({ texto, nombre }: { texto: string; nombre: string }) {
  const codigo = qrcode(0, "M")
  codigo.addData(texto)
  codigo.make()
  const n = codigo.getModuleCount()
  let d = ""
  for (let fila = 0; fila < n; fila++) {
    for (let columna = 0; columna < n; columna++) {
      if (codigo.isDark(fila, columna)) d += `M${columna} ${fila}h1v1h-1z`
    }
  }
  return (
    <svg class="qr" viewBox={`${-MARGEN} ${-MARGEN} ${n + 2 * MARGEN} ${n + 2 * MARGEN}`} role="img" aria-label={nombre} shape-rendering="crispEdges">
      <rect class="qr-claro" x={-MARGEN} y={-MARGEN} width={n + 2 * MARGEN} height={n + 2 * MARGEN} />
      <path class="qr-oscuro" d={d} />
    </svg>
  )
}
