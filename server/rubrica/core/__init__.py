"""What is true without a framework: plazos, folio, keys of the credential, wire, bitácora."""
