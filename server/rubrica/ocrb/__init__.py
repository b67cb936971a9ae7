"""The recogniser of OCR-B: a small network whose one file of weights the app and the server read.

The rule of the file and of the arithmetic is in `red`; the app's twin is `pwa/src/lectura/red.ts`.
The weights come from `make entrenar-ocrb` (`rubrica.ficticio.ocrb`). ET 5.8.
"""
