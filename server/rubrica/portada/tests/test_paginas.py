"""Pages that belong to no stage: they render, say three lines when they fail, and stay at home."""

from __future__ import annotations

import pytest
from django.test import Client

PAGINAS = ("/", "/componentes", "/app/")


@pytest.mark.django_db
def test_home_offers_the_app_the_account_and_the_receipt(client: Client) -> None:
    texto = client.get("/").content.decode()

    assert all(destino in texto for destino in ('"/app/"', '"/captacion/"', '"/comprobante/"'))
