/* feed.c: small files gathered up to a MiB, large ones cut at every MiB, and the rest as a cutter
 * gives it. SPDX-License-Identifier: MIT */
#include "run/block-private.h"

/** Unit: what is cut in one way. */
typedef struct {
    guint first, n; /* sources */
    guint64 size;   /* of a file that is cut at every MiB; 0: of one block */
    guint64 n_bytes;
    gboolean cutter;
} Unit;

struct GalleyFeed {
    GArray *units; /* of Unit */
    guint unit;
    guint64 index; /* of the next block in it */
};

/* ---- units ---- */

static void
add_gathered(GalleyFeed *feed, guint first, guint n, guint64 n_bytes)
{
    Unit unit = { first, n, 0, n_bytes, FALSE };
    g_array_append_val(feed->units, unit);
}

static void
add_file(GalleyFeed *feed, guint source, guint64 size, gboolean cutter)
{
    Unit unit = { source, 1, size, size, cutter };
    g_array_append_val(feed->units, unit);
}

GalleyFeed *
galley_feed_new(const GPtrArray *sources, gboolean unsure)
{
    GalleyFeed *feed = g_new0(GalleyFeed, 1);
    feed->units = g_array_new(FALSE, FALSE, sizeof(Unit));
    guint first = 0;
    guint64 gathered = 0;
    for (guint i = 0; i < sources->len; i++) {
        const GalleySource *source = g_ptr_array_index(sources, i);
        gboolean alone = source->size > GALLEY_BLOCK_SIZE || source->packed;
        if (i > first && (alone || gathered + source->size > GALLEY_BLOCK_SIZE)) {
            add_gathered(feed, first, i - first, gathered);
            first = i;
            gathered = 0;
        }
        gathered += source->size;
        if (!alone)
            continue;
        add_file(feed, i, source->size, unsure || source->packed);
        first = i + 1;
        gathered = 0;
    }
    if (first < sources->len)
        add_gathered(feed, first, sources->len - first, gathered);
    return feed;
}

void
galley_feed_free(GalleyFeed *feed)
{
    g_array_unref(feed->units);
    g_free(feed);
}

static guint64
count_blocks(const Unit *unit)
{
    return MAX((unit->size + GALLEY_BLOCK_SIZE - 1) / GALLEY_BLOCK_SIZE, 1);
}

guint64
galley_feed_count(const GalleyFeed *feed)
{
    guint64 n = 0;
    for (guint i = 0; i < feed->units->len; i++) {
        const Unit *unit = &g_array_index(feed->units, Unit, i);
        n += unit->cutter ? G_MAXINT32 : count_blocks(unit);
    }
    return n;
}

guint64
galley_feed_start_at(GalleyFeed *feed, guint unit, guint64 index)
{
    guint64 n = 0;
    feed->unit = unit;
    feed->index = index;
    for (guint i = 0; i < MIN(unit, feed->units->len); i++)
        n += g_array_index(feed->units, Unit, i).n_bytes;
    if (unit < feed->units->len && !g_array_index(feed->units, Unit, unit).cutter)
        n += MIN(index * GALLEY_BLOCK_SIZE, g_array_index(feed->units, Unit, unit).n_bytes);
    return n;
}

/* ---- blocks ---- */

/* The last block is open at its end, so that a file that has grown since is read as far as its
 * last record begins. */
static GalleyBlock
block_of(const GalleyFeed *feed, const Unit *unit)
{
    guint64 begin = feed->index * GALLEY_BLOCK_SIZE;
    gboolean last = unit->cutter || feed->index + 1 == count_blocks(unit);
    return (GalleyBlock){
        .unit = feed->unit,
        .index = feed->index,
        .first = unit->first,
        .n = unit->n,
        .begin = unit->cutter ? 0 : begin,
        .end = last ? G_MAXUINT64 : begin + GALLEY_BLOCK_SIZE,
        .n_bytes = unit->cutter ? 0
                   : last       ? unit->n_bytes - begin
                                : GALLEY_BLOCK_SIZE,
        .cut = unit->cutter,
    };
}

static void
go_on(GalleyFeed *feed)
{
    const Unit *unit = &g_array_index(feed->units, Unit, feed->unit);
    feed->index++;
    if (unit->cutter || feed->index < count_blocks(unit))
        return;
    feed->unit++;
    feed->index = 0;
}

/* A run may have ended right behind the last block of a file. */
static void
pass_ended(GalleyFeed *feed)
{
    while (feed->unit < feed->units->len) {
        const Unit *unit = &g_array_index(feed->units, Unit, feed->unit);
        if (unit->cutter || feed->index < count_blocks(unit))
            return;
        feed->unit++;
        feed->index = 0;
    }
}

GalleyFeedStatus
galley_feed_next(GalleyFeed *feed, GalleyBlock *block)
{
    pass_ended(feed);
    if (feed->unit == feed->units->len)
        return GALLEY_FEED_END;
    const Unit *unit = &g_array_index(feed->units, Unit, feed->unit);
    *block = block_of(feed, unit);
    if (unit->cutter)
        return GALLEY_FEED_CUT;
    go_on(feed);
    return GALLEY_FEED_BLOCK;
}

void
galley_feed_take_cut(GalleyFeed *feed)
{
    feed->index++;
}

void
galley_feed_take_end(GalleyFeed *feed)
{
    feed->unit++;
    feed->index = 0;
}

void
galley_feed_take_needless(GalleyFeed *feed)
{
    g_array_index(feed->units, Unit, feed->unit).cutter = FALSE;
}
