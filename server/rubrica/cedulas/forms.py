"""What an official writes: why an auxiliar is given up, why a device is revoked."""

from __future__ import annotations

from django import forms

from rubrica.cedulas.rules import ETIQUETAS, Causa


class BajaForm(forms.Form):
    """Cause and words of a baja by the authority (ET 4.5)."""

    causa = forms.ChoiceField(
        label="Causa de la baja",
        choices=[(c.value, etiqueta) for c, etiqueta in ETIQUETAS.items()],
        widget=forms.RadioSelect,
    )
    explicacion = forms.CharField(
        label="Explicación",
        min_length=10,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La lee la persona promovente en el portal. La baja surte efecto al instante y se"
        " avisa por correo a la persona auxiliar, a la promovente, al OPL y a la DERFE.",
    )

    def causa_(self) -> Causa:
        """Return the cause that was chosen."""
        return Causa(self.cleaned_data["causa"])


class RevocarForm(forms.Form):
    """Why a device is revoked (ET 4.10)."""

    motivo = forms.CharField(
        label="Motivo de la revocación",
        min_length=10,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lo lee la persona promovente en el portal. Lo que llegue de este dispositivo"
        " desde ahora no cuenta; la persona auxiliar conserva su Id_Auxiliar y puede dar de alta"
        " otro.",
    )
