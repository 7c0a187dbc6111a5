/* input.c: a file read through a window, and cut into records. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "run/input-private.h"
#include "run/stretch-private.h"

#define CHUNK ((gsize)1 << 20)

struct GalleyInput {
    char *name;
    int fd;
    gboolean started; /* a record has been cut off: an empty file is one empty record */
    gboolean at_end;  /* of the file: nothing behind the window */
    guint8 *bytes;    /* the window is bytes[begin..end) */
    gsize begin, end, room;
    gsize limit;
    guint64 offset;                /* of begin in the file */
    guint64 line;                  /* that begin is on, counted from first_byte */
    guint64 n_lines;               /* line feeds before last_byte */
    guint64 first_byte, last_byte; /* records that begin in between are read */
    GalleyStream *stream;          /* (nullable): where the bytes come from in place of @fd */
    GError *broken;                /* (nullable): why the stream ends before its time */
    GalleyStretch *stretch;        /* what was skipped since the last record */
};

static GalleyInput *
input_new(const char *name, gsize limit)
{
    GalleyInput *input = g_new0(GalleyInput, 1);
    input->name = g_strdup(name);
    input->stretch = galley_stretch_new();
    input->limit = limit;
    input->line = 1;
    return input;
}

GalleyInput *
galley_input_open(
    const GalleySource *source, guint64 begin, guint64 end, gsize limit, GError **error)
{
    int fd = galley_source_open(source, error);
    guint64 from = begin > 0 ? begin - 1 : 0; /* a reader looks at the byte before a record too */
    if (fd < 0)
        return NULL;
    GalleyInput *input = input_new(source->name, limit);
    input->fd = fd;
    input->offset = from;
    input->first_byte = begin;
    input->last_byte = end;
    return input;
}

GalleyInput *
galley_input_open_stream(const char *name, GalleyStream *stream, gsize limit)
{
    GalleyInput *input = input_new(name, limit);
    input->fd = -1;
    input->stream = stream;
    input->last_byte = G_MAXUINT64;
    return input;
}

void
galley_input_free(GalleyInput *input)
{
    if (input->fd >= 0)
        close(input->fd);
    g_clear_error(&input->broken);
    galley_stretch_free(input->stretch);
    g_free(input->bytes);
    g_free(input->name);
    g_free(input);
}

const char *
galley_input_get_name(const GalleyInput *input)
{
    return input->name;
}

guint64
galley_input_get_offset(const GalleyInput *input)
{
    return input->offset;
}

guint64
galley_input_get_line(const GalleyInput *input)
{
    return input->line;
}

guint64
galley_input_get_n_lines(const GalleyInput *input)
{
    return input->n_lines;
}

gboolean
galley_input_is_at_end(const GalleyInput *input)
{
    return input->at_end && input->begin == input->end;
}

const GError *
galley_input_get_break(const GalleyInput *input)
{
    return galley_input_is_at_end(input) ? input->broken : NULL;
}

void
galley_input_go_on(GalleyInput *input)
{
    input->at_end = FALSE;
    g_clear_error(&input->broken);
}

/* ---- the window ---- */

static void
make_room(GalleyInput *input)
{
    gsize size = input->end - input->begin;
    if (input->begin > 0 && input->begin >= size) {
        memcpy(input->bytes, input->bytes + input->begin, size);
        input->begin = 0;
        input->end = size;
    }
    if (input->room - input->end < CHUNK) {
        input->room = MAX(input->end + CHUNK, input->room + input->room / 2);
        input->bytes = g_realloc(input->bytes, input->room);
    }
}

/* A stream that breaks is at its end; what it gave before is read, and then the break is told. */
static gboolean
fill_from_stream(GalleyInput *input)
{
    gssize n = galley_stream_read(input->stream, input->bytes + input->end, CHUNK, &input->broken);
    input->end += (gsize)MAX(n, 0);
    input->at_end = n <= 0;
    return TRUE;
}

/* Reads on; FALSE on an error. */
static gboolean
fill(GalleyInput *input, GError **error)
{
    make_room(input);
    if (input->stream)
        return fill_from_stream(input);
    ssize_t n;
    do
        n = pread(input->fd, input->bytes + input->end, CHUNK,
                  (off_t)(input->offset + (input->end - input->begin)));
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                    "%s: at byte %" G_GUINT64_FORMAT ": %s", input->name,
                    input->offset + (input->end - input->begin), g_strerror(errno));
        return FALSE;
    }
    input->end += (gsize)n;
    input->at_end = n == 0;
    return TRUE;
}

static guint64
count_lines(const guint8 *bytes, gsize size)
{
    guint64 n = 0;
    for (gsize i = 0; i < size; i++)
        n += bytes[i] == '\n';
    return n;
}

/* Of the next @size bytes those between the offsets @from and @to. */
static guint64
count_lines_between(const GalleyInput *input, gsize size, guint64 from, guint64 to)
{
    guint64 begin = MAX(input->offset, from), end = MIN(input->offset + size, to);
    return begin < end
               ? count_lines(input->bytes + input->begin + (begin - input->offset), end - begin)
               : 0;
}

void
galley_input_consume(GalleyInput *input, gsize size)
{
    g_return_if_fail(size <= input->end - input->begin);
    guint64 counted = count_lines_between(input, size, input->first_byte, input->last_byte);
    input->n_lines += counted;
    input->line += counted;
    if (input->offset + size > input->last_byte)
        input->line += count_lines_between(input, size, input->last_byte, G_MAXUINT64);
    input->begin += size;
    input->offset += size;
}

void
galley_input_skip(GalleyInput *input, gsize size)
{
    g_return_if_fail(size <= input->end - input->begin);
    galley_stretch_add(input->stretch, input->bytes + input->begin, size);
    galley_input_consume(input, size);
}

const guint8 *
galley_input_peek(GalleyInput *input, gsize wanted, gsize *size, GError **error)
{
    wanted = MIN(wanted, input->limit);
    while (input->end - input->begin < wanted && !input->at_end)
        if (!fill(input, error))
            return NULL;
    *size = MIN(wanted, input->end - input->begin);
    return input->bytes ? input->bytes + input->begin : (const guint8 *)"";
}

gboolean
galley_input_pass_line_ends(GalleyInput *input, GalleyRecord *record, GError **error)
{
    gsize size, n;
    do {
        const guint8 *bytes = galley_input_peek(input, 1, &size, error);
        if (!bytes)
            return FALSE;
        size = MIN(input->end - input->begin, input->limit);
        for (n = 0; n < size && (bytes[n] == '\r' || bytes[n] == '\n'); n++)
            record->line += bytes[n] == '\n';
        galley_input_consume(input, n);
    } while (n > 0 && n == size);
    record->offset = input->offset;
    return TRUE;
}

/* ---- records ---- */

static void
begin_record(const GalleyInput *input, GalleyRecord *record)
{
    *record = (GalleyRecord){
        .size = sizeof *record,
        .input = input->name,
        .offset = input->offset,
        .line = input->line,
    };
}

/*
 * Where the window's first record ends: at the next one's beginning or the end of the input; 0 if
 * not within the limit.
 * A read error leaves its GError.
 */
static gsize
find_end(GalleyInput *input, const GalleyPlugin *reader, gconstpointer self, GError **error)
{
    gsize from = 1;
    for (;;) {
        gsize size = input->end - input->begin;
        gsize found = size >= from
                          ? reader->seek_record(self, input->bytes + input->begin, size, from)
                          : GALLEY_SEEK_NONE;
        if (found <= size && (found < size || input->at_end))
            return found <= input->limit ? found : 0;
        if (input->at_end)
            return size <= input->limit ? size : 0;
        if (size > input->limit)
            return 0;
        from = MAX(size, 1);
        if (!fill(input, error))
            return 0;
    }
}

/* The next @size bytes, or as many as there are, or up to the block's end. */
static gboolean
skip_bytes(GalleyInput *input, guint64 size, GError **error)
{
    size = MIN(size, input->last_byte - input->offset);
    while (size > 0 && (input->begin < input->end || !input->at_end)) {
        gsize piece = (gsize)MIN(size, input->end - input->begin);
        galley_input_skip(input, piece);
        size -= piece;
        if (size > 0 && !input->at_end && !fill(input, error))
            return FALSE;
    }
    return TRUE;
}

/* To where the next record begins, or, of a stretch that cannot be cut, to the block's end. */
static gboolean
skip_to_next(GalleyInput *input,
             const GalleyPlugin *reader,
             gconstpointer self,
             gboolean within,
             GError **error)
{
    gsize from = 1;
    for (gboolean done = FALSE; !done;) {
        gsize size = input->end - input->begin;
        gsize found = size >= from
                          ? reader->seek_record(self, input->bytes + input->begin, size, from)
                          : GALLEY_SEEK_NONE;
        done = found < size || input->at_end;
        /* so much stays that the reader can tell where the next record begins */
        gsize kept = input->at_end ? 0 : MIN(size, GALLEY_SEEK_REACH);
        gsize piece = found < size ? found : size - kept;
        from = MAX(kept, 1);
        if (within && input->offset + piece >= input->last_byte)
            return skip_bytes(input, G_MAXUINT64, error);
        galley_input_skip(input, piece);
        if (!done && !fill(input, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
galley_input_go_on_amid(GalleyInput *input,
                        const GalleyPlugin *reader,
                        gconstpointer self,
                        GError **error)
{
    galley_input_go_on(input);
    return skip_to_next(input, reader, self, FALSE, error);
}

/* Goes past a record that is too large. */
static GalleyNext
next_large(GalleyInput *input,
           const GalleyPlugin *reader,
           gconstpointer self,
           GalleyRecord *record,
           char **sha256,
           GError **error)
{
    if (!skip_to_next(input, reader, self, FALSE, error))
        return GALLEY_NEXT_ERROR;
    *sha256 = galley_stretch_tell(input->stretch, record);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_LIMIT,
                "the record has %" G_GSIZE_FORMAT " bytes; the record limit is %" G_GSIZE_FORMAT
                " (--record-limit raises it)",
                record->n_bytes, input->limit);
    return GALLEY_NEXT_BAD;
}

/* As far as it may take to tell that a record begins in the block. */
static guint64
reach_of(const GalleyInput *input)
{
    return input->last_byte + MIN(G_MAXUINT64 - input->last_byte, GALLEY_SEEK_REACH);
}

/*
 * Goes to the first record that begins in the block, if the block does not begin with the file:
 * what is before it belongs
 * to a record of an earlier block. FALSE: there is none.
 */
static gboolean
seek_first(GalleyInput *input, const GalleyPlugin *reader, gconstpointer self, GError **error)
{
    gsize from = 1;
    for (;;) {
        gsize size = input->end - input->begin;
        gsize found = size >= from
                          ? reader->seek_record(self, input->bytes + input->begin, size, from)
                          : GALLEY_SEEK_NONE;
        if (found < size) {
            galley_input_consume(input, found);
            return input->offset < input->last_byte;
        }
        if (input->at_end || input->offset + size > reach_of(input)) {
            galley_input_consume(input, size);
            return FALSE;
        }
        from = MAX(size, 1);
        if (!fill(input, error))
            return FALSE;
    }
}

static gboolean
start(GalleyInput *input, const GalleyPlugin *reader, gconstpointer self, GError **error)
{
    if (input->started)
        return input->offset < input->last_byte;
    input->started = TRUE;
    while (input->begin == input->end && !input->at_end)
        if (!fill(input, error))
            return FALSE;
    return input->first_byte == 0 || seek_first(input, reader, self, error);
}

/* Whether nothing is left of the block; an empty file is one empty record. */
static gboolean
is_exhausted(GalleyInput *input, GError **error)
{
    while (input->begin == input->end && !input->at_end)
        if (!fill(input, error))
            return TRUE;
    return input->begin == input->end && input->offset > 0;
}

gboolean
galley_input_skip_hole(GalleyInput *input,
                       const GalleyPlugin *reader,
                       gconstpointer self,
                       guint64 reach,
                       GalleyRecord *record,
                       char **sha256,
                       GError **error)
{
    input->started = TRUE;
    if (!skip_bytes(input, input->first_byte - MIN(input->first_byte, input->offset), error))
        return FALSE;
    galley_stretch_begin(input->stretch); /* the byte before the block was only looked at */
    begin_record(input, record);
    if (!skip_bytes(input, reach - 1, error) ||
        !(reader->seek_record ? skip_to_next(input, reader, self, TRUE, error)
                              : skip_bytes(input, G_MAXUINT64, error)))
        return FALSE;
    *sha256 = galley_stretch_tell(input->stretch, record);
    return TRUE;
}

GalleyNext
galley_input_next(GalleyInput *input,
                  const GalleyPlugin *reader,
                  gpointer worker,
                  GalleyRecord *record,
                  char **sha256,
                  GError **error)
{
    begin_record(input, record);
    galley_stretch_begin(input->stretch);
    GalleyNext next = reader->next(worker, input, record, error);
    if (next == GALLEY_NEXT_BAD && !record->bytes && galley_stretch_get_size(input->stretch) > 0)
        *sha256 = galley_stretch_tell(input->stretch, record);
    return next;
}

GalleyNext
galley_input_seek_next(GalleyInput *input,
                       const GalleyPlugin *reader,
                       gconstpointer self,
                       GalleyRecord *record,
                       char **sha256,
                       GError **error)
{
    g_autoptr(GError) why = NULL;
    gboolean empty_file = input->started && input->offset == 0;
    if (!start(input, reader, self, &why) || is_exhausted(input, &why) ||
        (empty_file && input->at_end)) {
        if (!why)
            return GALLEY_NEXT_END;
        g_propagate_error(error, g_steal_pointer(&why));
        return GALLEY_NEXT_ERROR;
    }
    begin_record(input, record);
    galley_stretch_begin(input->stretch);
    gsize size = find_end(input, reader, self, &why);
    if (why) {
        g_propagate_error(error, g_steal_pointer(&why));
        return GALLEY_NEXT_ERROR;
    }
    if (size == 0 && input->end > input->begin)
        return next_large(input, reader, self, record, sha256, error);
    record->bytes = input->bytes ? input->bytes + input->begin : (const guint8 *)"";
    record->n_bytes = size;
    galley_input_consume(input, size);
    return GALLEY_NEXT_RECORD;
}
