// What the linker would miss of zxing-cpp and of the C++ runtime, and the phone does not need:
// other symbologies, text in other alphabets, data beside the symbol, messages of a crash.
// SPDX-License-Identifier: Apache-2.0
#include "BarcodeData.h"
#include "JSON.h"
#include "TextDecoder.h"
#include "Utf.h"
#include "oned/ODCodabarReader.h"
#include "oned/ODCode39Reader.h"
#include "oned/ODCode93Reader.h"
#include "oned/ODDXFilmEdgeReader.h"
#include "oned/ODDataBarExpandedReader.h"
#include "oned/ODDataBarLimitedReader.h"
#include "oned/ODDataBarReader.h"
#include "oned/ODITFReader.h"
#include "oned/ODMultiUPCEANReader.h"
#include "oned/ODTelepenReader.h"

#include <cstdlib>

namespace ZXing {

// Text is the caller's affair: only bytes leave this reader.
std::string BytesToUtf8(ByteView, ECI) { return {}; }
bool IsValidUtf8(ByteView) { return true; }
std::string JsonEscapeStr(std::string_view) { return {}; }
std::string_view JsonFind(std::string_view, std::string_view) { return {}; }

namespace OneD {

#define AUSENTE(LECTOR) \
	BarcodeData LECTOR::decodePattern(int, PatternView&, std::unique_ptr<DecodingState>&) const { return {}; }
AUSENTE(CodabarReader)
AUSENTE(Code39Reader)
AUSENTE(Code93Reader)
AUSENTE(DXFilmEdgeReader)
AUSENTE(DataBarExpandedReader)
AUSENTE(DataBarLimitedReader)
AUSENTE(DataBarReader)
AUSENTE(ITFReader)
AUSENTE(MultiUPCEANReader)
AUSENTE(TelepenReader)

} // OneD
} // ZXing

namespace std {
inline namespace __2 {
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) { __builtin_trap(); }
} // namespace __2
} // namespace std

extern "C" {

[[noreturn]] void abort_message(const char*, ...) { __builtin_trap(); }

// Exceptions: JavaScript throws and catches them (simbolos.ts); this is what stays on this side.
int __THREW__ = 0;
int __threwValue = 0;
__attribute__((export_name("hubo_excepcion"))) void hubo_excepcion() { __THREW__ = 1; }
void* __cxa_allocate_exception(size_t bytes) { return malloc(bytes); }
void __cxa_free_exception(void* donde) { free(donde); }
void* __cxa_begin_catch(void* donde) { return donde; }
void __cxa_end_catch() {}
int __cxa_thread_atexit(void (*)(void*), void*, void*) { return 0; }
}
