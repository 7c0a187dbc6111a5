/* detect.cpp: CLD2 has an interface for C++ alone. SPDX-License-Identifier: MIT */
#include "detect.h"

#include <cstdio> // which CLD2's header forgets

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

extern "C" Detection
detect(const char *text, gsize size)
{
    // it writes none of them where it does not take the text
    CLD2::Language best[3] = { CLD2::UNKNOWN_LANGUAGE };
    int shares[3] = { 0 }, letters = 0, valid = 0;
    double scores[3] = { 0 };
    bool reliable = false;
    CLD2::CLDHints hints = { nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE };
    CLD2::ExtDetectLanguageSummaryCheckUTF8(text, static_cast<int>(size), true, &hints, 0, best,
                                            shares, scores, nullptr, &letters, &reliable, &valid);
    return { CLD2::LanguageCode(best[0]), shares[0], reliable };
}
