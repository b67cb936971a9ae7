// Asks this browser for a passkey: makes one, or signs with one, and sends the form that carries it.
// A form says what it wants in data-llave ("crear" or "usar") and with which options, from the server.

const HACER = {
  crear: (opciones) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(opciones) }),
  usar: (opciones) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(opciones) }),
}

async function pedir(form) {
  const recado = form.querySelector("[data-recado]")
  recado.hidden = true
  try {
    const llave = await HACER[form.dataset.llave](JSON.parse(form.dataset.opciones))
    form.elements.namedItem("credential").value = JSON.stringify(llave.toJSON())
    form.submit()
  } catch {
    recado.hidden = false // said no, took too long, or has no such key: nothing changed
  }
}

for (const form of document.querySelectorAll("form[data-llave]")) {
  if (!globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    form.hidden = true
    continue
  }
  form.addEventListener("submit", (suceso) => {
    suceso.preventDefault()
    void pedir(form)
  })
}
