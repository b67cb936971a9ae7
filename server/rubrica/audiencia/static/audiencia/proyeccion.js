// The projected window follows the operator: it asks once a second which record is shown.
const sitio = document.getElementById("proyeccion")
const mostrado = sitio.dataset.asunto

async function mirar() {
  try {
    const respuesta = await fetch(sitio.dataset.actual, { headers: { Accept: "application/json" } })
    if (respuesta.ok && respuesta.headers.get("Content-Type")?.startsWith("application/json")) {
      const { asunto } = await respuesta.json()
      if (String(asunto ?? "") !== mostrado) {
        location.reload()
        return
      }
    }
  } catch {
    // Without network the last record stays; the next look will tell.
  }
  setTimeout(mirar, 1000)
}

setTimeout(mirar, 1000)
