"""Lines of OCR-B as phones see them, and the training on them (`make entrenar-ocrb`)."""
