/* dump-gaps.c: the features of all gaps that the model would be asked about.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "gaps-table.h"
#include "paragraphs.h"
#include "sentences.h"

/*
 * Reads documents from stdin: a line "BYTES N", a line of N offsets where the sentences begin that
 * people marked,
 * then the text and a line feed. Writes for each gap "1" or "0", and its features: TEMPLATE:VALUE
 * VALUE, parted by
 * tabs. It is the tokenizer itself with this in place of gap-model.c: decisions are those of the
 * people.
 */
static const guint32 *gold_begins;
static guint32 n_gold;

static gboolean
is_gold(guint32 begin)
{
    guint32 low = 0, high = n_gold;
    while (low < high) {
        guint32 middle = (low + high) / 2;
        if (gold_begins[middle] == begin)
            return TRUE;
        if (gold_begins[middle] < begin)
            low = middle + 1;
        else
            high = middle;
    }
    return FALSE;
}

static void
print_atom(const Atom *atom)
{
    if (atom->size == 0)
        fputs(atom->bytes, stdout);
    for (guint32 i = 0; i < atom->size; i++)
        putchar(g_ascii_isdigit(atom->bytes[i]) ? '0' : g_ascii_tolower(atom->bytes[i]));
}

static void
print_features(const Atom *atoms, const guint8 (*templates)[GAPS_N_ATOMS], guint n, guint first)
{
    for (guint i = 0; i < n; i++) {
        printf("\t%u:", first + i);
        for (guint j = 0; j < GAPS_N_ATOMS && templates[i][j] != ATOM_END; j++) {
            if (j > 0)
                putchar(' ');
            print_atom(&atoms[templates[i][j]]);
        }
    }
}

gboolean
gap_ends(Gap *gap)
{
    guint8 numbers[N_ATOMS];
    Atom atoms[N_ATOMS];
    gboolean ends = is_gold(gap->rows[gap->next].begin);
    gap_look(numbers, gap);
    gap_describe_first(atoms, numbers);
    gap_describe_near(atoms, gap);
    gap_describe_sentence(atoms, gap);
    gap_describe_rest(atoms, gap);
    putchar(ends ? '1' : '0');
    print_features(atoms, gap_look_templates, GAPS_N_LOOK, 0);
    print_features(atoms, gap_templates, GAPS_N_TEMPLATES, GAPS_N_LOOK);
    putchar('\n');
    return ends;
}

static guint32 *
read_offsets(guint32 n)
{
    guint32 *offsets = g_new(guint32, n + 1);
    for (guint32 i = 0; i < n; i++)
        if (scanf("%u", &offsets[i]) != 1)
            exit(1);
    return offsets;
}

int
main(void)
{
    static Classes classes;
    Tokens tokens = { 0 };
    Paragraphs paragraphs = { 0 };
    Spans sentences = { 0 };
    guint32 size;

    classes_fill(&classes);
    while (scanf("%u %u\n", &size, &n_gold) == 2) {
        g_autofree guint32 *offsets = read_offsets(n_gold);
        g_autofree char *bytes = g_malloc0((gsize)size + 1);
        if (getchar() != '\n' || fread(bytes, 1, size, stdin) != size)
            return 1;
        gold_begins = offsets;
        Text text = { .bytes = bytes, .size = size, .classes = &classes };
        paragraphs_read(&paragraphs, &text);
        tokens_read(&tokens, &text, &(TokenOptions){ .hyphen = HYPHEN_LIST });
        sentences_read(&sentences, &text, &tokens, &paragraphs.paragraphs, SENTENCES_GENERAL);
    }
    tokens_clear(&tokens);
    paragraphs_clear(&paragraphs);
    spans_clear(&sentences);
    return 0;
}
