// What every page has: the change of mode, dialogs, and the labels of tables shown as cards.

import { ponerTema } from "./tema.js"
import { abrirDialogos } from "./dialogo.js"
import { rotular } from "./tabla.js"

ponerTema(document)
abrirDialogos(document)
rotular(document)
// On a narrow screen the stages are a strip: the one where the person is comes into sight.
document.querySelector(".etapas [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" })
