/* replay.c: a fuzz target over its corpus and seeded mutations of it, where libFuzzer is not at
 * hand.
 * SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* Larger inputs are for libFuzzer's long runs. */
#define MAX_SIZE 4096
#define TIMEOUT_S 20 /* of one input: nothing takes longer but what never ends */
#define FAILED "replay-failed.bin"

/* ---- the input that is being tried, for when it fails ---- */

static GByteArray *input;

static void
save_input(G_GNUC_UNUSED int number)
{
    static const char message[] = "replay: the input that failed is in " FAILED "\n";
    signal(number, SIG_DFL);
    if (write(STDERR_FILENO, message, sizeof message - 1) > 0)
        g_file_set_contents(FAILED, (const char *)input->data, input->len, NULL);
    raise(number);
}

static void
catch_failures(void)
{
    static const int signals[] = { SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGALRM };
    for (gsize i = 0; i < G_N_ELEMENTS(signals); i++)
        signal(signals[i], save_input);
}

static void
try_input(void)
{
    alarm(TIMEOUT_S);
    LLVMFuzzerTestOneInput(input->data, input->len);
}

/* ---- the corpus ---- */

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_file(GPtrArray *corpus, const char *path)
{
    g_autoptr(GError) error = NULL;
    char *bytes;
    gsize size;
    if (!g_file_get_contents(path, &bytes, &size, &error))
        g_error("%s", error->message);
    g_ptr_array_add(corpus, g_bytes_new_take(bytes, size));
}

static GPtrArray *
load_corpus(const char *folder)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
    if (!dir)
        g_error("%s", error->message);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir))
        g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(paths, compare_names);
    GPtrArray *corpus = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (guint i = 0; i < paths->len; i++)
        add_file(corpus, paths->pdata[i]);
    return corpus;
}

static void
take(const GPtrArray *corpus, guint i)
{
    gsize size;
    const guint8 *bytes = g_bytes_get_data(corpus->pdata[i], &size);
    g_byte_array_set_size(input, 0);
    g_byte_array_append(input, bytes, (guint)size);
}

/* ---- mutations ---- */

typedef struct {
    guint64 state;
    const GPtrArray *corpus;
} Mutator;

/* Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. */
static guint64
next_random(Mutator *mutator)
{
    guint64 z = mutator->state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* A number from 0 to @n, both included. */
static guint
up_to(Mutator *mutator, guint n)
{
    return (guint)(next_random(mutator) % ((guint64)n + 1));
}

static void
put_in(guint at, const guint8 *bytes, guint size)
{
    guint tail = input->len - at;
    g_byte_array_set_size(input, input->len + size);
    memmove(input->data + at + size, input->data + at, tail);
    memcpy(input->data + at, bytes, size);
}

static void
change_byte(Mutator *mutator)
{
    if (input->len > 0)
        input->data[up_to(mutator, input->len - 1)] ^= (guint8)(1 << up_to(mutator, 7));
}

static void
insert_nasty(Mutator *mutator)
{
    static const char *const nasty[] = {
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        " ",
        "\f",
        "\"",
        "'",
        "''",
        ":",
        ",",
        ".",
        "...",
        "!?",
        "-",
        "(",
        "]",
        "{",
        "}",
        "&",
        "&amp;",
        "&#x0;",
        "\\u0000",
        "\\ud800",
        "\xc2\xa0",
        "\xc2\x85",
        "\xc3\xa9",
        "\xcc\x81",
        "\xc2\xab",
        "\xe2\x80\x9c",
        "\xe2\x80\x9d",
        "\xe2\x80\x99",
        "\xe2\x80\x8b",
        "\xe2\x80\x8d",
        "\xe2\x80\xa6",
        "\xe2\x80\xae",
        "\xef\xbb\xbf",
        "\xef\xbf\xbd",
        "\xf0\x9f\x98\x80",
        "\xf0\x9f\x87\xa9",
        "\xc3\xa2\xe2\x82\xac\xe2\x84\xa2",
        "\xff",
        "\xc0\x80",
        "\xed\xa0\x80",
        "\xf4\x90\x80\x80",
        "\xe2\x80",
        " said ",
        " not ",
        " but ",
        " he ",
        "Mr. ",
        "U.S. ",
        "don't",
        "http://",
        "@",
        "#",
        "$3.5",
        "1999",
        ":-)",
    };
    const char *bytes = nasty[up_to(mutator, G_N_ELEMENTS(nasty) - 1)];
    put_in(up_to(mutator, input->len), (const guint8 *)bytes, (guint)strlen(bytes));
}

static void
insert_byte(Mutator *mutator)
{
    guint8 byte = (guint8)up_to(mutator, 255);
    put_in(up_to(mutator, input->len), &byte, 1);
}

static void
cut_out(Mutator *mutator)
{
    guint from = up_to(mutator, input->len), size = up_to(mutator, MIN(input->len - from, 64));
    g_byte_array_remove_range(input, from, size);
}

static void
repeat(Mutator *mutator)
{
    guint from = up_to(mutator, input->len), size = up_to(mutator, MIN(input->len - from, 64));
    g_autofree guint8 *copy = g_memdup2(input->data + from, MAX(size, 1));
    put_in(up_to(mutator, input->len), copy, size);
}

static void
borrow(Mutator *mutator)
{
    gsize size;
    const guint8 *bytes =
        g_bytes_get_data(mutator->corpus->pdata[up_to(mutator, mutator->corpus->len - 1)], &size);
    guint from = up_to(mutator, (guint)size), length = up_to(mutator, MIN((guint)size - from, 256));
    put_in(up_to(mutator, input->len), bytes + from, length);
}

static void
mutate(Mutator *mutator)
{
    static void (*const kinds[])(Mutator *) = { change_byte, insert_nasty, insert_nasty,
                                                insert_byte, cut_out,      repeat,
                                                borrow };
    for (guint n = 1 + up_to(mutator, 5); n > 0; n--)
        kinds[up_to(mutator, G_N_ELEMENTS(kinds) - 1)](mutator);
    if (input->len > MAX_SIZE)
        g_byte_array_set_size(input, MAX_SIZE);
}

/* replay MUTATIONS FOLDER, or replay FILE for one that failed */
int
main(int argc, char **argv)
{
    g_autoptr(GPtrArray) corpus =
        argc == 3 ? load_corpus(argv[2])
                  : g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    Mutator mutator = { 1, corpus };
    guint64 n = argc == 3 ? g_ascii_strtoull(argv[1], NULL, 10) : 0;
    if (argc == 2)
        add_file(corpus, argv[1]);
    if (corpus->len == 0)
        g_error("replay MUTATIONS FOLDER, or replay FILE");
    input = g_byte_array_new();
    catch_failures();
    for (guint i = 0; i < corpus->len; i++) {
        take(corpus, i);
        try_input();
    }
    for (guint64 i = 0; i < n; i++) {
        take(corpus, (guint)(i % corpus->len));
        mutate(&mutator);
        try_input();
    }
    g_byte_array_unref(input);
    return EXIT_SUCCESS;
}
