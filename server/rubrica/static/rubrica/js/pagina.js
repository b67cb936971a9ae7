// What every page has: the change of mode, dialogs, and the labels of tables shown as cards.

import { ponerTema } from "./tema.js"
import { abrirDialogos } from "./dialogo.js"
import { rotular } from "./tabla.js"

ponerTema(document)
abrirDialogos(document)
rotular(document)
