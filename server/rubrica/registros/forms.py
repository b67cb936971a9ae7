"""What a citizen copies from a comprobante: the folio and the código de integridad."""

from __future__ import annotations

from django import forms

from rubrica.core import codigo, folio


class ComprobanteForm(forms.Form):
    """Folio and código as a person copies them: spaces, hyphens and capitals are forgiven."""

    folio = forms.CharField(
        label="Folio",
        help_text="Como aparece en el comprobante; por ejemplo, OAX26-0153-1-00042-N9J.",
        max_length=60,
    )
    codigo = forms.CharField(
        label="Código de integridad", help_text="64 caracteres, con o sin espacios.", max_length=160
    )

    def clean_folio(self) -> str:
        """Return the folio in its one spelling."""
        try:
            return folio.leer(self.cleaned_data["folio"].strip().upper()).texto
        except folio.FolioInvalido:
            raise forms.ValidationError(
                "El folio no está bien escrito: revise cada letra y cada número."
            ) from None

    def clean_codigo(self) -> bytes:
        """Return the 32 bytes of the código."""
        try:
            return codigo.leer(self.cleaned_data["codigo"])
        except ValueError:
            raise forms.ValidationError(
                "El código tiene 64 caracteres: números y letras de la «a» a la «f»."
            ) from None
