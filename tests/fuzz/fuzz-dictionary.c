/* fuzz-dictionary.c: any bytes as a dictionary; what is read is found again.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/galley.h>

#include "fold.h"
#include "lookup.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

static const TermsFormat formats[] = { TERMS_DIC, TERMS_YAML, TERMS_CSV, TERMS_TSV };

/* Whether the pattern that a path of patterns begins with is one of those of @word. */
static gboolean
begins_with(const Lookup *lookup, const Numbers *found, guint32 term)
{
    for (guint i = 0; i < found->n; i++) {
        const LookupNode *node = &lookup->first[found->list[i]];
        for (guint32 k = 0; k < node->n_owners; k++)
            if (g_array_index(lookup->owners, LookupOwner, node->owners + k).term == term)
                return TRUE;
    }
    return FALSE;
}

/* A term of one word without wildcards is found where its own text stands. */
static void
check_term(const Lookup *lookup, guint32 number)
{
    const Term *term = &g_array_index(lookup->terms->list, Term, number);
    gsize size;
    g_autofree char *text =
        galley_normalize(GALLEY_NORMAL_FORM_NFC, term->text, strlen(term->text), &size);
    g_assert(term->category < lookup->terms->categories->len && size > 0);
    for (guint32 at = 0; at < size; at = galley_utf8_next(text, at))
        if (galley_unichar_is_space(galley_utf8_get(text, at)))
            return;
    Folded folded = { 0 };
    Numbers found = { 0 };
    fold_word(&folded, lookup->fold, text, (guint32)size, size);
    patterns_find(lookup->patterns, folded.text, folded.size, &found);
    folded_clear(&folded);
    g_assert(strpbrk(text, "?") != NULL || begins_with(lookup, &found, number));
    g_free(found.list);
}

static void
check(const Terms *terms, gboolean fold)
{
    Lookup lookup;
    lookup_init(&lookup, terms, fold);
    for (guint32 i = 0; i < MIN(terms->list->len, 200); i++)
        check_term(&lookup, i);
    lookup_clear(&lookup);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    if (size == 0 || !galley_utf8_validate(bytes + 1, size - 1, NULL))
        return 0;
    Terms terms;
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strndup((const char *)bytes + 1, size - 1);
    const TermsFile file = { "list", text, size - 1 };
    terms_init(&terms, bytes[0] >> 2 & 3);
    gboolean read = terms_parse(&terms, formats[bytes[0] & 3], &file, &error);
    g_assert(read == (error == NULL));
    g_assert(read || g_str_has_prefix(error->message, "list:"));
    if (read)
        check(&terms, bytes[0] & 16);
    terms_clear(&terms);
    return 0;
}
