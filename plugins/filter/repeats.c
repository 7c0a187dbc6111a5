/* repeats.c: how much of a text says again what it has said. SPDX-License-Identifier: MIT */
#include "repeats.h"

#include <string.h>

#include <galley/unicode.h>

/* ---- lines and paragraphs ---- */

typedef struct {
    const char *bytes;
    gsize size;
} Piece;

static guint
hash_piece(gconstpointer data)
{
    const Piece *piece = data;
    guint32 value = 2166136261u;
    for (gsize i = 0; i < piece->size; i++)
        value = (value ^ (guint8)piece->bytes[i]) * 16777619u;
    return value;
}

static gboolean
equal_pieces(gconstpointer a, gconstpointer b)
{
    const Piece *one = a, *other = b;
    return one->size == other->size && memcmp(one->bytes, other->bytes, one->size) == 0;
}

static void
take_piece(Repeats *repeats, GHashTable *seen, const char *bytes, gsize size)
{
    if (size == 0)
        return;
    Piece *piece = g_new(Piece, 1);
    *piece = (Piece){ bytes, size };
    repeats->n++;
    if (g_hash_table_add(seen, piece)) /* frees the older of two that are equal */
        return;
    repeats->n_repeated++;
    repeats->repeated_characters += galley_utf8_count(bytes, size);
}

/* Cuts where there are at least @feeds line feeds in a row. */
static Repeats
cut(const char *text, guint32 size, guint feeds)
{
    Repeats repeats = { 0 };
    g_autoptr(GHashTable) seen = g_hash_table_new_full(hash_piece, equal_pieces, g_free, NULL);
    while (size > 0 && text[size - 1] == '\n')
        size--;
    guint32 begin = 0;
    while (begin < size && text[begin] == '\n')
        begin++;
    for (guint32 at = begin; at < size;) {
        guint32 end = at;
        while (at < size && text[at] == '\n')
            at++;
        if (at - end >= feeds) {
            take_piece(&repeats, seen, text + begin, end - begin);
            begin = at;
        }
        if (at == end)
            at++;
    }
    take_piece(&repeats, seen, text + begin, size - begin);
    return repeats;
}

Repeats
repeats_of_lines(const char *text, guint32 size)
{
    return cut(text, size, 1);
}

Repeats
repeats_of_paragraphs(const char *text, guint32 size)
{
    return cut(text, size, 2);
}

/* ---- runs of words ---- */

/* Runs of n words, told apart by the numbers of their words: exact, whatever their hashes are. */
typedef struct {
    const Word *words;
    guint n;
    guint32 *slots; /* index of a run's first occurrence, plus 1 */
    guint32 *counts;
    gsize room;
} Runs;

static void
runs_init(Runs *runs, const Words *words, guint n)
{
    *runs = (Runs){ .words = (const Word *)words->list->data, .n = n, .room = 16 };
    while (runs->room < (gsize)words->list->len * 2)
        runs->room *= 2;
    runs->slots = g_new0(guint32, runs->room);
    runs->counts = g_new0(guint32, runs->room);
}

static void
runs_clear(Runs *runs)
{
    g_free(runs->slots);
    g_free(runs->counts);
}

static guint64
hash_run(const Runs *runs, guint32 at)
{
    guint64 value = G_GUINT64_CONSTANT(0xcbf29ce484222325);
    for (guint i = 0; i < runs->n; i++) {
        value = (value ^ runs->words[at + i].number) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
        value ^= value >> 29;
    }
    return value;
}

static gboolean
same_run(const Runs *runs, guint32 a, guint32 b)
{
    for (guint i = 0; i < runs->n; i++)
        if (runs->words[a + i].number != runs->words[b + i].number)
            return FALSE;
    return TRUE;
}

/* The slot of the run at @at, which is taken if it is new. */
static gsize
find_slot(Runs *runs, guint32 at)
{
    gsize slot = hash_run(runs, at) & (runs->room - 1);
    while (runs->slots[slot] != 0 && !same_run(runs, runs->slots[slot] - 1, at))
        slot = (slot + 1) & (runs->room - 1);
    if (runs->slots[slot] == 0)
        runs->slots[slot] = at + 1;
    return slot;
}

static guint64
run_size(const Runs *runs, guint32 at)
{
    guint64 size = 0;
    for (guint i = 0; i < runs->n; i++)
        size += runs->words[at + i].size;
    return size;
}

guint64
repeats_top(const Words *words, guint n)
{
    Runs runs;
    guint32 most = 0, first = 0;
    guint32 n_runs = words->list->len >= n ? words->list->len - n + 1 : 0;
    runs_init(&runs, words, n);
    for (guint32 at = 0; at < n_runs; at++) {
        gsize slot = find_slot(&runs, at);
        guint32 count = ++runs.counts[slot], begin = runs.slots[slot] - 1;
        if (count > most || (count == most && begin < first)) {
            most = count;
            first = begin;
        }
    }
    guint64 characters = most > 0 ? (run_size(&runs, first) + n - 1) * most : 0;
    runs_clear(&runs);
    return characters;
}

guint64
repeats_all(const Words *words, guint n)
{
    Runs runs;
    guint64 characters = 0;
    guint32 n_runs = words->list->len >= n ? words->list->len - n + 1 : 0;
    runs_init(&runs, words, n);
    for (guint32 at = 0; at < n_runs;) {
        gsize slot = find_slot(&runs, at);
        gboolean repeated = runs.counts[slot]++ > 0;
        characters += repeated ? run_size(&runs, at) : 0;
        at += repeated ? n : 1;
    }
    runs_clear(&runs);
    return characters;
}
