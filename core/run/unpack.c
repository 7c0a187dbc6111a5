/* unpack.c: a compressed file, member by member, and over a damaged one to the next.
 * SPDX-License-Identifier: MIT */
#include "run/unpack-private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "run/codec-private.h"

#define IN_SIZE ((gsize)1 << 16)
#define OUT_SIZE ((gsize)1 << 18)
#define BACK_MOST ((guint64)16 << 20) /* from a break: damage is noticed somewhat later */
#define AHEAD_MOST                                                                                 \
    ((guint64)64 << 20) /* so that there is an end to looking in a file of one member */
#define SOUND_SIZE ((gsize)1 << 16)
#define BEGIN_SIZE 5 /* bytes that members have in common: "WARC/", "From " */

struct GalleyUnpack {
    int fd;
    const GalleyCodec *codec;
    gpointer state;
    guint64 offset;    /* in the file: behind what is at hand */
    gsize begin, end;  /* in[begin..end) is at hand */
    gboolean at_end;   /* of the file: nothing behind that */
    gboolean between;  /* members: the next byte begins one */
    guint64 member_at; /* in the file: the member at hand */
    guint8 first[BEGIN_SIZE];
    gsize n_first;  /* how the file begins, undone */
    GError *broken; /* (nullable): why there is no more of the member */
    guint8 in[IN_SIZE];
    guint8 out[OUT_SIZE];
};

static GalleyUnpack *
unpack_new(int fd, const GalleyCodec *codec, guint64 at)
{
    GalleyUnpack *unpack = g_new0(GalleyUnpack, 1);
    unpack->fd = fd;
    unpack->codec = codec;
    unpack->state = codec->state_new(fd);
    unpack->offset = at;
    unpack->between = TRUE;
    return unpack;
}

GalleyUnpack *
galley_unpack_new(int fd)
{
    guint8 head[GALLEY_CODEC_HEAD];
    ssize_t n = pread(fd, head, sizeof head, 0);
    const GalleyCodec *codec = n > 0 ? galley_codec_find(head, (gsize)n) : NULL;
    return codec ? unpack_new(fd, codec, 0) : NULL;
}

void
galley_unpack_free(GalleyUnpack *unpack)
{
    unpack->codec->state_free(unpack->state);
    g_clear_error(&unpack->broken);
    g_free(unpack);
}

static gsize
get_left(const GalleyUnpack *unpack)
{
    return unpack->end - unpack->begin;
}

guint64
galley_unpack_get_taken(const GalleyUnpack *unpack)
{
    return unpack->offset - get_left(unpack);
}

/* ---- errors ---- */

static gboolean
fail(const GalleyUnpack *unpack, const char *why, GError **error)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                "%s (at byte %" G_GUINT64_FORMAT " of the %s file)", why,
                galley_unpack_get_taken(unpack), unpack->codec->name);
    return FALSE;
}

/* ---- the file ---- */

/* At least @wanted bytes are at hand, unless the file has fewer. */
static gboolean
fill(GalleyUnpack *unpack, gsize wanted, GError **error)
{
    while (get_left(unpack) < wanted && !unpack->at_end) {
        gsize left = get_left(unpack);
        memmove(unpack->in, unpack->in + unpack->begin, left);
        ssize_t n = pread(unpack->fd, unpack->in + left, IN_SIZE - left, (off_t)unpack->offset);
        if (n < 0 && errno != EINTR)
            return fail(unpack, g_strerror(errno), error);
        unpack->begin = 0;
        unpack->end = left + (gsize)MAX(n, 0);
        unpack->offset += (guint64)MAX(n, 0);
        unpack->at_end = n == 0;
    }
    return TRUE;
}

/* ---- members ---- */

/* Padding with zeros, as tapes have it, is no loss. */
static gboolean
skip_padding(GalleyUnpack *unpack, GError **error)
{
    for (;;) {
        if (!fill(unpack, GALLEY_CODEC_HEAD, error))
            return FALSE;
        if (get_left(unpack) == 0 || unpack->in[unpack->begin] != 0)
            return TRUE;
        unpack->begin++;
    }
}

/* At the beginning of a member, or at the end of all. */
static gboolean
begin_member(GalleyUnpack *unpack, GError **error)
{
    const GalleyCodec *codec = unpack->codec;
    if (!skip_padding(unpack, error))
        return FALSE;
    if (get_left(unpack) > 0 && !codec->is_mark(unpack->in + unpack->begin, get_left(unpack))) {
        g_autofree char *why =
            g_strdup_printf("what follows the compressed data is no %s", codec->name);
        return fail(unpack, why, error);
    }
    unpack->member_at = galley_unpack_get_taken(unpack);
    unpack->between = FALSE;
    codec->begin(unpack->state);
    return TRUE;
}

static gboolean
undo_some(GalleyUnpack *unpack, gsize *n_out, GError **error)
{
    const char *why = NULL;
    const GalleyCodec *codec = unpack->codec;
    if (!fill(unpack, 1, error))
        return FALSE;
    gsize left = get_left(unpack);
    GalleyCodecPiece piece = { unpack->in + unpack->begin, left, unpack->out, OUT_SIZE };
    GalleyCodecStatus status = codec->step(unpack->state, &piece, &why);
    unpack->begin = unpack->end - piece.n_in;
    *n_out = OUT_SIZE - piece.n_out;
    unpack->between = status == GALLEY_CODEC_END;
    gboolean stuck = piece.n_in == left && *n_out == 0;
    if (status == GALLEY_CODEC_END || (status == GALLEY_CODEC_MORE && !stuck))
        return TRUE;
    g_autofree char *what =
        g_strdup_printf("the %s file is %s", codec->name, left == 0 ? "cut off" : "damaged");
    return fail(unpack, why ? why : what, error);
}

static void
note_first(GalleyUnpack *unpack, gsize n_out)
{
    gsize n = MIN(BEGIN_SIZE - unpack->n_first, n_out);
    memcpy(unpack->first + unpack->n_first, unpack->out, n);
    unpack->n_first += n;
}

gssize
galley_unpack_read(GalleyUnpack *unpack, const guint8 **bytes, GError **error)
{
    gsize n_out = 0;
    *bytes = unpack->out;
    while (n_out == 0 && !unpack->broken) {
        if (unpack->between && begin_member(unpack, &unpack->broken) && get_left(unpack) == 0)
            return 0;
        if (!unpack->broken)
            undo_some(unpack, &n_out, &unpack->broken);
    }
    note_first(unpack, n_out);
    if (n_out > 0) /* what came before the break is handed out first */
        return (gssize)n_out;
    g_propagate_error(error, g_error_copy(unpack->broken));
    return -1;
}

/* ---- behind a break ---- */

/* What begins like a member by chance is not undone for long; a short member is, to its end. */
static gboolean
is_sound(GalleyUnpack *trial)
{
    const guint8 *bytes;
    guint64 at = trial->offset;
    for (gsize undone = 0; undone < SOUND_SIZE;) {
        gssize n = galley_unpack_read(trial, &bytes, NULL);
        if (n < 0 && (trial->member_at == at || undone == 0))
            return FALSE;
        if (n <= 0 || trial->member_at != at)
            return TRUE;
        undone += (gsize)n;
    }
    return TRUE;
}

static gboolean
begins_alike(const GalleyUnpack *unpack, GalleyUnpack *trial, guint64 at)
{
    const guint8 *bytes;
    while (trial->n_first < BEGIN_SIZE)
        if (galley_unpack_read(trial, &bytes, NULL) <= 0 || trial->member_at != at)
            return FALSE;
    return memcmp(trial->first, unpack->first, BEGIN_SIZE) == 0;
}

/* Whether a member begins there that it can be gone on with. */
static gboolean
try_member(const GalleyUnpack *unpack, guint64 at, gboolean wanted_alike, gboolean *alike)
{
    g_autoptr(GalleyUnpack) trial = unpack_new(unpack->fd, unpack->codec, at);
    *alike = begins_alike(unpack, trial, at);
    if (*alike || wanted_alike)
        return *alike;
    g_autoptr(GalleyUnpack) again = unpack_new(unpack->fd, unpack->codec, at);
    return is_sound(again);
}

/* The first place in [at, end) where a member may begin; G_MAXUINT64: none. */
static guint64
find_mark(const GalleyUnpack *unpack, guint64 at, guint64 end)
{
    g_autofree guint8 *window = g_malloc(IN_SIZE);
    while (at < end) {
        ssize_t n = pread(unpack->fd, window, IN_SIZE, (off_t)at);
        if (n < (ssize_t)GALLEY_CODEC_HEAD)
            break;
        gsize last = (gsize)n - GALLEY_CODEC_HEAD;
        const guint8 *mark = window;
        while ((mark = memchr(mark, unpack->codec->first, last + 1 - (gsize)(mark - window)))) {
            if (unpack->codec->is_mark(mark, (gsize)n - (gsize)(mark - window)))
                return at + (gsize)(mark - window);
            mark++;
        }
        at += last + 1;
    }
    return G_MAXUINT64;
}

/* From the damaged member's second byte on, if it is not too far: where it breaks, its own end may be
 * passed already. */
guint64
galley_unpack_find_next(GalleyUnpack *unpack, gboolean *alike)
{
    gboolean wanted = *alike;
    if (unpack->n_first < BEGIN_SIZE)
        return 0;
    guint64 taken = galley_unpack_get_taken(unpack), end = taken + AHEAD_MOST;
    guint64 at = MAX(unpack->member_at + 1, taken - MIN(taken, BACK_MOST));
    at = find_mark(unpack, at, end);
    while (at != G_MAXUINT64 && !try_member(unpack, at, wanted, alike))
        at = find_mark(unpack, at + 1, end);
    return at != G_MAXUINT64 ? at : 0;
}

void
galley_unpack_go_on(GalleyUnpack *unpack, guint64 at)
{
    unpack->offset = at;
    unpack->begin = unpack->end = 0;
    unpack->at_end = FALSE;
    unpack->between = TRUE;
    g_clear_error(&unpack->broken);
}
