/* stream.c: libarchive's readers, with our own checks around them. SPDX-License-Identifier: MIT */
#include "run/stream-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "run/codec-private.h"
#include "run/unpack-private.h"

#define IN_SIZE ((gsize)1 << 16)
#define FALLS_MOST 100 /* damaged members of a zip, behind each of which it is begun anew */
#define EXPANSION_MOST 10000
#define EXPANSION_FREE ((guint64)1 << 30)

struct GalleyStream {
    struct archive *archive;
    int fd;
    GalleyUnpack *unpack; /* (nullable): where it is compressed */
    GError *broken; /* (nullable): where what we undo ourselves breaks: told once libarchive has
                             handed out all before it; or why the file cannot even be opened */
    guint64 size;   /* of the packed file */
    guint64 given;  /* bytes handed out */
    guint64 n_members, n_headers;
    guint n_falls;
    gboolean opened, is_archive, at_end;
    gboolean in_gap; /* between a header that is none, which was told, and the next that is one */
    gboolean
        fallen; /* libarchive is at its end in a damaged member of a zip, whose others it could find */
    /* of the member at hand: */
    const guint8 *block; /* what libarchive gave last, of which so much is left */
    gsize block_left;
    guint64 block_at,
        position; /* where the rest of it belongs, and how far the member is handed out */
    gboolean at_member_end;
    char *name;
    char in[IN_SIZE];
};

/* ---- by content ---- */

static const struct {
    gsize at;
    const char *bytes;
    gsize n;
} marks[] = {
    { 0, "PK\3\4", 4 },  /* zip */
    { 0, "PK\5\6", 4 },  /* zip, with nothing in it */
    { 257, "ustar", 5 }, /* tar, POSIX and GNU */
};

gboolean
galley_stream_is_packed(const guint8 *head, gsize size)
{
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
        if (size >= marks[i].at + marks[i].n &&
            memcmp(head + marks[i].at, marks[i].bytes, marks[i].n) == 0)
            return TRUE;
    return galley_codec_find(head, size) != NULL;
}

gboolean
galley_stream_sounds_packed(const char *name)
{
    static const char *const endings[] = { ".gz",  ".bz2", ".xz",  ".zst",
                                           ".tgz", ".tar", ".zip", NULL };
    for (gsize i = 0; endings[i]; i++)
        if (g_str_has_suffix(name, endings[i]))
            return TRUE;
    return FALSE;
}

/* ---- the file behind ---- */

static la_ssize_t
read_file(struct archive *archive, void *data, const void **bytes)
{
    GalleyStream *stream = data;
    ssize_t n;
    *bytes = stream->in;
    do
        n = read(stream->fd, stream->in, IN_SIZE);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        archive_set_error(archive, errno, "%s", g_strerror(errno));
    return n;
}

/* A file that breaks is at its end for libarchive, so that what came before is handed out. */
static la_ssize_t
read_undone(G_GNUC_UNUSED struct archive *archive, void *data, const void **bytes)
{
    GalleyStream *stream = data;
    const guint8 *out;
    gssize n = stream->broken ? 0 : galley_unpack_read(stream->unpack, &out, &stream->broken);
    *bytes = n > 0 ? out : (const guint8 *)stream->in;
    return MAX(n, 0);
}

static la_int64_t
seek_file(struct archive *archive, void *data, la_int64_t offset, int whence)
{
    const GalleyStream *stream = data;
    off_t at = lseek(stream->fd, (off_t)offset, whence);
    if (at < 0)
        archive_set_error(archive, errno, "%s", g_strerror(errno));
    return at < 0 ? ARCHIVE_FATAL : at;
}

/* ---- life ---- */

static gboolean
fail(const GalleyStream *stream, GError **error)
{
    const char *why = archive_error_string(stream->archive);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s",
                why ? why : "it cannot be unpacked, and libarchive does not say why");
    return FALSE;
}

static gboolean
fail_broken(const GalleyStream *stream, GError **error)
{
    g_propagate_error(error, g_error_copy(stream->broken));
    return FALSE;
}

static void
open_archive(GalleyStream *stream)
{
    stream->archive = archive_read_new();
    archive_read_support_format_tar(stream->archive);
    archive_read_support_format_zip(stream->archive);
    archive_read_support_format_raw(stream->archive);
    archive_read_support_format_empty(stream->archive);
    archive_read_set_options(stream->archive, "tar:read_concatenated_archives");
    archive_read_set_callback_data(stream->archive, stream);
    archive_read_set_read_callback(stream->archive, stream->unpack ? read_undone : read_file);
    if (!stream->unpack)
        archive_read_set_seek_callback(stream->archive, seek_file);
    stream->opened = archive_read_open1(stream->archive) == ARCHIVE_OK;
    if (!stream->opened && !stream->broken)
        fail(stream, &stream->broken);
}

GalleyStream *
galley_stream_open(int fd, guint64 size)
{
    g_autoptr(GalleyStream) stream = g_new0(GalleyStream, 1);
    stream->fd = fd;
    stream->size = size;
    stream->unpack = galley_unpack_new(fd);
    lseek(fd, 0, SEEK_SET);
    open_archive(stream);
    return g_steal_pointer(&stream);
}

void
galley_stream_free(GalleyStream *stream)
{
    archive_read_free(stream->archive);
    g_clear_pointer(&stream->unpack, galley_unpack_free);
    g_clear_error(&stream->broken);
    close(stream->fd);
    g_free(stream->name);
    g_free(stream);
}

guint64
galley_stream_get_taken(const GalleyStream *stream)
{
    return stream->unpack ? galley_unpack_get_taken(stream->unpack)
                          : (guint64)archive_filter_bytes(stream->archive, -1);
}

/* ---- members ---- */

static gboolean
is_hidden(const char *path)
{
    for (const char *at = path; at; at = strchr(at, '/')) {
        at += *at == '/';
        if (at[0] == '.' && at[1] != '/' && at[1] != '.' && at[1] != '\0')
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_archive(const GalleyStream *stream)
{
    int family = archive_format(stream->archive) & ARCHIVE_FORMAT_BASE_MASK;
    return family == ARCHIVE_FORMAT_TAR || family == ARCHIVE_FORMAT_ZIP;
}

/* One that can be looked up anywhere in the file. */
static gboolean
is_zip(const GalleyStream *stream)
{
    int family = archive_format(stream->archive) & ARCHIVE_FORMAT_BASE_MASK;
    return family == ARCHIVE_FORMAT_ZIP && !stream->unpack;
}

static const char *
refusal(struct archive_entry *entry)
{
    if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
        return "it is a link; a link in an archive is not followed";
    if (archive_entry_filetype(entry) != AE_IFREG)
        return "it is a device or a pipe, not a file";
    if (archive_entry_is_encrypted(entry))
        return "it is encrypted";
    return NULL;
}

/* All of the file must have been taken in: what stands behind the compressed data is not lost
 * without a word. */
static gboolean
ends_well(const GalleyStream *stream, GError **error)
{
    if (stream->broken)
        return fail_broken(stream, error);
    if (stream->size == 0 && stream->n_members == 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                    "it is empty, and by its name it would be packed");
        return FALSE;
    }
    if (is_archive(stream) && stream->n_members == 0) { /* so does a file of zeros begin */
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the archive has no members");
        return FALSE;
    }
    return TRUE;
}

static void
take_name(GalleyStream *stream, struct archive_entry *entry)
{
    const char *path = archive_entry_pathname(entry);
    if (path && g_str_has_prefix(path, "./"))
        path += 2;
    stream->n_members++;
    stream->block_left = 0;
    stream->block_at = stream->position = 0;
    stream->at_member_end = FALSE;
    g_free(stream->name);
    stream->name = stream->is_archive ? g_utf8_make_valid(path ? path : "", -1) : NULL;
}

/* As libarchive gives it; what it could not go on behind is passed over by another that begins anew. */
static int
next_header(GalleyStream *stream, struct archive_entry **entry)
{
    int status = stream->opened ? ARCHIVE_OK : ARCHIVE_FATAL;
    guint64 n = stream->fallen ? stream->n_headers : 0;
    if (stream->fallen) {
        archive_read_free(stream->archive);
        lseek(stream->fd, 0, SEEK_SET);
        open_archive(stream);
        status = stream->opened ? ARCHIVE_OK : ARCHIVE_FATAL;
    }
    stream->fallen = FALSE;
    for (guint64 i = 0; i <= n && status != ARCHIVE_FATAL && status != ARCHIVE_EOF; i++)
        status = archive_read_next_header(stream->archive, entry);
    stream->n_headers++;
    return status;
}

/* What does not even begin like a member, and is none by its checksum; told once a stretch. */
static gboolean
is_no_header(GalleyStream *stream, int status)
{
    gboolean none = status == ARCHIVE_RETRY || status == ARCHIVE_FAILED;
    stream->in_gap &= none;
    return none;
}

gboolean
galley_stream_next_member(GalleyStream *stream,
                          const char **name,
                          const char **refused,
                          GError **error)
{
    struct archive_entry *entry;
    while (!stream->at_end) {
        int status = next_header(stream, &entry);
        if (status == ARCHIVE_EOF) {
            stream->at_end = TRUE;
            return !ends_well(stream, error) && FALSE;
        }
        if (status == ARCHIVE_FATAL) {
            stream->at_end = TRUE;
            return stream->broken ? fail_broken(stream, error) : fail(stream, error);
        }
        if (is_no_header(stream, status)) {
            if (stream->in_gap)
                continue;
            stream->in_gap = TRUE;
            stream->n_members++;
            *name = NULL;
            *refused = "the archive is damaged here; it is read on from its next member";
            return TRUE;
        }
        stream->is_archive = is_archive(stream);
        take_name(stream, entry);
        if (archive_entry_filetype(entry) == AE_IFDIR || (stream->name && is_hidden(stream->name)))
            continue;
        *name = stream->name;
        *refused = refusal(entry);
        return TRUE;
    }
    return FALSE;
}

/* ---- bytes ---- */

static gboolean
is_bomb(const GalleyStream *stream, GError **error)
{
    if (stream->given <= EXPANSION_FREE || stream->given / EXPANSION_MOST <= stream->size)
        return FALSE;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                "it unpacks to more than %d times its size, as only a bomb does", EXPANSION_MOST);
    return TRUE;
}

/* One block after another: archive_read_data() fills its buffer, and gives nothing of it where the
 * stream breaks before it is full. A hole in a sparse file is zeros.
 * Returns: as libarchive does: %ARCHIVE_OK, or less than that */
static int
next_block(GalleyStream *stream)
{
    const void *block = NULL;
    la_int64_t at = 0;
    int status = archive_read_data_block(stream->archive, &block, &stream->block_left, &at);
    stream->block = block;
    stream->at_member_end = status == ARCHIVE_EOF;
    if (status != ARCHIVE_OK)
        stream->block_left = 0;
    if (status < ARCHIVE_OK)
        return status;
    stream->block_at = MAX((guint64)MAX(at, 0), stream->position);
    if (stream->at_member_end || (guint64)at == stream->block_at)
        return ARCHIVE_OK;
    archive_set_error(stream->archive, EINVAL, "a sparse file whose parts are not in order");
    return ARCHIVE_FATAL;
}

/* What there is of the member, up to @size bytes; less than %ARCHIVE_OK where there is no more. */
static la_ssize_t
take_bytes(GalleyStream *stream, guint8 *bytes, gsize size)
{
    while (stream->block_left == 0 && stream->block_at == stream->position &&
           !stream->at_member_end) {
        int status = next_block(stream);
        if (status < ARCHIVE_OK)
            return status;
    }
    gsize n = (gsize)MIN(size, stream->block_at - stream->position);
    memset(bytes, 0, n);
    if (n == 0) {
        n = MIN(size, stream->block_left);
        if (n > 0) {
            memcpy(bytes, stream->block, n);
            stream->block += n;
        }
        stream->block_left -= n;
        stream->block_at += n;
    }
    stream->position += n;
    return (la_ssize_t)n;
}

gssize
galley_stream_read(GalleyStream *stream, guint8 *bytes, gsize size, GError **error)
{
    if (is_bomb(stream, error)) {
        stream->at_end = TRUE;
        return -1;
    }
    la_ssize_t n = take_bytes(stream, bytes, size);
    if (n < 0) {
        stream->fallen = n == ARCHIVE_FATAL && is_zip(stream) && stream->n_falls++ < FALLS_MOST;
        stream->at_end |= n == ARCHIVE_FATAL && !stream->fallen;
        if (stream->broken)
            fail_broken(stream, error);
        else
            fail(stream, error);
        return -1;
    }
    if (n == 0 && !stream->is_archive && !ends_well(stream, error)) {
        stream->at_end = TRUE;
        return -1;
    }
    stream->given += (guint64)n;
    return (gssize)n;
}

/* ---- behind a break ---- */

guint64
galley_stream_find_next(const GalleyStream *stream, gboolean *alike)
{
    return stream->unpack && !stream->is_archive ? galley_unpack_find_next(stream->unpack, alike)
                                                 : 0;
}

gboolean
galley_stream_go_on(GalleyStream *stream, guint64 at)
{
    const char *name, *refused;
    galley_unpack_go_on(stream->unpack, at);
    archive_read_free(stream->archive);
    g_clear_error(&stream->broken);
    stream->at_end = FALSE;
    open_archive(stream);
    return galley_stream_next_member(stream, &name, &refused, NULL);
}
