/* fold.c: typographic quotes, dashes and ellipses in ASCII, on request. SPDX-License-Identifier: MIT */
#include "cleaner.h"

#include <galley/unicode.h>

#include "cleaner-folds.h" /* Fold, folds[], by character */

static const Fold *
find_fold(gunichar character)
{
    gsize low = 0, high = G_N_ELEMENTS(folds);
    while (low < high) {
        gsize middle = (low + high) / 2;
        if (folds[middle].character == character)
            return &folds[middle];
        if (folds[middle].character < character)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void
fold_marks(Pass *pass)
{
    guint32 at = find_special(pass->text, pass->size, 0);
    while (at < pass->size) {
        guint32 end = galley_utf8_next(pass->text, at);
        const Fold *fold = find_fold(galley_utf8_get(pass->text, at));
        if (fold != NULL && (fold->kind & pass->cleaner->folds) != 0)
            pass_edit(pass, at, end, fold->text, -1, NULL);
        at = find_special(pass->text, pass->size, end);
    }
}
