"""What is true without a framework: plazos, folio, keys of the credential, sobre, paquete, bitácora."""
