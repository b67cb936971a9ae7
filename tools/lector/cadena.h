// A string to which text is added, in place of std::ostringstream: that one brings all the locales.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sstream>
#include <string>

namespace std {
struct Cadena
{
	string texto;
	Cadena& operator<<(const string& otro)
	{
		texto += otro;
		return *this;
	}
	string str() const { return texto; }
};
} // namespace std

#define ostringstream Cadena
