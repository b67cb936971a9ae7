"""What is true without a framework: plazos, folio, keys of credentials, sobre, paquete, leaves."""
