/* html-parsers.c: how fast Debian's HTML parsers make a tree of pages, in turns. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <time.h>

#include <glib.h>
#include <gumbo.h>
#include <libxml/HTMLparser.h>
#include <myhtml/api.h>

#define ROUNDS 9

static gboolean
parse_myhtml(const char *page, gsize size)
{
    static myhtml_t *parser;
    static myhtml_tree_t *tree;
    if (parser == NULL) {
        parser = myhtml_create();
        tree = myhtml_tree_create();
        myhtml_init(parser, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0);
        myhtml_tree_init(tree, parser);
    }
    myhtml_tree_clean(tree);
    return myhtml_parse(tree, MyENCODING_UTF_8, page, size) == MyHTML_STATUS_OK;
}

static gboolean
parse_libxml2(const char *page, gsize size)
{
    int quiet = HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING;
    htmlDocPtr document = htmlReadMemory(page, (int)size, NULL, "UTF-8", quiet);
    xmlFreeDoc(document);
    return document != NULL;
}

static gboolean
parse_gumbo(const char *page, gsize size)
{
    GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, page, size);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return output != NULL;
}

static const struct {
    const char *name;
    gboolean (*parse)(const char *page, gsize size);
} parsers[] = {
    { "MyHTML", parse_myhtml },
    { "libxml2", parse_libxml2 },
    { "Gumbo", parse_gumbo },
};

static double
cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
parse_all(gsize parser, char **pages, const gsize *sizes, int n)
{
    double begin = cpu_seconds();
    for (int i = 0; i < n; i++)
        if (!parsers[parser].parse(pages[i], sizes[i]))
            g_error("%s gave up on page %d", parsers[parser].name, i);
    return cpu_seconds() - begin;
}

/* PAGE...: UTF-8. Prints MB of HTML a second of CPU time, of the best of the rounds. */
int
main(int argc, char **argv)
{
    double best[G_N_ELEMENTS(parsers)];
    int n = argc - 1;
    g_autofree char **pages = g_new0(char *, argc);
    g_autofree gsize *sizes = g_new0(gsize, argc);
    gsize all = 0;
    for (int i = 0; i < n; i++) {
        g_autoptr(GError) error = NULL;
        if (!g_file_get_contents(argv[i + 1], &pages[i], &sizes[i], &error))
            g_error("%s", error->message);
        all += sizes[i];
    }
    for (guint round = 0; round < ROUNDS; round++)
        for (gsize i = 0; i < G_N_ELEMENTS(parsers); i++) {
            double seconds = parse_all(i, pages, sizes, n);
            best[i] = round == 0 ? seconds : MIN(best[i], seconds);
        }
    for (gsize i = 0; i < G_N_ELEMENTS(parsers); i++)
        printf("%-10s %6.1f MB/s\n", parsers[i].name, (double)all / 1e6 / best[i]);
    for (int i = 0; i < n; i++)
        g_free(pages[i]);
    return 0;
}
