/* cuts.c: the records of a block, cut here or by a cutter. SPDX-License-Identifier: MIT */
#include "run/cuts-private.h"

void
galley_cuts_init(GalleyCuts *cuts,
                 const GalleyReadingSettings *settings,
                 const GalleyOrder *order,
                 GBytes *bytes,
                 const GArray *skip)
{
    *cuts = (GalleyCuts){ .settings = settings, .order = order, .skip = skip, .bytes = bytes };
    if (bytes)
        cuts->wire.bytes = g_bytes_get_data(bytes, &cuts->wire.left);
}

void
galley_cuts_clear(GalleyCuts *cuts)
{
    galley_cut_clear(&cuts->cut);
    g_clear_pointer(&cuts->member, g_free);
    g_clear_pointer(&cuts->reading, galley_reading_free);
}

gboolean
galley_cuts_open(GalleyCuts *cuts, guint source, GError **error)
{
    g_clear_pointer(&cuts->reading, galley_reading_free);
    if (!cuts->bytes)
        cuts->reading = galley_reading_open(cuts->settings, source, cuts->order->block.begin,
                                            cuts->order->block.end, cuts->skip, error);
    return cuts->bytes || cuts->reading;
}

static GalleyReadingStatus
take_cut(GalleyCuts *cuts, guint source, GError **error)
{
    const GalleySource *from = g_ptr_array_index(cuts->settings->sources, source);
    if (galley_cut_take(&cuts->wire, from->name, &cuts->member, &cuts->cut) &&
        cuts->cut.reader < cuts->settings->pipeline->readers->len)
        return GALLEY_READING_RECORD;
    if (!cuts->wire.astray)
        return GALLEY_READING_END;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FAILED,
                "%s: its cutter has gone astray", from->name);
    return GALLEY_READING_ERROR;
}

static gboolean
is_passed_over(const GalleyCuts *cuts, guint source)
{
    const GalleyOrder *order = cuts->order;
    guint64 position = cuts->cut.position;
    if (order->only)
        return source != order->source || position != order->position;
    for (guint i = 0; cuts->skip && i < cuts->skip->len; i++) {
        const GalleyRecordPlace *place = &g_array_index(cuts->skip, GalleyRecordPlace, i);
        if (place->reach == 0 && place->skipped == 0 && place->source == source &&
            place->position == position)
            return TRUE;
    }
    return FALSE;
}

GalleyReadingStatus
galley_cuts_next(GalleyCuts *cuts, guint source, GError **error)
{
    GalleyReadingStatus status;
    do
        status = cuts->bytes ? take_cut(cuts, source, error)
                             : galley_reading_next(cuts->reading, &cuts->cut, error);
    while (status == GALLEY_READING_RECORD && is_passed_over(cuts, source));
    return status;
}
