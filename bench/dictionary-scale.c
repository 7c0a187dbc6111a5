/* dictionary-scale.c: CPU time of the plugin dictionary alone, on texts of doubling sizes. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "growth.h"

/*
 * The step's cost is that of "tokenizer, dictionary" less that of "tokenizer": see growth.h. The dictionary is made here: of
 * the news text every word, every third as a stem, and each two words that stand together; of invented words many more, among
 * them ever longer beginnings of one word. The exit status is 1 where a byte of the last size costs twice as much as one of
 * the first, or where news take longer than 1 s for LEAST_SPEED MB.
 *
 * dictionary-scale [--largest MB] [--rounds N]
 */

enum { CATEGORIES = 70, INVENTED = 6000, LONGEST_BEGINNING = 60 };
#define LEAST_SPEED 25.0

static const struct {
    const char *name, *piece;
    gboolean is_plain; /* must be quick too */
} texts[] = {
    { "news", growth_news, TRUE },
    { "words of their own", NULL, FALSE },
    { "one word", "the ", FALSE },
    { "a phrase", "union leader ", FALSE },
    { "many beginnings", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ",
      FALSE },
    { "no blanks", "a", FALSE },
    { "joined", "union-leader/", FALSE },
    { "marks", "!", FALSE },
};

/* ---- the dictionary ---- */

static void
add_term(GString *out, const char *term, const char *behind)
{
    guint n = g_str_hash(term) % CATEGORIES;
    g_string_append_printf(out, "%s%s\tc%u\n", term, behind, n);
}

static void
add_words_of_news(GString *out)
{
    g_auto(GStrv) words = g_strsplit_set(growth_news, " .,\n", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        if (*words[i] == '\0')
            continue;
        add_term(out, words[i], i % 3 == 0 ? "*" : "");
        if (words[i + 1] != NULL && *words[i + 1] != '\0') {
            g_autofree char *both = g_strdup_printf("%s %s", words[i], words[i + 1]);
            add_term(out, both, "");
        }
    }
}

static void
add_invented(GString *out)
{
    for (guint i = 0; i < INVENTED; i++) {
        g_autofree char *word =
            g_strdup_printf("%c%c%x", 'a' + i % 26, 'a' + i / 26 % 26, i * 7919);
        add_term(out, word, i % 3 == 0 ? "*" : "");
    }
    for (guint n = 1; n <= LONGEST_BEGINNING; n++) {
        g_autofree char *beginning = g_strnfill(n, 'a');
        add_term(out, beginning, "*");
    }
}

/* Returns: (transfer full): the path of a file */
static char *
write_dictionary(void)
{
    g_autoptr(GString) out = g_string_new("term\tcategory\n");
    g_autoptr(GError) error = NULL;
    char *path = NULL;
    add_words_of_news(out);
    add_invented(out);
    int file = g_file_open_tmp("dictionary-XXXXXX.tsv", &path, &error);
    if (file < 0)
        g_error("%s", error->message);
    close(file);
    if (!g_file_set_contents(path, out->str, (gssize)out->len, &error))
        g_error("%s", error->message);
    return path;
}

int
main(int argc, char **argv)
{
    Growth growth = { .largest = 4, .rounds = 5 };
    gboolean good = TRUE;
    int next = 1;
    if (!growth_init(&growth, "dictionary-scale", argc, argv, &next))
        return 2;
    g_autofree char *path = write_dictionary();
    g_autofree char *steps =
        g_strdup_printf("tokenizer, dictionary: {dictionary: '%s', zeros: false}", path);
    g_autoptr(GalleyPipeline) without = growth.without = growth_load_steps("tokenizer");
    g_autoptr(GalleyPipeline) with = growth.with = growth_load_steps(steps);
    g_unlink(path);
    growth_print_head(&growth, "plugin dictionary alone, tokens given");
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        growth.limit = texts[i].is_plain ? growth.largest / LEAST_SPEED : 0;
        good = growth_measure(&growth, texts[i].name, texts[i].piece) && good;
    }
    growth_clear(&growth);
    return good ? 0 : 1;
}
