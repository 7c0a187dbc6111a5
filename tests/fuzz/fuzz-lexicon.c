/* fuzz-lexicon.c: any bytes as a word list of the step sentiment, and its words looked up.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/unicode.h>

#include "../../plugins/sentiment/lexicon.h"
#include "../../plugins/sentiment/table.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

static const char *const names[] = { "words.tsv", "words.csv", "folder/WORDS.CSV" };

typedef struct {
    Lexicon *lexicon;
    GPtrArray *keys;
    gboolean plain; /* typographic apostrophes and the looks of emoji are folded away */
} Reading;

static void
check_row(const TableRow *row)
{
    g_assert_cmpuint(row->key_size, >=, 1);
    g_assert_cmpuint(row->key_size, <=, TABLE_KEY_MAX);
    g_assert_cmpuint(row->key_size, ==, strlen(row->field[0]));
    g_assert_cmpuint(row->n_fields, >=, 1);
    g_assert_cmpuint(row->n_fields, <=, TABLE_FIELDS);
    for (guint i = 0; i < TABLE_FIELDS; i++) {
        g_assert_true(galley_utf8_validate(row->field[i], strlen(row->field[i]), NULL));
        g_assert_true(i < row->n_fields || row->field[i][0] == '\0');
    }
}

static gboolean
take_row(const TableRow *row, gpointer user, GError **error)
{
    Reading *reading = user;
    double value;
    check_row(row);
    if (!table_number(row, 1, &value, error))
        return FALSE;
    g_assert_true(value - value == 0);
    LexiconEntry *entry = lexicon_add(reading->lexicon, row->field[0], row->key_size);
    entry->valence = value;
    entry->roles |= ROLE_VALENCE;
    g_ptr_array_add(reading->keys, g_strdup(row->field[0]));
    return TRUE;
}

/* Each word that was added is found, as it is written and at the end of a text. */
static void
check_found(const Reading *reading)
{
    lexicon_finish(reading->lexicon);
    for (guint i = 0; i < reading->keys->len; i++) {
        const char *key = reading->keys->pdata[i];
        guint32 length = (guint32)strlen(key);
        const LexiconEntry *entry = lexicon_find(reading->lexicon, key, length, length);
        if (!reading->plain && strchr(key, ' ') == NULL &&
            lexicon_is_folded(reading->lexicon, key, length))
            g_assert_true(entry->roles & ROLE_VALENCE);
    }
}

/* "words.csv:2:7: " and what is wrong */
static void
check_error(const char *name, const GError *error)
{
    g_assert_true(g_str_has_prefix(error->message, name));
    const char *at = error->message + strlen(name);
    for (guint i = 0; i < 2; i++) {
        g_assert_true(*at++ == ':');
        g_assert_cmpuint(g_ascii_strtoull(at, (char **)&at, 10), >=, 1);
    }
    g_assert_true(g_str_has_prefix(at, ": ") && at[2] != '\0');
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    if (size == 0)
        return 0;
    const char *name = names[bytes[0] % G_N_ELEMENTS(names)];
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_malloc(size);
    gboolean plain = (bytes[0] & 0x80) != 0;
    Reading reading = { lexicon_new(plain), g_ptr_array_new_with_free_func(g_free), plain };
    memcpy(text, bytes + 1, size - 1);
    text[size - 1] = '\0';
    if (table_parse(name, text, size - 1, take_row, &reading, &error))
        check_found(&reading);
    else
        check_error(name, error);
    lexicon_free(reading.lexicon);
    g_ptr_array_unref(reading.keys);
    return 0;
}
