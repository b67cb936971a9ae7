// Tables shown as cards: each cell says its column, and the table stays a table to a screen reader
// although its display is no longer one.

const PAPELES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tfoot: "rowgroup", tr: "row" }

function papelDe(celda) {
  if (celda.tagName === "TD") return "cell"
  return celda.closest("thead") ? "columnheader" : "rowheader"
}

/** Write the missing `data-rotulo` and roles of every .tabla-fichas. */
export function rotular(documento) {
  for (const tabla of documento.querySelectorAll(".tabla-fichas")) {
    const columnas = [...tabla.querySelectorAll("thead th")].map((th) => th.textContent.trim())
    for (const [marca, papel] of Object.entries(PAPELES)) {
      for (const nodo of tabla.parentNode.querySelectorAll(marca)) nodo.setAttribute("role", papel)
    }
    for (const celda of tabla.querySelectorAll("th, td")) celda.setAttribute("role", papelDe(celda))
    for (const celda of tabla.querySelectorAll("td:not([data-rotulo])")) {
      celda.dataset.rotulo = columnas[celda.cellIndex] ?? ""
    }
  }
}
