/* normalize.c: normal forms (UAX #15), as edits of runs. SPDX-License-Identifier: MIT */
#include "tables-private.h"
#include "utf8-private.h"

#include <galley/unicode.h>

/* Hangul syllables are reckoned, not looked up (section 3.12 of the standard). */
enum {
    HANGUL_SYLLABLE = 0xAC00,
    HANGUL_L = 0x1100,
    HANGUL_V = 0x1161,
    HANGUL_T = 0x11A7, /* one before the first: no final consonant */
    HANGUL_N_L = 19,
    HANGUL_N_V = 21,
    HANGUL_N_T = 28,
    HANGUL_N_LV = HANGUL_N_L * HANGUL_N_V,
};

#define NO_CHARACTER 0xFFFFFFFF

/* The characters of a run; each with its combining class above the lowest 21 bits. */
typedef struct {
    guint32 *marked;
    gsize n, room;
    guint32 own[128]; /* enough for all but hostile runs */
} Run;

static inline guint8
mark_class(guint32 marked)
{
    return (guint8)(marked >> 24);
}

static inline gunichar
mark_character(guint32 marked)
{
    return marked & 0x1FFFFF;
}

static inline const NormalClass *
normal_class(gunichar character)
{
    return &unicode_normal_classes[table_get(unicode_normal_1, unicode_normal_2, character)];
}

static gboolean
is_composed(GalleyNormalForm form)
{
    return form == GALLEY_NORMAL_FORM_NFC || form == GALLEY_NORMAL_FORM_NFKC;
}

static gboolean
is_compatible(GalleyNormalForm form)
{
    return form == GALLEY_NORMAL_FORM_NFKC || form == GALLEY_NORMAL_FORM_NFKD;
}

static void
run_init(Run *run)
{
    run->marked = run->own;
    run->room = G_N_ELEMENTS(run->own);
    run->n = 0;
}

static void
run_clear(Run *run)
{
    if (run->marked != run->own)
        g_free(run->marked);
}

static void
run_grow(Run *run)
{
    guint32 *old = run->marked;
    run->room *= 2;
    run->marked = g_renew(guint32, old == run->own ? NULL : old, run->room);
    if (old == run->own)
        memcpy(run->marked, old, run->n * sizeof *old);
}

static void
run_add(Run *run, gunichar character)
{
    if (run->n == run->room)
        run_grow(run);
    run->marked[run->n++] = character | (guint32)normal_class(character)->combining_class << 24;
}

/* Adds the full decomposition of @character. */
static void
run_add_decomposed(Run *run, gunichar character, gboolean compatible)
{
    gunichar syllable = character - HANGUL_SYLLABLE;
    if (syllable < HANGUL_N_LV * HANGUL_N_T) {
        run_add(run, HANGUL_L + syllable / (HANGUL_N_V * HANGUL_N_T));
        run_add(run, HANGUL_V + syllable / HANGUL_N_T % HANGUL_N_V);
        if (syllable % HANGUL_N_T != 0)
            run_add(run, HANGUL_T + syllable % HANGUL_N_T);
        return;
    }
    guint16 index = unicode_decomposition_2[unicode_decomposition_1[character / TABLE_BLOCK]]
                                           [character % TABLE_BLOCK];
    const Decomposition *found = &unicode_decompositions[index];
    guint n = compatible ? found->n_compatibility : found->n_canonical;
    guint at = compatible ? found->compatibility : found->canonical;
    if (n == 0)
        run_add(run, character);
    for (guint i = 0; i < n; i++)
        run_add(run, unicode_decomposition_pool[at + i]);
}

static void
sort_few_marks(guint32 *marked, gsize n)
{
    for (gsize i = 1; i < n; i++) {
        guint32 mark = marked[i];
        gsize to = i;
        for (; to > 0 && mark_class(marked[to - 1]) > mark_class(mark); to--)
            marked[to] = marked[to - 1];
        marked[to] = mark;
    }
}

/* Counting sort: linear, for whoever piles up marks. */
static void
sort_many_marks(guint32 *marked, gsize n)
{
    gsize ends[257] = { 0 };
    for (gsize i = 0; i < n; i++)
        ends[mark_class(marked[i]) + 1]++;
    for (gsize i = 1; i < G_N_ELEMENTS(ends); i++)
        ends[i] += ends[i - 1];
    g_autofree guint32 *before = g_memdup2(marked, n * sizeof *marked);
    for (gsize i = 0; i < n; i++)
        marked[ends[mark_class(before[i])]++] = before[i];
}

/* Canonical order: marks by class between characters of class 0, equal classes as they were. */
static void
run_sort(Run *run)
{
    for (gsize begin = 0, end; begin < run->n; begin = end + 1) {
        for (end = begin; end < run->n && mark_class(run->marked[end]) != 0; end++)
            ;
        if (end - begin <= 32)
            sort_few_marks(run->marked + begin, end - begin);
        else
            sort_many_marks(run->marked + begin, end - begin);
    }
}

static gunichar
compose_hangul(gunichar first, gunichar second)
{
    gunichar l = first - HANGUL_L;
    gunichar v = second - HANGUL_V;
    if (l < HANGUL_N_L && v < HANGUL_N_V)
        return HANGUL_SYLLABLE + (l * HANGUL_N_V + v) * HANGUL_N_T;

    gunichar syllable = first - HANGUL_SYLLABLE;
    gunichar t = second - HANGUL_T;
    if (syllable < HANGUL_N_LV * HANGUL_N_T && syllable % HANGUL_N_T == 0 && t - 1 < HANGUL_N_T - 1)
        return first + t;
    return NO_CHARACTER;
}

static gunichar
compose(gunichar first, gunichar second)
{
    guint32 low = 0;
    guint32 high = unicode_n_compositions;
    while (low < high) {
        guint32 middle = (low + high) / 2;
        const Composition *pair = &unicode_compositions[middle];
        if (pair->first == first && pair->second == second)
            return pair->composed;
        if (pair->first < first || (pair->first == first && pair->second < second))
            low = middle + 1;
        else
            high = middle;
    }
    return compose_hangul(first, second);
}

/*
 * A character joins the last starter (of class 0) unless one that stays between them has its class
 * or class 0. What two compose to is a starter.
 */
static void
run_compose(Run *run)
{
    guint32 *starter = NULL;
    guint8 between = 0; /* class of the last character after the starter; 0 without one */
    gsize n = 0;
    for (gsize i = 0; i < run->n; i++) {
        guint32 marked = run->marked[i];
        guint8 class = mark_class(marked);
        gboolean in_reach = starter != NULL && (between < class || starter + 1 == run->marked + n);
        if (in_reach) {
            gunichar composed = compose(mark_character(*starter), mark_character(marked));
            if (composed != NO_CHARACTER) {
                *starter = composed;
                continue;
            }
        }
        if (class == 0)
            starter = run->marked + n;
        between = class;
        run->marked[n++] = marked;
    }
    run->n = n;
}

/* Puts into @out what @text, which begins and ends on boundaries of @form, normalizes to. */
static void
normalize_run(GalleyNormalForm form, const char *text, gsize size, GString *out)
{
    Run run;
    run_init(&run);
    for (gsize at = 0; at < size; at += galley_utf8_next(text + at, 0))
        run_add_decomposed(&run, galley_utf8_get(text + at, 0), is_compatible(form));
    run_sort(&run);
    if (is_composed(form))
        run_compose(&run);

    g_string_set_size(out, run.n * 4);
    gsize n = 0;
    for (gsize i = 0; i < run.n; i++)
        n += galley_utf8_put(out->str + n, mark_character(run.marked[i]));
    g_string_truncate(out, n);
    run_clear(&run);
}

gsize
galley_normalized_prefix(GalleyNormalForm form, const char *text, gsize size)
{
    const guint8 *bytes = (const guint8 *)text;
    guint8 bit = (guint8)(1 << form);
    gsize boundary = 0;
    guint8 before = 0; /* combining class of the last character */
    for (gsize at = 0; at < size;) {
        if (bytes[at] < 0x80) { /* each of these is a boundary, and inert */
            at = utf8_ascii_end(bytes, size, at);
            boundary = at - 1;
            before = 0;
            continue;
        }
        const NormalClass *class = normal_class(galley_utf8_get(text + at, 0));
        if (class->boundary & bit)
            boundary = at;
        if (!(class->inert & bit) ||
            (class->combining_class != 0 && class->combining_class < before))
            return boundary;
        before = class->combining_class;
        at += galley_utf8_next(text + at, 0);
    }
    return size;
}

/* Where the run that begins at @begin ends: the next boundary of @form. */
static gsize
run_end(GalleyNormalForm form, const char *text, gsize size, gsize begin)
{
    gsize at = begin;
    do
        at += galley_utf8_next(text + at, 0);
    while (at < size && !(normal_class(galley_utf8_get(text + at, 0))->boundary & 1 << form));
    return at;
}

gboolean
galley_normalize_next(GalleyNormalForm form,
                      const char *text,
                      gsize size,
                      gsize *begin,
                      gsize *end,
                      GString *replacement)
{
    g_return_val_if_fail(*begin <= size, FALSE);

    gsize at = *begin;
    while ((at += galley_normalized_prefix(form, text + at, size - at)) < size) {
        *begin = at;
        *end = run_end(form, text, size, at);
        normalize_run(form, text + *begin, *end - *begin, replacement);
        gsize n = *end - *begin;
        if (replacement->len != n || memcmp(replacement->str, text + *begin, n) != 0)
            return TRUE;
        at = *end;
    }
    *begin = *end = size;
    return FALSE;
}

char *
galley_normalize(GalleyNormalForm form, const char *text, gsize size, gsize *out_size)
{
    g_autoptr(GString) replacement = g_string_new(NULL);
    GString *out = g_string_sized_new(size);
    gsize copied = 0;
    gsize begin = 0;
    gsize end = 0;
    while (galley_normalize_next(form, text, size, &begin, &end, replacement)) {
        g_string_append_len(out, text + copied, (gssize)(begin - copied));
        g_string_append_len(out, replacement->str, (gssize)replacement->len);
        copied = begin = end;
    }
    g_string_append_len(out, text + copied, (gssize)(size - copied));
    if (out_size != NULL)
        *out_size = out->len;
    return g_string_free(out, FALSE);
}
