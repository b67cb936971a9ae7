// What the phone asks of zxing-cpp: grey pixels in, the bytes of each symbol out.
// SPDX-License-Identifier: Apache-2.0
#include "ReadBarcode.h"

#include <cstdlib>
#include <vector>

using namespace ZXing;

// Their place here is how the answer names them: SIMBOLOGIAS of pwa/src/lectura/simbolos.ts.
static const std::vector<BarcodeFormat> simbologias = {BarcodeFormat::Code128, BarcodeFormat::PDF417, BarcodeFormat::QRCode};
static std::vector<uint8_t> respuesta;

static void anotar(uint32_t n)
{
	for (int i = 0; i < 32; i += 8)
		respuesta.push_back(n >> i);
}

static ReaderOptions opciones(bool rapida)
{
	ReaderOptions o;
	o.formats(std::vector(simbologias)).tryHarder(!rapida).tryRotate(!rapida).tryDownscale(!rapida).tryInvert(false);
	return o.maxNumberOfSymbols(8);
}

extern "C" {

__attribute__((export_name("pedir"))) void* pedir(int bytes) { return malloc(bytes); }

__attribute__((export_name("soltar"))) void soltar(void* donde) { free(donde); }

// Returns how many symbols there are; then, of each, its kind, its length and its bytes.
__attribute__((export_name("leer"))) const uint8_t* leer(const uint8_t* gris, int ancho, int alto, int rapida)
{
	respuesta.clear();
	const auto hallados = ReadBarcodes(ImageView(gris, ancho, alto, ImageFormat::Lum), opciones(rapida));
	anotar(hallados.size());
	for (const auto& hallado : hallados) {
		const auto& bytes = hallado.bytes();
		anotar(std::find(simbologias.begin(), simbologias.end(), hallado.symbology()) - simbologias.begin());
		anotar(bytes.size());
		respuesta.insert(respuesta.end(), bytes.begin(), bytes.end());
	}
	return respuesta.data();
}
}
