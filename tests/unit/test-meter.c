/* test-meter.c: times into buckets, quantiles, the slowest, and the way between processes.
 * SPDX-License-Identifier: MIT */
#include "run/meter-private.h"

#include <string.h>
#include <unistd.h>

/* A block whose document @i has spent a time of its own in stage 1. */
static GalleyMeter *
block_of(guint n, gulong microseconds)
{
    g_autoptr(GalleyMeter) meter = galley_meter_new();
    GalleyMeter *block = galley_meter_new();
    galley_meter_begin_block(meter);
    for (guint i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("d%u", i);
        galley_meter_begin_document(meter);
        galley_meter_enter(meter, 1);
        if (i == n - 1)
            g_usleep(microseconds);
        galley_meter_end_document(meter, id);
    }
    galley_meter_end_block(meter, 100, block);
    g_assert_cmpuint(galley_meter_count(meter), ==, 0);
    return block;
}

static void
test_block(void)
{
    g_autoptr(GalleyMeter) block = block_of(100, 20000);
    const GalleyLap *laps = (const GalleyLap *)block->laps->data;
    g_assert_cmpuint(block->laps->len, ==, 2);
    g_assert_cmpuint(laps[0].n, ==, 100);
    g_assert_cmpuint(laps[1].n, ==, 100);
    g_assert_cmpuint(laps[1].ns, >=, 20000000);
    g_assert_cmpuint(galley_meter_count(block), ==, 100);
    g_assert_cmpuint(block->n_bytes, ==, 100);
    g_assert_cmpuint(block->peak, >, 100000);
    g_assert_cmpstr(block->slowest[0].id, ==, "d99");
    g_assert_cmpuint(block->slowest[0].ns, >=, 20000000);
    for (guint i = 1; i < GALLEY_METER_SLOWEST; i++)
        g_assert_cmpuint(block->slowest[i].ns, <=, block->slowest[i - 1].ns);
    g_assert_cmpuint(galley_meter_quantile(block, 0.5), <, 20000000);
    g_assert_cmpuint(galley_meter_quantile(block, 1), >=, 20000000 / 16 * 15);
}

/* Every bucket's middle falls into the bucket itself, and is off by no more than was promised. */
static void
test_quantile(void)
{
    static const guint64 times[] = { 0, 7, 8, 9, 100, 1000, 12345, 999999, 123456789, 60000000000 };
    for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
        g_autoptr(GalleyMeter) meter = galley_meter_new();
        g_autoptr(GalleyMeter) block = galley_meter_new();
        galley_meter_begin_block(meter);
        galley_meter_begin_document(meter);
        meter->begun -= times[i]; /* as if it had begun so long ago */
        galley_meter_end_document(meter, "x");
        galley_meter_end_block(meter, 0, block);
        guint64 took = block->slowest[0].ns, said = galley_meter_quantile(block, 0.99);
        g_assert_cmpuint(took, >=, times[i]);
        g_assert_cmpuint(said, <=, took + took / 16 + 1);
        g_assert_cmpuint(said, >=, took - took / 16 - 1);
    }
}

static void
test_merge_and_pack(void)
{
    g_autoptr(GalleyMeter) sum = galley_meter_new();
    g_autoptr(GalleyMeter) one = block_of(7, 1000);
    g_autoptr(GalleyMeter) two = block_of(9, 3000);
    galley_meter_merge(sum, one);
    galley_meter_merge(sum, two);
    g_autoptr(GBytes) packed = galley_meter_pack(sum);
    gsize size;
    const char *bytes = g_bytes_get_data(packed, &size);
    g_autoptr(GalleyMeter) back = galley_meter_unpack(bytes, size);
    g_assert_nonnull(back);
    g_assert_cmpuint(galley_meter_count(back), ==, 16);
    g_assert_cmpuint(back->n_bytes, ==, 200);
    g_assert_cmpuint(back->peak, ==, sum->peak);
    g_assert_cmpuint(back->pid, ==, (guint)getpid());
    g_assert_cmpmem(back->buckets, sizeof back->buckets, sum->buckets, sizeof sum->buckets);
    g_assert_cmpmem(back->laps->data, back->laps->len * sizeof(GalleyLap), sum->laps->data,
                    sum->laps->len * sizeof(GalleyLap));
    for (guint i = 0; i < GALLEY_METER_SLOWEST; i++) {
        g_assert_cmpstr(back->slowest[i].id, ==, sum->slowest[i].id);
        g_assert_cmpuint(back->slowest[i].ns, ==, sum->slowest[i].ns);
    }
}

/* Bytes that are no meter's are refused or read as one, and harm nothing. */
static void
test_astray(void)
{
    g_autoptr(GalleyMeter) meter = block_of(20, 10);
    g_autoptr(GBytes) packed = galley_meter_pack(meter);
    gsize size;
    const char *bytes = g_bytes_get_data(packed, &size);
    g_autofree char *copy = g_malloc(size);
    for (gsize i = 0; i < size; i++) {
        g_autoptr(GalleyMeter) cut = galley_meter_unpack(bytes, i);
        g_assert_null(cut);
        memcpy(copy, bytes, size);
        copy[i] = (char)(copy[i] ^ 0x5a);
        g_autoptr(GalleyMeter) changed = galley_meter_unpack(copy, size);
        if (changed)
            g_assert_cmpuint(galley_meter_count(changed), >, 0);
    }
}

/* What a step costs that does nothing: one reading of the clock. */
static void
test_cost(void)
{
    g_autoptr(GalleyMeter) meter = galley_meter_new();
    const guint n = 1000000;
    guint64 best = G_MAXUINT64;
    for (guint round = 0; round < 5; round++) {
        galley_meter_begin_block(meter);
        guint64 begin = galley_meter_begin_document(meter);
        for (guint i = 0; i < n; i++)
            galley_meter_enter(meter, 1);
        best = MIN(best, meter->mark - begin);
    }
    g_test_message("%.1f ns a step", (double)best / n);
    if (g_test_perf())
        g_assert_cmpuint(best / n, <, 100);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meter/block", test_block);
    g_test_add_func("/meter/quantile", test_quantile);
    g_test_add_func("/meter/merge-and-pack", test_merge_and_pack);
    g_test_add_func("/meter/astray", test_astray);
    g_test_add_func("/meter/cost", test_cost);
    return g_test_run();
}
