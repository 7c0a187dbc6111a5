/* job.c: what to try next with a block, given what came of the last try.
 * SPDX-License-Identifier: MIT */
#include "run/job-private.h"

#include <string.h>
#include <unistd.h>

#include "run/memory-private.h"

#define LIST_DEATHS_MOST 64 /* of a block */

void
galley_job_init(GalleyJob *job, const GalleyBlock *block, int fd, guint n_outputs)
{
    *job = (GalleyJob){ .block = *block, .fd = fd, .n_outputs = n_outputs, .cutting = G_MAXUINT64 };
    job->skip = g_array_new(FALSE, FALSE, sizeof(GalleyRecordPlace));
    job->places = g_array_new(FALSE, FALSE, sizeof(GalleyRecordPlace));
    job->result = galley_result_new(n_outputs);
    job->crash = g_string_new(NULL);
}

void
galley_conviction_free(gpointer data)
{
    GalleyConviction *conviction = data;
    g_bytes_unref(conviction->crash);
    g_free(conviction);
}

void
galley_job_remember(GalleyJob *job, const GalleyConviction *conviction)
{
    gsize size;
    const char *head = g_bytes_get_data(conviction->crash, &size);
    g_autoptr(GalleyResult) crash = size > 0 ? galley_result_read(head, size, -1) : NULL;
    g_array_append_val(job->skip, conviction->place);
    if (crash)
        galley_result_merge(job->result, crash);
}

void
galley_job_clear(GalleyJob *job)
{
    g_clear_pointer(&job->skip, g_array_unref);
    g_clear_pointer(&job->places, g_array_unref);
    g_clear_pointer(&job->result, galley_result_free);
    if (job->crash)
        g_string_free(job->crash, TRUE);
    job->crash = NULL;
    if (job->fd >= 0)
        close(job->fd);
    job->fd = -1;
}

void
galley_job_settle(GalleyJob *job, GalleyResult *result)
{
    galley_result_free(job->result);
    job->result = result;
    job->done = TRUE;
}

static void
aim_at(GalleyOrder *order, guint source, guint64 position)
{
    order->only = TRUE;
    order->source = source;
    order->position = position;
}

GalleyMessage
galley_job_get_message(const GalleyJob *job, guint64 limit)
{
    GalleyMessage message = { .task = GALLEY_TASK_BLOCK,
                              .n_skip = job->skip->len,
                              .order = { .block = job->block, .limit = limit } };
    const GalleyRecordPlace *place = job->mode == GALLEY_JOB_SINGLE
                                         ? &g_array_index(job->places, GalleyRecordPlace, job->next)
                                         : NULL;
    switch (job->mode) {
    case GALLEY_JOB_WHOLE:
        break;
    case GALLEY_JOB_SUSPECT:
        aim_at(&message.order, job->suspect.source, job->suspect.position);
        break;
    case GALLEY_JOB_LIST:
        message.task = GALLEY_TASK_LIST;
        break;
    case GALLEY_JOB_SINGLE:
        aim_at(&message.order, place->source, place->position);
        break;
    }
    return message;
}

gboolean
galley_job_needs_fresh(const GalleyJob *job)
{
    return job->mode != GALLEY_JOB_WHOLE || job->skip->len > 0;
}

/* ---- answers ---- */

static void
go_on_singly(GalleyJob *job)
{
    job->done = job->next == job->places->len;
    job->mode = GALLEY_JOB_SINGLE;
}

static gboolean
take_list(GalleyJob *job, const char *bytes, gsize size)
{
    if (size % sizeof(GalleyRecordPlace) != 0)
        return FALSE;
    g_array_set_size(job->places, 0);
    g_array_append_vals(job->places, bytes, (guint)(size / sizeof(GalleyRecordPlace)));
    job->next = 0; /* what was convicted before is passed over, and stays on record */
    go_on_singly(job);
    return TRUE;
}

gboolean
galley_job_take_answer(GalleyJob *job, const char *bytes, gsize size, int fd)
{
    if (job->mode == GALLEY_JOB_LIST)
        return take_list(job, bytes, size);
    g_autoptr(GalleyResult) result = galley_result_read(bytes, size, fd);
    if (!result || result->outputs->len != job->n_outputs)
        return FALSE;
    switch (job->mode) {
    case GALLEY_JOB_SUSPECT: /* the whole block gets another chance */
        job->cleared = TRUE;
        job->mode = GALLEY_JOB_WHOLE;
        break;
    case GALLEY_JOB_SINGLE:
        galley_result_merge(job->result, result);
        job->next++;
        go_on_singly(job);
        break;
    default:
        galley_result_merge(job->result, result);
        job->done = TRUE;
    }
    return TRUE;
}

/* ---- deaths ---- */

static void
note_crash(GalleyJob *job, GalleyWork *work, const GalleyProgress *at, const GError *why)
{
    g_autoptr(GBytes) cut = job->fd >= 0 ? galley_memory_map(job->fd) : NULL;
    g_autoptr(GalleyResult) crash = galley_work_note_crash(work, at, cut, why);
    galley_result_write_head(crash, job->crash);
    galley_result_merge(job->result, crash);
}

static gboolean
is_suspect(const GalleyJob *job, const GalleyProgress *at)
{
    return at->length > 0 && at->source == job->suspect.source &&
           at->position == job->suspect.position;
}

static gboolean
is_convicted(const GalleyJob *job, const GalleyProgress *at)
{
    for (guint i = 0; i < job->skip->len; i++) {
        const GalleyRecordPlace *place = &g_array_index(job->skip, GalleyRecordPlace, i);
        if (place->reach == 0 && place->skipped == 0 && place->source == at->source &&
            place->position == at->position)
            return TRUE;
    }
    return FALSE;
}

static void
suspect(GalleyJob *job, const GalleyProgress *at)
{
    if (at->length > 0 && !job->cleared && !is_convicted(job, at)) {
        job->suspect = *at;
        job->mode = GALLEY_JOB_SUSPECT;
    } else if (job->cleared || job->n_deaths++ > 0) {
        job->mode = GALLEY_JOB_LIST;
    }
}

static void
convict(GalleyJob *job, GalleyWork *work, const GalleyProgress *at, const GError *why)
{
    GalleyRecordPlace place = { .source = job->suspect.source, .position = job->suspect.position };
    const GalleyProgress *there = is_suspect(job, at) ? at : &job->suspect;
    place.skipped = galley_work_find_skippable(work, there->step);
    g_string_truncate(job->crash, 0);
    g_strlcpy(place.why, why->message, sizeof place.why);
    if (place.skipped == 0)
        note_crash(job, work, there, why);
    g_array_append_val(job->skip, place);
    job->mode = GALLEY_JOB_WHOLE;
}

/* A record that is done alone and is not even reached goes by the place that was asked for. */
static void
convict_single(GalleyJob *job, GalleyWork *work, const GalleyProgress *at, const GError *why)
{
    const GalleyRecordPlace *place = &g_array_index(job->places, GalleyRecordPlace, job->next);
    GalleyProgress there = *at;
    if (at->length == 0 || at->source != place->source || at->position != place->position)
        there = (GalleyProgress){
            .source = place->source,
            .position = place->position,
            .offset = place->position,
            .length = 1,
            .step = "reader",
        };
    GalleyRecordPlace skipped = { .source = place->source,
                                  .position = place->position,
                                  .skipped = galley_work_find_skippable(work, there.step) };
    if (skipped.skipped > 0) { /* once more, without the step */
        g_strlcpy(skipped.why, why->message, sizeof skipped.why);
        g_array_append_val(job->skip, skipped);
        return;
    }
    note_crash(job, work, &there, why);
    job->next++;
    go_on_singly(job);
}

/* It was on no record, but looked for the end of one. That may be what an earlier one has spoilt, so the
 * second time a process cuts the block that does nothing else: if that goes down there too, the place is
 * passed over. */
static void
take_cutting_death(GalleyJob *job, const GalleyProgress *at, const GError *why)
{
    gboolean again = job->cutting == at->position;
    job->cutting = at->position;
    if (again && job->mode == GALLEY_JOB_WHOLE) {
        job->mode = GALLEY_JOB_LIST;
    } else if (again) {
        galley_places_add_hole(job->skip, at, why->message);
        job->mode = job->mode == GALLEY_JOB_LIST ? GALLEY_JOB_WHOLE : job->mode;
    }
}

/* A process that does nothing but cut goes down behind a record's end: by what it has gathered. */
static void
take_list_death(GalleyJob *job, const GalleyProgress *at, const GError *why)
{
    if (at->since > 0 && ++job->n_list_deaths <= LIST_DEATHS_MOST) {
        take_cutting_death(job, at, why);
        return;
    }
    job->result->failure =
        g_strdup_printf("the input cannot be cut into records: %s", why->message);
    job->done = TRUE;
}

void
galley_job_take_death(GalleyJob *job, GalleyWork *work, const GalleyProgress *at, const GError *why)
{
    if (at->cutting) {
        take_cutting_death(job, at, why);
        return;
    }
    switch (job->mode) {
    case GALLEY_JOB_WHOLE:
        suspect(job, at);
        break;
    case GALLEY_JOB_SUSPECT:
        convict(job, work, at, why);
        break;
    case GALLEY_JOB_SINGLE:
        convict_single(job, work, at, why);
        break;
    case GALLEY_JOB_LIST:
        take_list_death(job, at, why);
        break;
    }
}
