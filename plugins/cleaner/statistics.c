/* statistics.c: the measures that filters of web corpora go by, as metadata. SPDX-License-Identifier: MIT */
#include "statistics.h"

#include <string.h>

#include <galley/unicode.h>

#include "lines.h"

/* A line of FineWeb's at most this long is short, in code points. */
#define SHORT_LINE 30
/* A line of C4's has as many words: in the paper as printed and in its code, three in the preprint. */
#define C4_WORDS 5

/* What is counted; the measures are made of these. */
typedef struct {
    guint64 lines, stop_lines, short_lines, bullet_lines, ellipsis_lines, c4_lines, feeds;
    guint64 characters, repeated_characters; /* code points, without line feeds */
    guint64 words, alphabetic_words, word_characters, hashes, ellipses;
    guint stop_words; /* bits: which of Gopher's eight */
    gboolean curly;
} Counts;

static double
share(guint64 part, guint64 whole)
{
    return whole != 0 ? (double)part / (double)whole : 0;
}

/* ---- words: what stands between white space, and is not of marks alone ---- */

static guint
stop_word(const char *word, gsize size)
{
    static const char *const words[] = { "the", "be", "to", "of", "and", "that", "have", "with" };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strlen(words[i]) == size && g_ascii_strncasecmp(word, words[i], size) == 0)
            return 1u << i;
    }
    return 0;
}

static void
count_word(Counts *counts, const char *text, guint32 begin, guint32 end)
{
    gboolean alphabetic = FALSE, symbol = TRUE;
    guint32 n = 0;
    for (guint32 at = begin; at < end; at = galley_utf8_next(text, at), n++) {
        gunichar character = galley_utf8_get(text, at);
        alphabetic |= galley_unichar_is_alpha(character);
        symbol &= galley_unichar_is_punct(character) || galley_unichar_is_symbol(character);
    }
    if (symbol)
        return;
    counts->words++;
    counts->word_characters += n;
    counts->alphabetic_words += alphabetic;
    counts->stop_words |= stop_word(text + begin, end - begin);
}

static guint
count_words(Counts *counts, const char *text, const Line *line)
{
    guint64 before = counts->words;
    guint32 begin = line->begin;
    for (guint32 at = line->begin; at <= line->end; at++) {
        if (at < line->end && text[at] != ' ' && text[at] != '\t')
            continue;
        if (at > begin)
            count_word(counts, text, begin, at);
        begin = at + 1;
    }
    return counts->words - before;
}

/* ---- lines ---- */

static gboolean
starts_with(const char *text, const Line *line, const char *mark)
{
    gsize size = strlen(mark);
    return line->end - line->begin >= size && memcmp(text + line->begin, mark, size) == 0;
}

static gboolean
ends_with(const char *text, const Line *line, const char *mark)
{
    gsize size = strlen(mark);
    return line->end - line->begin >= size && memcmp(text + line->end - size, mark, size) == 0;
}

static void
count_line(Counts *counts, const char *text, const Line *line)
{
    guint32 size = galley_utf8_count(text + line->begin, line->end - line->begin);
    gboolean ellipsis = ends_with(text, line, "...") || ends_with(text, line, "…");
    gboolean stop = strchr(".!?\"", text[line->end - 1]) != NULL || ends_with(text, line, "”");
    gboolean quote =
        text[line->end - 1] == '\'' || ends_with(text, line, "’"); /* FineWeb's alone */
    guint n_words = count_words(counts, text, line);
    counts->lines++;
    counts->characters += size;
    counts->short_lines += size <= SHORT_LINE;
    counts->stop_lines += stop || quote;
    counts->ellipsis_lines += ellipsis;
    counts->bullet_lines += starts_with(text, line, "-") || starts_with(text, line, "•");
    counts->c4_lines += stop && !ellipsis && n_words >= C4_WORDS;
    counts->repeated_characters += line->verdict == VERDICT_REMOVE ? size : 0;
}

static void
count_marks(Counts *counts, const char *text, guint32 size)
{
    for (guint32 i = 0; i < size; i++) {
        counts->feeds += text[i] == '\n';
        counts->hashes += text[i] == '#';
        counts->curly |= text[i] == '{';
        if (i + 2 < size && (memcmp(text + i, "...", 3) == 0 || memcmp(text + i, "…", 3) == 0)) {
            counts->ellipses++;
            i += 2;
        }
    }
}

/* ---- metadata ---- */

/* Names and definitions are those of the papers; the README says which. In the order of measure(). */
static const struct {
    const char *key;
    GalleyType type;
} measures[] = {
    { "gopher.words", GALLEY_TYPE_INT64 },
    { "gopher.mean_word_length", GALLEY_TYPE_DOUBLE },
    { "gopher.hash_word_ratio", GALLEY_TYPE_DOUBLE },
    { "gopher.ellipsis_word_ratio", GALLEY_TYPE_DOUBLE },
    { "gopher.bullet_line_ratio", GALLEY_TYPE_DOUBLE },
    { "gopher.ellipsis_line_ratio", GALLEY_TYPE_DOUBLE },
    { "gopher.alphabetic_word_ratio", GALLEY_TYPE_DOUBLE },
    { "gopher.stop_words", GALLEY_TYPE_INT64 },
    { "fineweb.line_punct_ratio", GALLEY_TYPE_DOUBLE },
    { "fineweb.short_line_ratio", GALLEY_TYPE_DOUBLE },
    { "fineweb.char_dup_ratio", GALLEY_TYPE_DOUBLE },
    { "fineweb.new_line_ratio", GALLEY_TYPE_DOUBLE },
    { "c4.line_ratio", GALLEY_TYPE_DOUBLE },
    { "c4.curly_bracket", GALLEY_TYPE_BOOL },
};

static void
measure(const Counts *counts, double values[G_N_ELEMENTS(measures)])
{
    const double all[G_N_ELEMENTS(measures)] = {
        (double)counts->words,
        share(counts->word_characters, counts->words),
        share(counts->hashes, counts->words),
        share(counts->ellipses, counts->words),
        share(counts->bullet_lines, counts->lines),
        share(counts->ellipsis_lines, counts->lines),
        share(counts->alphabetic_words, counts->words),
        __builtin_popcount(counts->stop_words),
        share(counts->stop_lines, counts->lines),
        share(counts->short_lines, counts->lines),
        share(counts->repeated_characters, counts->characters),
        share(counts->feeds, counts->words),
        share(counts->c4_lines, counts->lines),
        counts->curly,
    };
    memcpy(values, all, sizeof all);
}

/** statistics_declare: the metadata that statistics_set() sets */
void
statistics_declare(GalleyContract *contract)
{
    for (gsize i = 0; i < G_N_ELEMENTS(measures); i++) {
        GalleyPort port = { .name = measures[i].key,
                            .kind = GALLEY_PORT_METADATA,
                            .type = measures[i].type };
        galley_contract_give(contract, &port);
    }
}

/** statistics_set: measures the text as the steps before have left it */
void
statistics_set(Pass *pass)
{
    GArray *lines = pass->worker->lines;
    Counts counts = { 0 };
    double values[G_N_ELEMENTS(measures)];
    g_array_set_size(lines, 0);
    cut_lines(pass->text, pass->size, lines);
    mark_copies(pass->text, lines, pass->worker->slots, 1);
    for (guint i = 0; i < lines->len; i++)
        count_line(&counts, pass->text, &g_array_index(lines, Line, i));
    count_marks(&counts, pass->text, pass->size);
    measure(&counts, values);
    for (gsize i = 0; i < G_N_ELEMENTS(measures); i++) {
        if (measures[i].type == GALLEY_TYPE_DOUBLE)
            galley_document_set_metadata_double(pass->document, measures[i].key, values[i]);
        else if (measures[i].type == GALLEY_TYPE_INT64)
            galley_document_set_metadata_int64(pass->document, measures[i].key, (gint64)values[i]);
        else
            galley_document_set_metadata_bool(pass->document, measures[i].key, values[i] != 0);
    }
}
