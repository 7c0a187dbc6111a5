/* duplicates.c: finds ids that come twice, in a process of its own. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* pipe2 */
#include "run/duplicates-private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <galley/format.h>

#include "run/ids-private.h"
#include "run/input-private.h"
#include "run/interrupt-private.h"
#include "run/sorter-private.h"
#include "run/watch-private.h"

#define BUFFER_SIZE ((gsize)1 << 20)
#define LOOK_MS 100
#define PLACE_TYPE "(ust)" /* source, member, offset */
#define ANSWER_TYPE "(stta(s" PLACE_TYPE PLACE_TYPE "))"

G_STATIC_ASSERT(GALLEY_ID_DIGEST + sizeof(guint64) == GALLEY_KEY_SIZE);

/** Pair: an id's first two entries, by where they begin in the spool. */
typedef struct {
    guint64 first, again;
} Pair;

/** Found: in the process that sorts. */
typedef struct {
    guint64 n_documents, n_ids;
    Pair shown[GALLEY_DUPLICATES_MOST]; /* by `again` */
    guint n_shown;
} Found;

/* ---- in the process that sorts: the spool ---- */

static gboolean
broken(const char *spool, GError **error)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s: is cut off or changed", spool);
    return FALSE;
}

/* A key is the digest, then where the entry begins, most significant byte first: equal ids come in
 * order of the documents. */
static GalleySortKey
key_of(const GalleyIdHead *head, guint64 at)
{
    GalleySortKey key;
    guint64 place = GUINT64_TO_BE(at);
    memcpy(key.bytes, head->digest, GALLEY_ID_DIGEST);
    memcpy(key.bytes + GALLEY_ID_DIGEST, &place, sizeof place);
    return key;
}

static guint64
place_of(const GalleySortKey *key)
{
    guint64 place;
    memcpy(&place, key->bytes + GALLEY_ID_DIGEST, sizeof place);
    return GUINT64_FROM_BE(place);
}

static gboolean
read_keys(FILE *file, const char *spool, GalleySorter *sorter, GError **error)
{
    GalleyIdHead head;
    guint64 at = 0;
    while (fread(&head, sizeof head, 1, file) == 1) {
        GalleySortKey key = key_of(&head, at);
        guint64 rest = (guint64)head.n_member + head.n_id;
        for (guint64 i = 0; i < rest; i++) /* from the buffer: a seek would empty it */
            if (getc_unlocked(file) == EOF)
                return broken(spool, error);
        at += sizeof head + rest;
        if (!galley_sorter_add(sorter, &key, error))
            return FALSE;
    }
    return !ferror(file) || broken(spool, error);
}

/* ---- in the process that sorts: what comes twice ---- */

static void
note_pair(Found *found, Pair pair)
{
    guint at = MIN(found->n_shown, GALLEY_DUPLICATES_MOST - 1);
    if (found->n_shown == GALLEY_DUPLICATES_MOST && found->shown[at].again < pair.again)
        return;
    found->n_shown = MIN(found->n_shown + 1, GALLEY_DUPLICATES_MOST);
    for (; at > 0 && found->shown[at - 1].again > pair.again; at--)
        found->shown[at] = found->shown[at - 1];
    found->shown[at] = pair;
}

static gboolean
find_pairs(GalleySorter *sorter, Found *found, GError **error)
{
    GalleySortKey first, key;
    guint64 n = 0; /* documents with the digest of `first` */
    int status;
    while ((status = galley_sorter_next(sorter, &key, error)) > 0) {
        if (n == 0 || memcmp(first.bytes, key.bytes, GALLEY_ID_DIGEST) != 0) {
            first = key;
            n = 1;
            continue;
        }
        found->n_documents++;
        if (++n > 2)
            continue;
        found->n_ids++;
        note_pair(found, (Pair){ place_of(&first), place_of(&key) });
    }
    return status == 0;
}

/* ---- in the process that sorts: the answer ---- */

static char *
read_text(FILE *file, gsize size)
{
    g_autofree char *text = g_malloc0(size + 1);
    return fread(text, 1, size, file) == size ? g_steal_pointer(&text) : NULL;
}

static GVariant *
read_entry(FILE *file, guint64 at, char **id)
{
    GalleyIdHead head;
    if (fseeko(file, (off_t)at, SEEK_SET) != 0 || fread(&head, sizeof head, 1, file) != 1)
        return NULL;
    g_autofree char *member = read_text(file, head.n_member);
    g_free(*id);
    *id = member ? read_text(file, head.n_id) : NULL;
    return *id ? g_variant_new(PLACE_TYPE, head.source, member, head.offset) : NULL;
}

static gboolean
append_pair(GVariantBuilder *pairs, FILE *file, const Pair *pair)
{
    g_autofree char *id = NULL;
    GVariant *first = read_entry(file, pair->first, &id);
    GVariant *again = first ? read_entry(file, pair->again, &id) : NULL;
    if (again)
        g_variant_builder_add(pairs, "(s@" PLACE_TYPE "@" PLACE_TYPE ")", id, first, again);
    return again != NULL;
}

static gboolean
work(const char *spool, gsize memory, Found *found, GVariantBuilder *pairs, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(spool);
    g_autoptr(GalleySorter) sorter = galley_sorter_new(folder, memory);
    FILE *file = fopen(spool, "rbe");
    if (!file) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", spool,
                    g_strerror(errno));
        return FALSE;
    }
    setvbuf(file, NULL, _IOFBF, BUFFER_SIZE);
    gboolean sound = read_keys(file, spool, sorter, error) && find_pairs(sorter, found, error);
    for (guint i = 0; sound && i < found->n_shown; i++)
        sound = append_pair(pairs, file, &found->shown[i]) || broken(spool, error);
    fclose(file);
    return sound;
}

/* An answer is a word on what went wrong, "" if nothing did; then what was found. */
G_NORETURN static void
be_sorter(const char *spool, gsize memory, int to)
{
    g_autoptr(GError) error = NULL;
    GVariantBuilder pairs;
    Found found = { 0 };
    galley_interrupt_leave_to_parent();
    g_variant_builder_init(&pairs, G_VARIANT_TYPE("a(s" PLACE_TYPE PLACE_TYPE ")"));
    work(spool, memory, &found, &pairs, &error);
    g_autoptr(GVariant) answer = g_variant_ref_sink(g_variant_new(
        ANSWER_TYPE, error ? error->message : "", found.n_documents, found.n_ids, &pairs));
    const char *bytes = g_variant_get_data(answer);
    for (gsize left = g_variant_get_size(answer); left > 0;) {
        ssize_t n = write(to, bytes, left);
        if (n < 0 && errno != EINTR)
            _exit(1);
        bytes += MAX(n, 0);
        left -= (gsize)MAX(n, 0);
    }
    _exit(0);
}

/* ---- in the run ---- */

static void
clear_place(GalleyIdPlace *place)
{
    g_free(place->input);
    g_free(place->member);
}

static void
duplicate_free(gpointer data)
{
    GalleyDuplicate *duplicate = data;
    g_free(duplicate->id);
    clear_place(&duplicate->first);
    clear_place(&duplicate->again);
    g_free(duplicate);
}

void
galley_duplicates_free(GalleyDuplicates *duplicates)
{
    g_ptr_array_unref(duplicates->shown);
    g_free(duplicates);
}

static GalleyIdPlace
take_place(guint source, const char *member, guint64 offset, const GPtrArray *sources)
{
    const GalleySource *from = source < sources->len ? g_ptr_array_index(sources, source) : NULL;
    return (GalleyIdPlace){ g_strdup(from ? from->name : "?"), *member ? g_strdup(member) : NULL,
                            offset };
}

static GalleyDuplicates *
take_answer(GVariant *answer, const GPtrArray *sources, GError **error)
{
    g_autoptr(GVariantIter) pairs = NULL;
    g_autoptr(GalleyDuplicates) duplicates = g_new0(GalleyDuplicates, 1);
    const char *why, *id, *member, *member_again;
    guint source, source_again;
    guint64 offset, offset_again;
    duplicates->shown = g_ptr_array_new_with_free_func(duplicate_free);
    g_variant_get(answer, "(&stta(s" PLACE_TYPE PLACE_TYPE "))", &why, &duplicates->n_documents,
                  &duplicates->n_ids, &pairs);
    if (*why) {
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, why);
        return NULL;
    }
    while (g_variant_iter_next(pairs, "(&s(u&st)(u&st))", &id, &source, &member, &offset,
                               &source_again, &member_again, &offset_again)) {
        GalleyDuplicate *duplicate = g_new0(GalleyDuplicate, 1);
        duplicate->id = g_strdup(id);
        duplicate->first = take_place(source, member, offset, sources);
        duplicate->again = take_place(source_again, member_again, offset_again, sources);
        g_ptr_array_add(duplicates->shown, duplicate);
    }
    return g_steal_pointer(&duplicates);
}

static GByteArray *
hear(int from, void (*tick)(gpointer data), gpointer data)
{
    GByteArray *bytes = g_byte_array_new();
    struct pollfd ready = { from, POLLIN, 0 };
    for (;;) {
        guint8 buffer[4096];
        if (poll(&ready, 1, LOOK_MS) <= 0) {
            if (tick)
                tick(data);
            continue;
        }
        ssize_t n = read(from, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return bytes;
        g_byte_array_append(bytes, buffer, (guint)n);
    }
}

GalleyDuplicates *
galley_duplicates_find(const char *spool,
                       const GPtrArray *sources,
                       gsize memory,
                       void (*tick)(gpointer data),
                       gpointer data,
                       GError **error)
{
    int ends[2], status = 0;
    pid_t pid = pipe2(ends, O_CLOEXEC) == 0 ? fork() : -1;
    if (pid == 0)
        be_sorter(spool, memory, ends[1]);
    if (pid < 0) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                    "no process to sort ids: %s", g_strerror(errno));
        return NULL;
    }
    close(ends[1]);
    g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(hear(ends[0], tick, data));
    close(ends[0]);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (status == 0) {
        g_autoptr(GVariant) answer =
            g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(ANSWER_TYPE), bytes, FALSE));
        return take_answer(answer, sources, error);
    }
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                "the process that sorts ids ended too early (status %d)", status);
    return NULL;
}

/* ---- told ---- */

static void
append_json_place(GString *out, const char *key, const GalleyIdPlace *place)
{
    g_string_append_printf(out, ",\"%s\":{\"input\":", key);
    galley_append_json_string(out, place->input, strlen(place->input));
    if (place->member) {
        g_string_append(out, ",\"member\":");
        galley_append_json_string(out, place->member, strlen(place->member));
    }
    g_string_append_printf(out, ",\"offset\":%" G_GUINT64_FORMAT "}", place->offset);
}

void
galley_duplicates_append_json(const GalleyDuplicates *duplicates, GString *out)
{
    g_string_append_printf(
        out, "{\"documents\":%" G_GUINT64_FORMAT ",\"ids\":%" G_GUINT64_FORMAT ",\"first\":[",
        duplicates->n_documents, duplicates->n_ids);
    for (guint i = 0; i < duplicates->shown->len; i++) {
        const GalleyDuplicate *duplicate = g_ptr_array_index(duplicates->shown, i);
        g_string_append(out, i > 0 ? ",{\"id\":" : "{\"id\":");
        galley_append_json_string(out, duplicate->id, strlen(duplicate->id));
        append_json_place(out, "first", &duplicate->first);
        append_json_place(out, "again", &duplicate->again);
        g_string_append_c(out, '}');
    }
    g_string_append(out, "]}");
}

static void
append_place(GString *out, const GalleyIdPlace *place)
{
    galley_append_shown(out, place->input);
    if (place->member) {
        g_string_append_c(out, '/');
        galley_append_shown(out, place->member);
    }
    g_string_append_printf(out, " at byte %" G_GUINT64_FORMAT, place->offset);
}

void
galley_duplicates_append_summary(const GalleyDuplicates *duplicates, GString *out)
{
    if (duplicates->n_documents == 0)
        return;
    g_string_append_printf(
        out,
        "  warning: %" G_GUINT64_FORMAT
        " documents have an id that one before them has; such ids: %" G_GUINT64_FORMAT "\n",
        duplicates->n_documents, duplicates->n_ids);
    for (guint i = 0; i < duplicates->shown->len; i++) {
        const GalleyDuplicate *duplicate = g_ptr_array_index(duplicates->shown, i);
        g_string_append(out, "    ");
        galley_append_shown(out, duplicate->id);
        g_string_append(out, ": ");
        append_place(out, &duplicate->first);
        g_string_append(out, " and ");
        append_place(out, &duplicate->again);
        g_string_append_c(out, '\n');
    }
}
