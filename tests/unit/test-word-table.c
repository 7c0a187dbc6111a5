/* test-word-table.c: words as keys, their table, and paths of phrases. SPDX-License-Identifier: MIT */
#include <glib.h>

#include "paths.h"
#include "word-table.h"

/* ---- sixteen bytes at once, beside one at a time ---- */

typedef struct {
    const char *name;
    Bytes (*of)(Bytes bytes);
    gboolean (*is)(guint8 byte);
} ClassCase;

static Bytes
digits_of(Bytes bytes)
{
    return bytes_within(bytes, '0', '9');
}

static gboolean
is_digit(guint8 byte)
{
    return byte >= '0' && byte <= '9';
}

static gboolean
is_letter(guint8 byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static gboolean
is_unseen(guint8 byte)
{
    return byte <= ' ' || byte >= 0x80;
}

static Bytes
all_of(Bytes bytes)
{
    return bytes_within(bytes, 0, 0xFF);
}

static gboolean
is_any(guint8 byte)
{
    (void)byte;
    return TRUE;
}

static const ClassCase classes[] = {
    { "digits", digits_of, is_digit },
    { "letters", bytes_letters, is_letter },
    { "unseen", bytes_unseen, is_unseen },
    { "all", all_of, is_any },
};

/* Each byte in each place, with others around it. */
static void
test_class(gconstpointer data)
{
    const ClassCase *class = data;
    for (guint32 n = 0; n < 256 * BYTES_SIZE; n++) {
        char text[BYTES_SIZE];
        guint32 expected = 0;
        for (guint32 i = 0; i < BYTES_SIZE; i++) {
            text[i] = (char)(n / BYTES_SIZE + i * (n % BYTES_SIZE) * 37);
            expected |= (guint32) class->is((guint8)text[i]) << i;
        }
        g_assert_cmphex(bytes_mask(class->of(bytes_load(text))), ==, expected);
    }
}

static void
test_lower(void)
{
    for (guint32 n = 0; n < 256; n++) {
        char text[BYTES_SIZE] = { [5] = (char)n };
        Bytes lower = bytes_lower(bytes_load(text));
        g_assert_cmphex(lower[5], ==, (guint8)g_ascii_tolower((char)n));
        g_assert_cmphex(lower[4], ==, 0);
    }
}

/* ---- keys ---- */

/* Words of 1 to 40 bytes, many of which begin alike. */
static GPtrArray *
make_words(guint32 n)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    for (guint32 i = 0; i < n; i++) {
        guint32 size = 1 + i % 40;
        char *word = g_malloc0(size + KEY_HEAD + 1); /* KEY_HEAD bytes can be read */
        memset(word, 'a', size);
        for (guint32 at = i % 3 == 0 ? 0 : size - size / 2; at < size; at++)
            word[at] = (char)g_rand_int_range(rand, 'a', 'z' + 1);
        g_ptr_array_add(words, word);
    }
    return words;
}

static Key
key_of_word(const GPtrArray *words, guint32 i)
{
    return key_of(words->pdata[i], (guint32)strlen(words->pdata[i]));
}

static void
test_hash_of_beginnings(void)
{
    const char *word = "internationalisations of everything";
    const Bytes head = bytes_load(word);
    guint32 tail = 0, hashed = KEY_HEAD;
    for (guint32 size = 1; size <= strlen(word); size++) {
        Key whole = key_of(word, size), key = key_of_bytes(head, MIN(size, KEY_HEAD));
        key.size = size;
        for (; hashed < size; hashed++)
            tail = key_add_tail(tail, word[hashed]);
        g_assert_cmphex(key_hash_short(&key) ^ tail, ==, key_hash(&whole));
    }
}

/* ---- the table ---- */

static void
test_table(void)
{
    g_autoptr(GPtrArray) words = make_words(20000);
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
    WordTable table;
    word_table_init(&table);
    for (guint32 i = 0; i < words->len / 2; i++) {
        gpointer known = g_hash_table_lookup(numbers, words->pdata[i]);
        guint32 expected = known != NULL ? GPOINTER_TO_UINT(known) : i + 1;
        Key key = key_of_word(words, i);
        g_assert_cmpuint(word_table_add(&table, &key, i + 1), ==, expected);
        g_hash_table_insert(numbers, words->pdata[i], GUINT_TO_POINTER(expected));
    }
    word_table_finish(&table);
    for (guint32 i = 0; i < words->len; i++) {
        Key key = key_of_word(words, i);
        g_assert_cmpuint(word_table_find(&table, &key, key_hash(&key)), ==,
                         GPOINTER_TO_UINT(g_hash_table_lookup(numbers, words->pdata[i])));
    }
    word_table_clear(&table);
}

/* A word of the table passes as a candidate and is found; what passes and is not there is 0. */
static void
test_candidates(void)
{
    g_autoptr(GPtrArray) words = make_words(4000);
    guint32 n_passed = 0;
    WordTable table;
    word_table_init(&table);
    for (guint32 i = 0; i < words->len; i += 2) {
        Key key = key_of_word(words, i);
        word_table_add(&table, &key, i + 1);
    }
    word_table_finish(&table);
    for (guint32 i = 0; i < words->len; i++) {
        Candidate candidate;
        Key key = key_of_word(words, i);
        if (key.size > KEY_HEAD)
            continue;
        guint32 number = word_table_find(&table, &key, key_hash(&key));
        guint32 passes = candidate_consider(&candidate, &table, key, i);
        g_assert_cmpuint(passes, <=, 1);
        g_assert_true(passes == 1 || number == 0);
        g_assert_cmpuint(candidate.index, ==, i);
        g_assert_true(passes == 0 || candidate_find(&candidate, &table) == number);
        n_passed += passes && number == 0;
    }
    g_assert_cmpuint(n_passed, <, words->len / 10);
    word_table_clear(&table);
}

/* Long words that begin alike and are of one size are parted by their hashes. */
static void
test_alike(void)
{
    g_autoptr(GHashTable) hashes = g_hash_table_new(NULL, NULL);
    for (guint32 i = 0; i < 10000; i++) {
        g_autofree char *word = g_strdup_printf("https://www.example/%08u", i);
        Key key = key_of(word, (guint32)strlen(word));
        g_hash_table_add(hashes, GUINT_TO_POINTER(key_hash(&key) | 1u << 31));
    }
    g_assert_cmpuint(g_hash_table_size(hashes), >, 9900);
}

/* ---- paths ---- */

static void
test_paths(void)
{
    Paths paths;
    paths_init(&paths);
    for (guint32 i = 1; i <= 5000; i++)
        g_assert_cmpuint(paths_add(&paths, i % 70, i, i + 100), ==, i + 100);
    g_assert_cmpuint(paths_add(&paths, 7, 7, 9), ==, 107);
    paths_finish(&paths);
    for (guint32 i = 1; i <= 5000; i++) {
        g_assert_cmpuint(paths_follow(&paths, i % 70, i), ==, i + 100);
        g_assert_cmpuint(paths_follow(&paths, i % 70 + 1, i), ==, 0);
    }
    paths_clear(&paths);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(classes); i++) {
        g_autofree char *path = g_strconcat("/word-table/bytes/", classes[i].name, NULL);
        g_test_add_data_func(path, &classes[i], test_class);
    }
    g_test_add_func("/word-table/bytes/lower", test_lower);
    g_test_add_func("/word-table/key/beginnings", test_hash_of_beginnings);
    g_test_add_func("/word-table/key/alike", test_alike);
    g_test_add_func("/word-table/words", test_table);
    g_test_add_func("/word-table/candidates", test_candidates);
    g_test_add_func("/word-table/paths", test_paths);
    return g_test_run();
}
