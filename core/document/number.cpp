/* number.cpp: doubles as decimal text, by <charconv>: exact, and blind to locales. SPDX-License-Identifier: MIT */
#include "document/number-private.h"

#include <charconv>

gsize
galley_number_shortest(char *out, double value)
{
    return std::to_chars(out, out + GALLEY_NUMBER_SIZE_MAX, value).ptr - out;
}

gsize
galley_number_decimals(char *out, double value, guint decimals)
{
    char *end = out + GALLEY_NUMBER_SIZE_MAX;
    return std::to_chars(out, end, value, std::chars_format::fixed, (int)decimals).ptr - out;
}
