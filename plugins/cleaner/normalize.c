/* normalize.c: one form for characters that can be written in several. SPDX-License-Identifier: MIT */
#include "cleaner.h"

#include <galley/unicode.h>

void
normalize_text(Pass *pass)
{
    GalleyNormalForm form = pass->cleaner->normalize == NORMALIZE_NFKC ? GALLEY_NORMAL_FORM_NFKC
                                                                       : GALLEY_NORMAL_FORM_NFC;
    if (galley_normalized_prefix(form, pass->text, pass->size) == pass->size)
        return;
    gsize begin = 0, end = 0;
    while (
        galley_normalize_next(form, pass->text, pass->size, &begin, &end, pass->worker->scratch)) {
        pass_edit(pass, begin, end, pass->worker->scratch->str, pass->worker->scratch->len, NULL);
        begin = end;
    }
}
