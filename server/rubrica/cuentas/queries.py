"""What other contexts' pages say of people."""

from __future__ import annotations

from collections.abc import Iterable

from rubrica.cuentas.models import Cuenta


def nombres(cuentas: Iterable[int | None]) -> dict[int, str]:
    """Return number → name of those accounts that this service may see."""
    numeros = {c for c in cuentas if c is not None}
    return dict(Cuenta.objects.filter(pk__in=numeros).values_list("pk", "nombre"))


def por_correo(correo: str) -> Cuenta | None:
    """Return the account of that e-mail, None if there is none."""
    return Cuenta.objects.filter(correo=correo.strip().lower()).first()
