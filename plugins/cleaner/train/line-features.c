/* line-features.c: prints what the line model sees of documents on stdin, for train-model.py. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

/*
 * Input: documents of lines, each document ended by a line with a form feed alone. Output: for each line that rules
 * leave, "document line r|s feature ...", numbers from 0; r: with what rules removed in sight, s: as if it had never
 * been there; R and S in whole pages. For each line that rules remove, "document line x".
 */

typedef struct {
    GArray *lines;
    const char *text;
    guint document;
    char mode;
} Dump;

/* Every line of the input counts, also blank ones, so that numbers are those of the gold. */
static guint
line_number(const char *text, guint32 at)
{
    guint n = 0;
    for (guint32 i = 0; i < at; i++)
        n += text[i] == '\n';
    return n;
}

static void
print_line(Line *line, Features *features, gpointer data)
{
    const Dump *dump = data;
    add_overlap(features, line);
    printf("%u %u %c", dump->document, line_number(dump->text, line->start),
           features->page ? g_ascii_toupper(dump->mode) : dump->mode);
    for (guint i = 0; i < features->n; i++)
        printf(" %u", features->at[i]);
    printf("\n");
}

static void
dump_document(Dump *dump, GString *text, GArray *slots)
{
    dump->text = text->str;
    mark_by_rules(text->str, text->len, dump->lines, slots);
    for (guint i = 0; i < dump->lines->len; i++) {
        const Line *line = &g_array_index(dump->lines, Line, i);
        if (line->verdict == VERDICT_REMOVE)
            printf("%u %u x\n", dump->document, line_number(text->str, line->start));
    }
    dump->mode = 'r';
    each_line(text->str, dump->lines, LOOK_AS_PAGE, print_line, dump);
    dump->mode = 's';
    each_line(text->str, dump->lines, LOOK_AS_PAGE | LOOK_SETTLED, print_line, dump);
    dump->document++;
    g_string_truncate(text, 0);
}

int
main(void)
{
    Dump dump = { .lines = g_array_new(FALSE, FALSE, sizeof(Line)) };
    GArray *slots = g_array_new(FALSE, TRUE, sizeof(guint32));
    GString *text = g_string_new(NULL);
    char *line = NULL;
    size_t room = 0;
    for (ssize_t size; (size = getline(&line, &room, stdin)) >= 0;) {
        if (size == 2 && line[0] == '\f')
            dump_document(&dump, text, slots);
        else
            g_string_append_len(text, line, size);
    }
    free(line);
    g_string_free(text, TRUE);
    g_array_unref(slots);
    g_array_unref(dump.lines);
    return 0;
}
