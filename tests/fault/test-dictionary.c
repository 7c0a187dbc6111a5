/* test-dictionary.c: web archives whose frames are compressed with a dictionary that the file begins with.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <zdict.h>
#include <zstd.h>

#include "../support.h"

#define N_RECORDS 600
#define DAMAGED 300 /* the record that is spoilt, where one is */
#define MOST ((guint32)16 << 20)

/* ---- the file, made as IIPC's "Zstandard compression of WARC files" says ---- */

static GString *
make_record(guint i)
{
    GString *block = g_string_new(NULL);
    for (guint k = 0; k < 20; k++)
        g_string_append_printf(block, "The %s of ward %u voted on plan %u. ",
                               k % 3 ? "council" : "mayor", (i * 7 + k) % 53, (i + k * k) % 97);
    GString *record = g_string_new(NULL);
    g_string_printf(record,
                    "WARC/1.1\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.org/%u\r\n"
                    "Content-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n",
                    i, block->len, block->str);
    g_string_free(block, TRUE);
    return record;
}

static GString *
train(GPtrArray *records)
{
    g_autoptr(GString) samples = g_string_new(NULL);
    gsize sizes[N_RECORDS];
    char dictionary[20000];
    for (guint i = 0; i < N_RECORDS; i++) {
        const GString *record = g_ptr_array_index(records, i);
        g_string_append_len(samples, record->str, (gssize)record->len);
        sizes[i] = record->len;
    }
    gsize n = ZDICT_trainFromBuffer(dictionary, sizeof dictionary, samples->str, sizes, N_RECORDS);
    g_assert_false(ZDICT_isError(n));
    return g_string_new_len(dictionary, (gssize)n);
}

static void
append_number(GString *out, guint32 number)
{
    number = GUINT32_TO_LE(number);
    g_string_append_len(out, (const char *)&number, sizeof number);
}

/* A frame to skip that holds the dictionary, or says that it is @size long. */
static void
append_dictionary(GString *out, const GString *dictionary, gsize size)
{
    append_number(out, 0x184D2A5D);
    append_number(out, (guint32)size);
    g_string_append_len(out, dictionary->str, (gssize)dictionary->len);
}

static GString *
pack(const GString *bytes)
{
    GString *packed = g_string_new(NULL);
    g_string_set_size(packed, ZSTD_compressBound(bytes->len));
    gsize n = ZSTD_compress(packed->str, packed->len, bytes->str, bytes->len, 3);
    g_assert_false(ZSTD_isError(n));
    return g_string_truncate(packed, n);
}

static void
append_frames(GString *out, GPtrArray *records, const GString *dictionary, guint damaged)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_loadDictionary(context, dictionary->str, dictionary->len);
    for (guint i = 0; i < records->len; i++) {
        const GString *record = g_ptr_array_index(records, i);
        gsize begin = out->len;
        g_string_set_size(out, begin + ZSTD_compressBound(record->len));
        gsize n =
            ZSTD_compress2(context, out->str + begin, out->len - begin, record->str, record->len);
        g_assert_false(ZSTD_isError(n));
        g_string_truncate(out, begin + n);
        if (i == damaged)
            out->str[out->len - 2] ^= 1; /* the checksum */
    }
    ZSTD_freeCCtx(context);
}

/* ---- files ---- */

typedef struct {
    GPtrArray *records;
    GString *dictionary, *packed;
} Archive;

static void
string_free(gpointer string)
{
    g_string_free(string, TRUE);
}

static void
archive_init(Archive *archive)
{
    archive->records = g_ptr_array_new_with_free_func(string_free);
    for (guint i = 0; i < N_RECORDS; i++)
        g_ptr_array_add(archive->records, make_record(i));
    archive->dictionary = train(archive->records);
    archive->packed = pack(archive->dictionary);
}

static void
archive_clear(Archive *archive)
{
    g_ptr_array_unref(archive->records);
    g_string_free(archive->dictionary, TRUE);
    g_string_free(archive->packed, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Archive, archive_clear)

static GString *
begin_with(const GString *dictionary, gsize size)
{
    GString *out = g_string_new(NULL);
    if (dictionary)
        append_dictionary(out, dictionary, size);
    return out;
}

static Folder *
folder_with(const Archive *archive, const GString *file)
{
    Folder *folder = folder_new();
    g_autoptr(GString) plain = g_string_new(NULL);
    for (guint i = 0; i < N_RECORDS; i++) {
        const GString *record = g_ptr_array_index(archive->records, i);
        g_string_append_len(plain, record->str, (gssize)record->len);
    }
    add_file(folder, "p.yaml", "galley: 1\nsteps: []\nwriters: [jsonl]\n", -1);
    add_file(folder, "plain/news.warc", plain->str, (gssize)plain->len);
    add_file(folder, "packed/news.warc", file->str, (gssize)file->len);
    return folder;
}

#define RUN "cd \"$1\" && \"$GALLEY\" run p.yaml packed/news.warc -o out -j 2 "

/* The bytes of the plain file. */
static void
assert_whole(const Archive *archive, GString *file)
{
    append_frames(file, archive->records, archive->dictionary, G_MAXUINT);
    g_autoptr(Folder) folder = folder_with(archive, file);
    g_auto(Outcome) outcome =
        shell(RUN "&& \"$GALLEY\" run -q p.yaml plain/news.warc -o plain-out &&\n"
                  "cmp out/documents.jsonl plain-out/documents.jsonl",
              folder, NULL);
    assert_ended(&outcome, 0, "read 600 = written 600 + dropped 0 + quarantined 0");
}

static void
test_whole(void)
{
    g_auto(Archive) archive;
    archive_init(&archive);
    g_autoptr(GString) plain = begin_with(archive.dictionary, archive.dictionary->len);
    g_autoptr(GString) packed = begin_with(archive.packed, archive.packed->len);
    assert_whole(&archive, plain);
    assert_whole(&archive, packed);
}

/* The dictionary is there behind the break, too. */
static void
test_damaged_record(void)
{
    g_auto(Archive) archive;
    archive_init(&archive);
    g_autoptr(GString) file = begin_with(archive.packed, archive.packed->len);
    append_frames(file, archive.records, archive.dictionary, DAMAGED);
    g_autoptr(Folder) folder = folder_with(&archive, file);
    g_auto(Outcome) outcome = shell(RUN, folder, NULL);
    assert_ended(&outcome, 1,
                 "read 600 = written 599 + dropped 0 + quarantined 1|; it is read on from byte ");
}

static void
test_refused(void)
{
    g_auto(Archive) archive;
    archive_init(&archive);
    g_autoptr(GString) spoilt =
        g_string_new_len(archive.packed->str, (gssize)archive.packed->len / 2);
    const struct {
        const GString *dictionary;
        gsize size;
        const char *told;
    } cases[] = {
        { NULL, 0, "it is compressed with a dictionary that it does not begin with; `zstd -d -D " },
        { spoilt, spoilt->len, "its dictionary is damaged" },
        { spoilt, MOST, "its dictionary is cut off" },
        { spoilt, MOST + 1, "its dictionary has more than 16 MiB" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) file = begin_with(cases[i].dictionary, cases[i].size);
        append_frames(file, archive.records, archive.dictionary, G_MAXUINT);
        g_autoptr(Folder) folder = folder_with(&archive, file);
        g_auto(Outcome) outcome = shell(RUN, folder, NULL);
        assert_ended(&outcome, 1, "read 1 = written 0 + dropped 0 + quarantined 1");
        assert_has(outcome.err, cases[i].told);
    }
}

/* What comes to more than a dictionary may have is not kept to its end. */
static void
test_bomb(void)
{
    g_auto(Archive) archive;
    archive_init(&archive);
    g_autofree char *zeros = g_malloc0(MOST + 1);
    g_autoptr(GString) large = g_string_new_len(zeros, MOST + 1);
    g_autoptr(GString) bomb = pack(large);
    g_autoptr(GString) file = begin_with(bomb, bomb->len);
    append_frames(file, archive.records, archive.dictionary, G_MAXUINT);
    g_autoptr(Folder) folder = folder_with(&archive, file);
    g_auto(Outcome) outcome = shell(RUN, folder, NULL);
    assert_ended(&outcome, 1, "its dictionary has more than 16 MiB");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dictionary/whole", test_whole);
    g_test_add_func("/dictionary/damaged-record", test_damaged_record);
    g_test_add_func("/dictionary/refused", test_refused);
    g_test_add_func("/dictionary/bomb", test_bomb);
    return g_test_run();
}
