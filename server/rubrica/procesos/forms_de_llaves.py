"""What people write of the keys of a process and of their rehearsal (ET 13.6)."""

from __future__ import annotations

from typing import Any

from django import forms

from rubrica.core.destinatario import MAX_CARACTERES
from rubrica.procesos import rules


class LlaveDeEntregaForm(forms.Form):
    """The OPL's public key, age or OpenPGP."""

    llave = forms.CharField(
        label="Llave pública de entrega",
        max_length=MAX_CARACTERES,
        help_text="De age (la línea que empieza con «age1») o de OpenPGP (el bloque completo). "
        "La llave secreta se queda con ustedes.",
        widget=forms.Textarea(attrs={"autocomplete": "off", "spellcheck": "false", "rows": 3}),
    )


class CustodiosForm(forms.Form):
    """Three people, each with a key of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, rules.CUSTODIOS + 1):
            self.fields[f"nombre_{n}"] = forms.CharField(
                label=f"Persona custodia {n}", max_length=150
            )
            self.fields[f"llave_{n}"] = forms.CharField(
                label=f"Llave pública de la persona custodia {n}",
                max_length=100,
                help_text="Empieza con «age1».",
            )

    def to_custodios(self) -> list[tuple[str, str]]:
        """Return (name, key) of the three, in order."""
        datos = self.cleaned_data
        return [(datos[f"nombre_{n}"], datos[f"llave_{n}"]) for n in range(1, rules.CUSTODIOS + 1)]


class RespuestaForm(forms.Form):
    """The words read in a test package."""

    respuesta = forms.CharField(
        label="Palabras del paquete de prueba",
        max_length=200,
        help_text="Las ocho, en su orden; no importan mayúsculas ni comas.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
