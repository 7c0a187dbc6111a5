/* fuzz-stream.c: any bytes as a packed file: what is unpacked does not depend on how it is asked for,
 * and ends. SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "run/digest-private.h"
#include "run/input-private.h"
#include "run/memory-private.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

#define BYTES_MOST ((guint64)4 << 20) /* unpacked, of one input */
#define MEMBERS_MOST 1000u
#define RECORD_LIMIT ((gsize)1 << 16)

/** Sum: what came of the whole file. */
typedef struct {
    guint64 n_bytes, n_members, n_refused;
    gboolean stopped; /* there was more than is looked at */
    GalleyDigest *digest;
} Sum;

static GalleyStream *
open_stream(const guint8 *bytes, size_t size)
{
    int fd = galley_memory_new();
    g_assert_true(fd >= 0 && galley_memory_write(fd, bytes, size));
    return galley_stream_open(fd, size);
}

/* A member through the stream itself, in pieces of @piece bytes. */
static gboolean
read_member(GalleyStream *stream, gsize piece, Sum *sum)
{
    g_autofree guint8 *buffer = g_malloc(piece);
    while (sum->n_bytes < BYTES_MOST) {
        g_autoptr(GError) error = NULL;
        gssize n = galley_stream_read(stream, buffer, piece, &error);
        g_assert_true((n < 0) == (error != NULL));
        g_assert_cmpint(n, <=, piece);
        if (n <= 0)
            return TRUE;
        sum->n_bytes += (guint64)n;
        galley_digest_update(sum->digest, buffer, (gsize)n);
    }
    return FALSE;
}

/* The same as a cutter's window sees it. */
static gboolean
look_at_member(GalleyStream *stream, gsize piece, Sum *sum)
{
    g_autoptr(GalleyInput) input = galley_input_open_stream("in", stream, RECORD_LIMIT);
    guint64 offset = 0;
    gsize n;
    while (sum->n_bytes < BYTES_MOST) {
        g_assert_cmpuint(galley_input_get_offset(input), ==, offset);
        const guint8 *bytes = galley_input_peek(input, piece, &n, NULL);
        g_assert_true(bytes != NULL && n <= piece);
        if (n == 0) {
            g_assert_true(galley_input_is_at_end(input));
            return TRUE;
        }
        galley_digest_update(sum->digest, bytes, n);
        galley_input_consume(input, n);
        sum->n_bytes += n;
        offset += n;
    }
    return FALSE;
}

static void
read_all(const guint8 *bytes, size_t size, gsize piece, gboolean window, Sum *sum)
{
    const char *name, *refused;
    g_autoptr(GalleyStream) stream = open_stream(bytes, size);
    while (stream && !sum->stopped) {
        g_autoptr(GError) error = NULL;
        name = refused = NULL;
        if (!galley_stream_next_member(stream, &name, &refused, &error)) {
            g_assert_false(galley_stream_next_member(stream, &name, &refused, NULL));
            break;
        }
        g_assert_no_error(error);
        g_assert_true(!name || g_utf8_validate(name, -1, NULL));
        galley_digest_update(sum->digest, name ? name : "", name ? strlen(name) + 1 : 1);
        sum->n_members++;
        sum->n_refused += refused != NULL;
        sum->stopped = sum->n_members == MEMBERS_MOST;
        if (!refused)
            sum->stopped |= !(window ? look_at_member : read_member)(stream, piece, sum);
        g_assert_cmpuint(galley_stream_get_taken(stream), <=, size);
    }
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    g_autoptr(GalleyDigest) one = galley_digest_new(), other = galley_digest_new();
    Sum whole = { .digest = one }, pieces = { .digest = other };
    if (!galley_stream_is_packed(bytes, size))
        return 0;
    read_all(bytes, size, (gsize)1 << 16, FALSE, &whole);
    read_all(bytes, size, 777, TRUE, &pieces);
    g_assert_cmpint(whole.stopped, ==, pieces.stopped);
    g_assert_cmpuint(whole.n_members, ==, pieces.n_members);
    g_assert_cmpuint(whole.n_refused, ==, pieces.n_refused);
    if (whole.stopped)
        return 0;
    g_autofree char *a = galley_digest_get_hex(one), *b = galley_digest_get_hex(other);
    g_assert_cmpuint(whole.n_bytes, ==, pieces.n_bytes);
    g_assert_cmpstr(a, ==, b);
    return 0;
}
