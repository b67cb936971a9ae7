// Native dialogs: `data-abre="id"` opens one; a form with method="dialog" inside closes it.

/** Make each `data-abre` button open the dialog that it names. */
export function abrirDialogos(documento) {
  for (const boton of documento.querySelectorAll("[data-abre]")) {
    boton.addEventListener("click", () => documento.getElementById(boton.dataset.abre)?.showModal())
  }
}
