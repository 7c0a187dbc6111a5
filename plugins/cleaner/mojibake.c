/* mojibake.c: undoes UTF-8 that was read as a one-byte code page. SPDX-License-Identifier: MIT */
#include "mojibake.h"

#include <string.h>

#include <galley/unicode.h>

#include "cleaner-codepages.h" /* N_CODEPAGES, codepage_characters[][128] */
#include "cleaner.h"

#define REASON "mojibake"
#define REPLACEMENT 0xFFFD
#define LOST 0x100 /* a byte that has become U+FFFD */
#define ALL_PAGES ((1u << N_CODEPAGES) - 1)
#define NO_BYTE 0         /* no high byte of the page is this character */
#define APPLE_LOGO 0xF8FF /* F0 of the Macintosh: the lead of every emoji */
#define SLOTS                                                                                      \
    0x2600 /* all other characters of the pages are below; the last one is free for the logo */
#define MAX_SEQUENCE 6 /* two surrogates of three bytes each */

/* The pages in order of trust: of equal ones the first wins. Pages that share most letters with others need more. */
static const gint thresholds[N_CODEPAGES] = { 2, 4, 3, 3, 3, 5, 4, 3, 4, 5 };
/* What every character costs that would be odd in a text read wrongly as a whole, and the most that is asked. */
#define STRAY_COST 4
#define STRAY_MAX 4

struct MojibakeTables {
    guint8 byte[N_CODEPAGES][SLOTS];
    guint16 leads[SLOTS];       /* bit n: may begin a sequence in page n */
    guint16 short_leads[SLOTS]; /* bit n: one of two bytes */
    guint16 continues[SLOTS];   /* bit n: may go on with one */
};

typedef struct {
    const char *text;
    guint32 begin, end; /* of the line */
} Line;

/* ---- tables ---- */

static guint
slot(gunichar character)
{
    return character < SLOTS - 1 ? character : character == APPLE_LOGO ? SLOTS - 1 : 0;
}

static void
set_byte(MojibakeTables *tables, guint page, gunichar character, guint8 byte)
{
    guint at = slot(character);
    if (at == 0 || tables->byte[page][at] != NO_BYTE)
        return;
    tables->byte[page][at] = byte;
    if (byte >= 0xC2 && byte <= 0xF4)
        tables->leads[at] |= 1u << page;
    if (byte >= 0xC2 && byte < 0xE0)
        tables->short_leads[at] |= 1u << page;
    if (byte < 0xC0)
        tables->continues[at] |= 1u << page;
}

MojibakeTables *
mojibake_tables_new(void)
{
    MojibakeTables *tables = g_new0(MojibakeTables, 1);
    for (guint page = 0; page < N_CODEPAGES; page++) {
        for (guint byte = 0x80; byte < 0x100; byte++)
            set_byte(tables, page, codepage_characters[page][byte - 0x80], byte);
    }
    for (guint byte = 0x80; byte < 0xA0; byte++) /* or ISO 8859-1, which differs in nothing else */
        set_byte(tables, CODEPAGE_WINDOWS_1252, byte, byte);
    return tables;
}

void
mojibake_tables_free(MojibakeTables *tables)
{
    g_free(tables);
}

/* ---- one sequence ---- */

/* Continuation bytes that a lead asks for. */
static guint
n_continuations(guint lead)
{
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

/* The character of @n bytes, in shortest form and in range; surrogates pass, as halves of a pair. 0 if there is none. */
static gunichar
assemble(const guint *bytes, guint n)
{
    static const gunichar least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    gunichar character = n == 2 ? bytes[0] & 0x1F : n == 3 ? bytes[0] & 0x0F : bytes[0] & 0x07;
    for (guint i = 1; i < n; i++)
        character = character << 6 | (bytes[i] & 0x3F);
    return character >= least[n] && character <= 0x10FFFF ? character : 0;
}

/* Reads continuation bytes into @bytes, one at a time, up to @n in all. Returns how many there are. */
static guint
read_continuations(
    const MojibakeTables *tables, guint page, Line line, Sequence *sequence, guint *bytes, guint n)
{
    guint have = 1;
    while (have < n && sequence->end < line.end) {
        gunichar character = galley_utf8_get(line.text, sequence->end);
        guint byte = tables->byte[page][slot(character)];
        if (character == REPLACEMENT && !sequence->lossy) {
            sequence->lossy = TRUE;
            byte = LOST;
        } else if (character == ' ' && !sequence->blank && !sequence->lossy) {
            sequence->blank = TRUE;
            byte = 0xA0;
        } else if (byte < 0x80 || byte >= 0xC0) {
            break;
        }
        bytes[have++] = byte;
        sequence->end = galley_utf8_next(line.text, sequence->end);
    }
    return have;
}

static gboolean
find_half(const MojibakeTables *tables, guint page, Line line, guint32 at, Sequence *sequence)
{
    guint lead = tables->byte[page][slot(galley_utf8_get(line.text, at))];
    if (lead < 0xC2 || lead > 0xF4)
        return FALSE;
    guint bytes[4] = { lead };
    guint n = 1 + n_continuations(lead);
    *sequence = (Sequence){ .begin = at, .end = galley_utf8_next(line.text, at), .n_bytes = n };
    if (read_continuations(tables, page, line, sequence, bytes, n) < n)
        return FALSE;
    sequence->character = sequence->lossy ? REPLACEMENT : assemble(bytes, n);
    return sequence->character != 0;
}

/* The sequence that begins at @at, if one does. A pair of surrogates, three bytes each, is one character. */
static gboolean
find_sequence(const MojibakeTables *tables, guint page, Line line, guint32 at, Sequence *sequence)
{
    if (!find_half(tables, page, line, at, sequence))
        return FALSE;
    gunichar high = sequence->character;
    if (high < 0xD800 || high > 0xDFFF)
        return TRUE;
    Sequence low;
    if (high > 0xDBFF || sequence->end >= line.end ||
        !find_half(tables, page, line, sequence->end, &low) || low.character < 0xDC00 ||
        low.character > 0xDFFF)
        return FALSE;
    sequence->character = 0x10000 + ((high - 0xD800) << 10) + (low.character - 0xDC00);
    sequence->end = low.end;
    sequence->n_bytes = MAX_SEQUENCE;
    return TRUE;
}

/* ---- a line ---- */

/* The next byte from @at on that is not ASCII, or @size. */
static guint32
skip_ascii(const char *text, guint32 size, guint32 at)
{
    guint64 word;
    for (; size - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        if ((word & G_GUINT64_CONSTANT(0x8080808080808080)) != 0)
            break;
    }
    while (at < size && (guint8)text[at] < 0x80)
        at++;
    return at;
}

/*
 * The pages in which the character at @at, beyond ASCII, may begin a sequence with what stands behind it; all pages for a
 * C1 control. A blank may have been the byte A0: behind a lead of two, or with more of the sequence behind it.
 */
static guint
suspect_pages(const MojibakeTables *tables, Line text, guint32 at)
{
    gunichar character = galley_utf8_get(text.text, at);
    guint leads = tables->leads[slot(character)];
    guint32 next = galley_utf8_next(text.text, at);
    if (character >= 0x80 && character < 0xA0)
        return ALL_PAGES;
    if (leads == 0 || next >= text.end)
        return 0;
    if (text.text[next] == ' ') {
        gboolean more = next + 1 < text.end && (guint8)text.text[next + 1] >= 0x80;
        return character >= 0x2000 ? 0
               : more              ? leads
                                   : leads & tables->short_leads[slot(character)];
    }
    if ((guint8)text.text[next] < 0x80)
        return 0;
    gunichar behind = galley_utf8_get(text.text, next);
    return behind == REPLACEMENT ? leads : leads & tables->continues[slot(behind)];
}

/* What a whole line says for its being UTF-8 in @page. */
typedef struct {
    gint
        gain; /* how much less odd it would be, with what is known of the characters that come out */
    guint n_sequences; /* whose character is likely */
    guint n_unlikely;
    guint n_certain; /* with all their bytes, or "à" without its last */
    guint n_strays;  /* characters beyond ASCII that are in no sequence */
    gint n_odd;      /* oddities that would go */
} Evidence;

/* The character of the sequence that begins at @at, or that character itself. */
static gunichar
peek(const MojibakeTables *tables, guint page, Line line, guint32 at)
{
    if (at >= line.end)
        return ' ';
    Sequence next;
    if ((guint8)line.text[at] >= 0x80 && find_sequence(tables, page, line, at, &next))
        return next.character;
    return galley_utf8_get(line.text, at);
}

static void
weigh_sequence(
    Line line, const Sequence *sequence, gunichar before, gunichar after, Evidence *evidence)
{
    gint prior = sequence_prior(sequence, before, after);
    gint gain = sequence_gain(line.text, line.begin, line.end, sequence);
    if (prior < 0) {
        evidence->n_unlikely++;
        return;
    }
    evidence->n_sequences++;
    evidence->n_certain += !sequence->lossy && (!sequence->blank || sequence->character == 0xE0);
    evidence->gain += prior + gain;
    evidence->n_odd += MAX(gain, 0);
}

static Evidence
weigh_line(const MojibakeTables *tables, guint page, Line line)
{
    Evidence evidence = { 0 };
    gunichar before = ' ';
    for (guint32 at = line.begin; at < line.end;) {
        Sequence sequence = { .end = galley_utf8_next(line.text, at) };
        if ((guint8)line.text[at] < 0x80) {
            before = (guint8)line.text[at];
        } else if (find_sequence(tables, page, line, at, &sequence)) {
            gunichar after = peek(tables, page, line, sequence.end);
            weigh_sequence(line, &sequence, before, after, &evidence);
            before = sequence.character;
        } else {
            before = galley_utf8_get(line.text, at);
            evidence.n_strays += before != REPLACEMENT;
        }
        at = sequence.end;
    }
    return evidence;
}

/* The page of @pages that the line gains most from, or -1 if none convinces. */
static gint
best_page(const MojibakeTables *tables, guint pages, Line line)
{
    gint best = -1, most = 0;
    for (guint page = 0; page < N_CODEPAGES; page++) {
        if ((pages >> page & 1) == 0)
            continue;
        Evidence evidence = weigh_line(tables, page, line);
        gint asked = thresholds[page] + (gint)MIN(evidence.n_strays * STRAY_COST, STRAY_MAX);
        if (evidence.n_certain > 0 && evidence.n_sequences > 2 * evidence.n_unlikely &&
            evidence.n_odd > 0 && evidence.gain >= asked && evidence.gain > most) {
            most = evidence.gain;
            best = page;
        }
    }
    return best;
}

/* "Ã " has lost its NBSP to a blank. What was "à " mostly was a word, and its blank was lost; "Ã s" was "às". */
static guint32
blank_kept(Line line, const Sequence *sequence)
{
    if (!sequence->blank || sequence->character != 0xE0)
        return sequence->end;
    guint32 at = sequence->end;
    gboolean plural =
        at < line.end && line.text[at] == 's' && (at + 1 >= line.end || line.text[at + 1] == ' ');
    return plural ? sequence->end : sequence->end - 1;
}

static void
replace(Pass *pass, guint32 begin, guint32 end, gunichar character)
{
    char utf8[4];
    pass_edit(pass, begin, end, utf8, galley_utf8_put(utf8, character), REASON);
}

/* The pages that something in the line hints at. */
static guint
pages_of(const MojibakeTables *tables, Line line)
{
    guint pages = 0;
    for (guint32 at = skip_ascii(line.text, line.end, line.begin); at < line.end;
         at = skip_ascii(line.text, line.end, galley_utf8_next(line.text, at)))
        pages |= suspect_pages(tables, line, at);
    return pages;
}

static void
repair_line(Pass *pass, Line line)
{
    const MojibakeTables *tables = pass->cleaner->mojibake_tables;
    gint page = best_page(tables, pages_of(tables, line), line);
    gunichar before = ' ';
    for (guint32 at = line.begin; at < line.end;) {
        Sequence sequence = { .end = galley_utf8_next(line.text, at) };
        gunichar character = galley_utf8_get(line.text, at), meaning;
        if (character < 0x80) {
            before = character;
        } else if (page >= 0 && find_sequence(tables, page, line, at, &sequence) &&
                   sequence_prior(&sequence, before, peek(tables, page, line, sequence.end)) >= 0) {
            replace(pass, at, blank_kept(line, &sequence), sequence.character);
            before = sequence.character;
        } else {
            sequence.end = galley_utf8_next(line.text, at);
            before = character;
            meaning = c1_meaning(line.text, line.begin, line.end, at, page >= 0);
            if (meaning != 0)
                replace(pass, at, sequence.end, meaning);
        }
        at = sequence.end;
    }
}

static Line
line_around(const Pass *pass, guint32 at)
{
    guint32 begin = at;
    while (begin > 0 && pass->text[begin - 1] != '\n')
        begin--;
    const char *feed = memchr(pass->text + at, '\n', pass->size - at);
    return (Line){ pass->text, begin, feed != NULL ? (guint32)(feed - pass->text) : pass->size };
}

/* Almost no character of a clean text is suspect; only the lines of those that are get read closely. */
void
repair_mojibake(Pass *pass)
{
    const Line all = { pass->text, 0, pass->size };
    guint32 at = 0;
    while ((at = skip_ascii(pass->text, pass->size, at)) < pass->size) {
        if (suspect_pages(pass->cleaner->mojibake_tables, all, at) == 0) {
            at = galley_utf8_next(pass->text, at);
            continue;
        }
        Line line = line_around(pass, at);
        repair_line(pass, line);
        at = line.end;
    }
}
