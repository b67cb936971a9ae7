"""The four testigos visuales in one answer: one opening, one asiento, four images.

The body is multipart/form-data, which a browser reads with `Response.formData()`.
"""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex


def empacar(imagenes: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Return body and Content-Type of JPEG images by name; names are ASCII without quotes."""
    frontera = f"rubrica-{token_hex(16)}"
    partes = b"".join(
        (
            f"--{frontera}\r\n"
            f'Content-Disposition: form-data; name="{nombre}"; filename="{nombre}.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        ).encode()
        + jpeg
        + b"\r\n"
        for nombre, jpeg in imagenes.items()
    )
    return partes + f"--{frontera}--\r\n".encode(), f"multipart/form-data; boundary={frontera}"
