/* test-duplicates.c: keys sorted in little memory, and ids that come twice.
 * SPDX-License-Identifier: MIT */
#include "../support.h"

#include "run/duplicates-private.h"
#include "run/ids-private.h"
#include "run/input-private.h"
#include "run/sorter-private.h"

/* ---- the sorter ---- */

typedef struct {
    const char *name;
    guint n;
    gsize memory;  /* keys that fit into it */
    guint n_bytes; /* different values of a byte: few make many equal keys */
} SortCase;

static const SortCase sorts[] = {
    { "none", 0, 100, 256 },           { "one", 1, 100, 256 },
    { "fits", 5000, 5000, 256 },       { "one-more", 5001, 5000, 256 },
    { "runs", 100000, 1000, 256 },     { "all-equal", 20000, 700, 1 },
    { "two-values", 50000, 10000, 2 }, { "as-many-runs-as-room", 99 * 99, 99, 256 },
};

static int
compare_keys(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, GALLEY_KEY_SIZE);
}

static void
test_sorter(gconstpointer data)
{
    const SortCase *test = data;
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(GalleySortKey));
    g_autoptr(GalleySorter) sorter =
        galley_sorter_new(folder, test->memory * sizeof(GalleySortKey));
    GalleySortKey key;
    for (guint i = 0; i < test->n; i++) {
        for (guint b = 0; b < GALLEY_KEY_SIZE; b++)
            key.bytes[b] = (guint8)g_rand_int_range(rand, 0, (gint)test->n_bytes);
        g_array_append_val(all, key);
        g_assert_true(galley_sorter_add(sorter, &key, &error));
    }
    g_array_sort(all, compare_keys);
    for (guint i = 0; i < test->n; i++) {
        g_assert_cmpint(galley_sorter_next(sorter, &key, &error), ==, 1);
        g_assert_cmpmem(key.bytes, GALLEY_KEY_SIZE, g_array_index(all, GalleySortKey, i).bytes,
                        GALLEY_KEY_SIZE);
    }
    g_assert_cmpint(galley_sorter_next(sorter, &key, &error), ==, 0);
    g_assert_no_error(error);
    g_autoptr(GDir) left = g_dir_open(folder, 0, NULL);
    g_assert_null(g_dir_read_name(left));
}

static void
test_no_room(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleySorter) sorter = galley_sorter_new("/nonexistent", 48);
    GalleySortKey key = { { 0 } };
    g_assert_true(galley_sorter_add(sorter, &key, &error));
    g_assert_true(galley_sorter_add(sorter, &key, &error));
    g_assert_false(galley_sorter_add(sorter, &key, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* ---- ids ---- */

static void
test_digest(void)
{
    static const guint8 abc[] = { 0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea }; /* FIPS 180-4 */
    guint8 digest[GALLEY_ID_DIGEST];
    for (guint i = 0; i < 3; i++) {
        galley_id_digest("abc", digest);
        g_assert_cmpmem(digest, sizeof abc, abc, sizeof abc);
        galley_id_digest("", digest);
        g_assert_cmpuint(digest[0], ==, 0xe3);
    }
}

static GalleyDuplicates *
find(const char *folder, const GString *ids, gsize memory, GError **error)
{
    g_autofree char *spool = put_file(folder, "spool", ids->str, (gssize)ids->len);
    g_autoptr(GPtrArray) sources = g_ptr_array_new();
    GalleySource a = { .name = (char *)"a.txt" }, b = { .name = (char *)"b.zip" };
    g_ptr_array_add(sources, &a);
    g_ptr_array_add(sources, &b);
    return galley_duplicates_find(spool, sources, memory, NULL, NULL, error);
}

/* Every id of 20,000 once, then some of them again, in runs and in one. */
static void
test_find(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GString) ids = g_string_new(NULL);
    for (guint i = 0; i < 20000; i++) {
        g_autofree char *id = g_strdup_printf("id %u", i);
        galley_ids_note(ids, id, 0, NULL, i);
    }
    for (guint i = 0; i < 30; i++) {
        g_autofree char *id = g_strdup_printf("id %u", 19000 - i * 7);
        galley_ids_note(ids, id, 1, "in/side.txt", i);
    }
    galley_ids_note(ids, "id 19000", 0, NULL, 77);
    static const gsize memories[] = { 24 * 1000, 24 << 20 };
    for (guint k = 0; k < G_N_ELEMENTS(memories); k++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GalleyDuplicates) found = find(folder, ids, memories[k], &error);
        g_assert_no_error(error);
        g_assert_cmpuint(found->n_documents, ==, 31);
        g_assert_cmpuint(found->n_ids, ==, 30);
        g_assert_cmpuint(found->shown->len, ==, GALLEY_DUPLICATES_MOST);
        for (guint i = 0; i < GALLEY_DUPLICATES_MOST; i++) {
            const GalleyDuplicate *shown = g_ptr_array_index(found->shown, i);
            g_autofree char *id = g_strdup_printf("id %u", 19000 - i * 7);
            g_assert_cmpstr(shown->id, ==, id);
            g_assert_cmpstr(shown->first.input, ==, "a.txt");
            g_assert_null(shown->first.member);
            g_assert_cmpuint(shown->first.offset, ==, 19000 - i * 7);
            g_assert_cmpstr(shown->again.input, ==, "b.zip");
            g_assert_cmpstr(shown->again.member, ==, "in/side.txt");
            g_assert_cmpuint(shown->again.offset, ==, i);
        }
        g_autoptr(GString) json = g_string_new(NULL);
        galley_duplicates_append_json(found, json);
        assert_like(json->str,
                    "{\"documents\":31,\"ids\":30,\"first\":[{\"id\":\"id 19000\","
                    "\"first\":{\"input\":\"a.txt\",\"offset\":19000},\"again\":"
                    "{\"input\":\"b.zip\",\"member\":\"in/side.txt\",\"offset\":0}},*]}");
    }
}

static void
test_none(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GString) ids = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyDuplicates) empty = find(folder, ids, 4800, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(empty->n_documents, ==, 0);
    galley_ids_note(ids, "a", 0, NULL, 0);
    galley_ids_note(ids, "", 0, NULL, 1);
    galley_ids_note(ids, "A", 0, NULL, 2);
    g_autoptr(GalleyDuplicates) none = find(folder, ids, 4800, &error);
    g_assert_no_error(error);
    g_autoptr(GString) summary = g_string_new(NULL);
    galley_duplicates_append_summary(none, summary);
    g_assert_cmpstr(summary->str, ==, "");
}

static void
test_broken(void)
{
    g_autoptr(Folder) folder = folder_new();
    g_autoptr(GString) ids = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    galley_ids_note(ids, "a", 0, NULL, 0);
    galley_ids_note(ids, "abcdef", 0, NULL, 0);
    g_string_truncate(ids, ids->len - 3);
    g_autoptr(GalleyDuplicates) found = find(folder, ids, 4800, &error);
    g_assert_null(found);
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
    assert_has(error->message, "is cut off or changed");
}

/* So many ids as a large corpus has: `-m perf`. */
static void
test_many(void)
{
    const guint n = g_test_perf() ? 10000000 : 100000;
    g_autoptr(Folder) folder = folder_new();
    g_autofree char *spool = g_build_filename(folder, "spool", NULL);
    g_autoptr(GString) ids = g_string_new(NULL);
    g_autoptr(GPtrArray) sources = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    FILE *file = g_fopen(spool, "wb");
    gint64 begun = g_get_monotonic_time();
    for (guint i = 0; i < n; i++) {
        char id[64];
        g_snprintf(id, sizeof id, "https://example.org/articles/%u", i % (n - 5));
        galley_ids_note(ids, id, 0, NULL, i);
        if (ids->len > 1 << 20 || i == n - 1) {
            g_assert_cmpuint(fwrite(ids->str, 1, ids->len, file), ==, ids->len);
            g_string_truncate(ids, 0);
        }
    }
    fclose(file);
    gint64 noted = g_get_monotonic_time();
    g_autoptr(GalleyDuplicates) found =
        galley_duplicates_find(spool, sources, GALLEY_DUPLICATES_MEMORY, NULL, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(found->n_documents, ==, 5);
    g_test_message("%u ids: noted in %.2f s, sorted in %.2f s", n, (double)(noted - begun) / 1e6,
                   (double)(g_get_monotonic_time() - noted) / 1e6);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(sorts); i++) {
        g_autofree char *path = g_strconcat("/duplicates/sorter/", sorts[i].name, NULL);
        g_test_add_data_func(path, &sorts[i], test_sorter);
    }
    g_test_add_func("/duplicates/no-room", test_no_room);
    g_test_add_func("/duplicates/digest", test_digest);
    g_test_add_func("/duplicates/find", test_find);
    g_test_add_func("/duplicates/none", test_none);
    g_test_add_func("/duplicates/broken", test_broken);
    g_test_add_func("/duplicates/many", test_many);
    return g_test_run();
}
