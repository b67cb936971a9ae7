import { TEMAS, ajustar, ajustes, vibrar, type Tema } from "../app/ajustes.ts"
import { ir } from "../app/estado.ts"
import { hayVoz } from "../app/voz.ts"
import { ajustes as textos } from "../textos/es-MX/ajustes.ts"
import { IDIOMAS } from "../textos/idioma.ts"
import { Interruptor } from "./comunes/Interruptor.tsx"
import { Pantalla } from "./comunes/Pantalla.tsx"

/** *Ajustes*: how the app looks, sounds and feels; each change is seen at once and kept. */
export function Ajustes() {
  return (
    <Pantalla paso="ajustes" titulo={textos.titulo} alVolver={() => ir("inicio")}>
      <Vista />
      <Sonido />
      <Idioma />
      <p class="texto-suave">{textos.guardado}</p>
    </Pantalla>
  )
}

function Vista() {
  const { letraGrande, sol, tema } = ajustes.value
  return (
    <section class="grupo" aria-labelledby="ajustes-ver">
      <h2 id="ajustes-ver">{textos.ver}</h2>
      <Interruptor nombre="letra-grande" etiqueta={textos.letra} ayuda={textos.letraAyuda} puesto={letraGrande} alCambiar={(letraGrande) => ajustar({ letraGrande })} />
      <Interruptor nombre="sol" etiqueta={textos.sol} ayuda={textos.solAyuda} puesto={sol} alCambiar={(sol) => ajustar({ sol })} />
      {!sol && (
        <div class="campo">
          <label for="tema">{textos.tema}</label>
          <select id="tema" name="tema" value={tema} onChange={(e) => ajustar({ tema: e.currentTarget.value as Tema })}>
            {TEMAS.map((uno) => <option key={uno} value={uno}>{textos.temas[uno]}</option>)}
          </select>
        </div>
      )}
    </section>
  )
}

function Sonido() {
  const { vibracion, voz } = ajustes.value
  const vibra = "vibrate" in navigator
  const cambiar = (vibracion: boolean): void => {
    ajustar({ vibracion })
    vibrar("bien")
  }
  return (
    <section class="grupo" aria-labelledby="ajustes-oir">
      <h2 id="ajustes-oir">{textos.oir}</h2>
      <Interruptor nombre="vibracion" etiqueta={textos.vibracion} ayuda={vibra ? textos.vibracionAyuda : textos.sinVibracion} puesto={vibra && vibracion} apagado={!vibra} alCambiar={cambiar} />
      <Interruptor nombre="voz" etiqueta={textos.voz} ayuda={hayVoz.value ? textos.vozAyuda : textos.sinVoz} puesto={hayVoz.value && voz} apagado={!hayVoz.value} alCambiar={(voz) => ajustar({ voz })} />
    </section>
  )
}

function Idioma() {
  const elegir = (idioma: string): void => {
    ajustar({ idioma })
    location.reload()
  }
  return (
    <section class="grupo">
      <div class="campo">
        <label for="idioma">{textos.idioma}</label>
        <select id="idioma" name="idioma" value={ajustes.value.idioma} onChange={(e) => elegir(e.currentTarget.value)}>
          {IDIOMAS.filter(({ oculto }) => !oculto).map(({ codigo, nombre }) => <option key={codigo} value={codigo} lang={codigo}>{nombre}</option>)}
        </select>
      </div>
    </section>
  )
}
