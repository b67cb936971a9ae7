// What of zxing-cpp is compiled: no writer, and of the readers three.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#define ZXING_READERS
#define ZXING_ENABLE_1D 1
#define ZXING_ENABLE_AZTEC 0
#define ZXING_ENABLE_DATAMATRIX 0
#define ZXING_ENABLE_MAXICODE 0
#define ZXING_ENABLE_PDF417 1
#define ZXING_ENABLE_QRCODE 1
