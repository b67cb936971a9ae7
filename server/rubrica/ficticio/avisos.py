"""Two privacy notices and a logo of a mechanism that does not exist."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

SIMPLIFICADO = """\
# Quién trata sus datos
El OPL de este Oaxaca sintético (ficticio) es responsable de los datos personales que recaba la \
persona auxiliar, o usted en Mi Apoyo.

# Para qué
- Verificar que usted está en la Lista Nominal de la entidad.
- Verificar que su apoyo se cuenta una sola vez.
- Informar el resultado a la autoridad.

# Qué se recaba
Fotografías de su credencial por los dos lados, una fotografía de su rostro, su firma y el lugar \
de la captura. Todo se cifra en el teléfono en cuanto se guarda, y se borra de él cuando hay acuse.

# Sus derechos
Puede ejercer sus derechos de acceso, rectificación, cancelación y oposición ante la unidad de \
transparencia. El aviso integral dice cómo.
"""

INTEGRAL = """\
# Responsable
El OPL de este Oaxaca sintético (ficticio), con domicilio en la calle Inventada 1, Oaxaca de \
Juárez, es responsable del tratamiento de los datos personales de quienes dan su apoyo a este \
mecanismo de participación ciudadana.

# Datos que se recaban
- Imagen del anverso y del reverso de la credencial para votar.
- Fotografía del rostro, tomada en el momento.
- Firma manuscrita sobre la pantalla.
- Fecha, hora y lugar de la captura.

La imagen del rostro y la firma son datos sensibles por lo que permiten conocer de una persona: se \
recaban solo con su consentimiento expreso, que usted da al firmar el manifiesto.

# Finalidades
- Verificar su situación registral en la Lista Nominal de Electores.
- Revisar que la credencial, el rostro y la firma correspondan a una misma persona.
- Identificar apoyos repetidos, para contarlos una vez.
- Atender la garantía de audiencia de la persona promovente.

No se usan para ninguna otra finalidad, ni se comparten con la persona promovente.

# Cómo se protegen
Los datos se cifran en el teléfono y solo se abren en el sistema que los verifica. El teléfono los \
borra cuando recibe el acuse de su entrega.

# Transferencias
Al Instituto Nacional Electoral, para la verificación en el Padrón Electoral, conforme al convenio \
entre las autoridades.

# Derechos ARCO
Usted puede pedir el acceso, la rectificación o la cancelación de sus datos, u oponerse a su \
tratamiento, en la unidad de transparencia o por la Plataforma Nacional de Transparencia (en esta \
demostración, ninguna de las dos existe).

# Cambios
Si este aviso cambia, la versión nueva se publica en el portal y llega a la aplicación.
"""


def logotipo() -> bytes:
    """Return a PNG: a flower of eight petals on nothing."""
    imagen = Image.new("RGBA", (480, 480), (0, 0, 0, 0))
    pluma = ImageDraw.Draw(imagen)
    for x, y in (
        (0, -1),
        (1, 0),
        (0, 1),
        (-1, 0),
        (0.7, -0.7),
        (0.7, 0.7),
        (-0.7, 0.7),
        (-0.7, -0.7),
    ):
        cx, cy = 240 + 130 * x, 240 + 130 * y
        pluma.ellipse((cx - 90, cy - 90, cx + 90, cy + 90), fill=(232, 119, 34, 255))
    pluma.ellipse((170, 170, 310, 310), fill=(122, 62, 12, 255))
    salida = io.BytesIO()
    imagen.save(salida, "PNG")
    return salida.getvalue()
