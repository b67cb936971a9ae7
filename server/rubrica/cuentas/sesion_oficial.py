"""Session engine of the officials' portal: same machinery as Django's, in a table of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from rubrica.cuentas.models import SesionOficial
from rubrica.cuentas.sesiones import NOTA


class SessionStore(DatabaseStore):
    """Keeps sessions in `cuentas_sesionoficial`, each with the account that opened it."""

    @classmethod
    def get_model_class(cls) -> Any:
        return SesionOficial

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        fila: Any = super().create_model_instance(data)
        fila.cuenta_id = data.get(SESSION_KEY)
        if nota := data.get(NOTA):
            fila.numero, fila.desde = UUID(nota["numero"]), nota["desde"]
            fila.abierta_en = datetime.fromisoformat(nota["abierta_en"])
        return fila
