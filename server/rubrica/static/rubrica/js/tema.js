// Light or dark: the device decides until the person does; the choice is a cookie, so that the
// server paints the page right the first time.

const UN_ANO_S = 31_536_000
const oscuroPorOmision = matchMedia("(prefers-color-scheme: dark)")

/** True when the page is dark now. */
function esOscuro(raiz) {
  const elegido = raiz.dataset.tema
  return elegido ? elegido === "oscuro" : oscuroPorOmision.matches
}

function rotular(boton, raiz) {
  boton.textContent = esOscuro(raiz) ? "Modo claro" : "Modo oscuro"
}

/** Make the button of the bar change the mode and remember it. */
export function ponerTema(documento) {
  const raiz = documento.documentElement
  const boton = documento.querySelector("[data-cambia-tema]")
  if (!boton) return
  rotular(boton, raiz)
  boton.hidden = false
  boton.addEventListener("click", () => {
    raiz.dataset.tema = esOscuro(raiz) ? "claro" : "oscuro"
    documento.cookie = `tema=${raiz.dataset.tema}; path=/; max-age=${UN_ANO_S}; samesite=lax`
    rotular(boton, raiz)
  })
  oscuroPorOmision.addEventListener("change", () => rotular(boton, raiz))
}
