/* test-alignment.c: runs of units against a plain model that keeps the source span of every byte.
 * SPDX-License-Identifier: MIT */
#include "document/alignment-private.h"

#define SIZE_MOST 48
#define ROUNDS 20000

/** Model: for each byte of a text, what it stands for. */
typedef struct {
    guint32 size;
    guint32 begin[SIZE_MOST * 4], end[SIZE_MOST * 4];
} Model;

static void
model_identity(Model *model, guint32 size)
{
    model->size = size;
    for (guint32 i = 0; i < size; i++) {
        model->begin[i] = i;
        model->end[i] = i + 1;
    }
}

/* A random text made out of @size bytes of source: copied stretches, replaced ones, deletions and
 * insertions. */
static void
random_alignment(GRand *rand, guint32 size, GalleyAlignment *alignment, Model *model)
{
    guint32 at = 0;
    model->size = 0;
    galley_alignment_set_identity(alignment, 0);
    while (at < size) {
        guint32 n = (guint32)g_rand_int_range(rand, 1, 6);
        n = MIN(n, size - at);
        guint32 unit_text = 1, unit_source = 1, units = n;
        switch (g_rand_int_range(rand, 0, 4)) {
        case 0: /* replaced */
            unit_text = (guint32)g_rand_int_range(rand, 0, 4);
            unit_source = n;
            units = 1;
            break;
        case 1: /* inserted */
            unit_text = (guint32)g_rand_int_range(rand, 1, 4);
            unit_source = 0;
            units = 1;
            break;
        default:
            break;
        }
        galley_alignment_append(alignment, units, unit_text, at, unit_source);
        for (guint32 u = 0; u < units; u++)
            for (guint32 i = 0; i < unit_text; i++) {
                model->begin[model->size] = at + u * unit_source;
                model->end[model->size++] = at + (u + 1) * unit_source;
            }
        at += units * unit_source;
    }
}

static void
assert_maps_like(GalleyAlignment *alignment, const Model *model)
{
    g_assert_cmpuint(alignment->size, ==, model->size);
    for (guint32 i = 1; i < model->size; i++)
        g_assert_true(model->begin[i - 1] <= model->begin[i] && model->end[i - 1] <= model->end[i]);
    for (guint32 begin = 0; begin < model->size; begin++)
        for (guint32 end = begin + 1; end <= model->size; end++) {
            guint32 source_begin, source_end;
            galley_alignment_map(alignment, begin, end, &source_begin, &source_end);
            g_assert_cmpuint(source_begin, ==, model->begin[begin]);
            g_assert_cmpuint(source_end, ==, model->end[end - 1]);
        }
}

/* What the source bytes of @newer's text are, seen through @older. */
static void
model_compose(Model *out, const Model *newer, const Model *older)
{
    out->size = newer->size;
    for (guint32 i = 0; i < newer->size; i++) {
        guint32 begin = newer->begin[i], end = newer->end[i];
        if (begin < end) {
            out->begin[i] = older->begin[begin];
            out->end[i] = older->end[end - 1];
        } else { /* an insertion stands behind the byte before it, unless it would cut what that stands for */
            guint32 end_before = begin > 0         ? older->end[begin - 1]
                                 : older->size > 0 ? older->begin[0]
                                                   : 0;
            gboolean cuts = begin < older->size && older->begin[begin] < end_before;
            out->begin[i] = cuts ? older->begin[begin] : end_before;
            out->end[i] = end_before;
        }
    }
}

static void
test_identity(void)
{
    GalleyAlignment alignment = { 0 };
    Model model;
    galley_alignment_set_identity(&alignment, 9);
    model_identity(&model, 9);
    assert_maps_like(&alignment, &model);
    galley_alignment_clear(&alignment);
}

static void
test_random_maps(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    GalleyAlignment alignment = { 0 };
    Model model;
    for (guint i = 0; i < ROUNDS; i++) {
        random_alignment(rand, (guint32)g_rand_int_range(rand, 0, SIZE_MOST), &alignment, &model);
        assert_maps_like(&alignment, &model);
    }
    galley_alignment_clear(&alignment);
}

static void
test_composed_equals_model(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(12);
    GalleyAlignment older = { 0 }, newer = { 0 }, newest = { 0 }, both = { 0 }, all = { 0 };
    Model m_older, m_newer, m_newest, m_both, m_all;
    for (guint i = 0; i < ROUNDS; i++) {
        random_alignment(rand, (guint32)g_rand_int_range(rand, 0, SIZE_MOST / 2), &older, &m_older);
        random_alignment(rand, older.size, &newer, &m_newer);
        random_alignment(rand, newer.size, &newest, &m_newest);
        galley_alignment_compose(&both, &newer, &older);
        model_compose(&m_both, &m_newer, &m_older);
        assert_maps_like(&both, &m_both);
        galley_alignment_compose(&all, &newest, &both);
        model_compose(&m_all, &m_newest, &m_both);
        assert_maps_like(&all, &m_all);
    }
    galley_alignment_clear(&older);
    galley_alignment_clear(&newer);
    galley_alignment_clear(&newest);
    galley_alignment_clear(&both);
    galley_alignment_clear(&all);
}

/* Moving along is the way back of mapping: from the first byte made of the span's bytes to the
 * last. */
static void
test_move_is_mapping_back(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(13);
    GalleyAlignment edit = { 0 };
    Model model;
    for (guint i = 0; i < ROUNDS; i++) {
        guint32 size = (guint32)g_rand_int_range(rand, 1, SIZE_MOST);
        random_alignment(rand, size, &edit, &model);
        guint32 begin = (guint32)g_rand_int_range(rand, 0, (gint32)size);
        guint32 end = (guint32)g_rand_int_range(rand, (gint32)begin + 1, (gint32)size + 1);
        guint32 first = G_MAXUINT32, last = 0, moved_begin = begin, moved_end = end;
        for (guint32 at = 0; at < model.size; at++) {
            gboolean inside =
                model.begin[at] < end && model.end[at] > begin && model.begin[at] < model.end[at];
            first = inside ? MIN(first, at) : first;
            last = inside ? at + 1 : last;
        }
        galley_alignment_move(&edit, &moved_begin, &moved_end);
        if (first == G_MAXUINT32) /* at most insertions are left, and they were put in between */
            for (guint32 at = moved_begin; at < moved_end; at++)
                g_assert_cmpuint(model.begin[at], ==, model.end[at]);
        if (first == G_MAXUINT32)
            continue;
        /* insertions strictly inside may widen the span to where deleted bytes stood, never beyond
         * its neighbours */
        g_assert_cmpuint(moved_begin, <=, first);
        g_assert_cmpuint(moved_end, >=, last);
        for (guint32 at = moved_begin; at < first; at++)
            g_assert_true(model.begin[at] == model.end[at] && model.begin[at] > begin &&
                          model.begin[at] < end);
        for (guint32 at = last; at < moved_end; at++)
            g_assert_true(model.begin[at] == model.end[at] && model.begin[at] > begin &&
                          model.begin[at] < end);
    }
    galley_alignment_clear(&edit);
}

static void
test_runs_are_joined(void)
{
    GalleyAlignment alignment = { 0 };
    galley_alignment_set_identity(&alignment, 0);
    for (guint32 i = 0; i < 1000; i++)
        galley_alignment_append(&alignment, 1, 1, i * 2, 2); /* UTF-16 */
    g_assert_cmpuint(alignment.n, ==, 1);
    galley_alignment_append(&alignment, 1, 1, 2002, 2); /* after a gap */
    g_assert_cmpuint(alignment.n, ==, 2);
    galley_alignment_clear(&alignment);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/alignment/identity", test_identity);
    g_test_add_func("/alignment/random-maps", test_random_maps);
    g_test_add_func("/alignment/composed-equals-model", test_composed_equals_model);
    g_test_add_func("/alignment/move-is-mapping-back", test_move_is_mapping_back);
    g_test_add_func("/alignment/runs-are-joined", test_runs_are_joined);
    return g_test_run();
}
