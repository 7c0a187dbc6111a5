/* fit-gaps.c: fits the weights of the model of sentence gaps. SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <glib.h>

/*
 * fit-gaps ALPHA L1 L2 EPOCHS MODELS reads from stdin "N_GAPS N_FEATURES", then for each gap its label (1: a sentence
 * ends there), how many features it has, and their numbers. Writes the weight of each feature on a line.
 *
 * Logistic regression by FTRL-proximal with an L1 term (McMahan et al., "Ad click prediction", KDD 2013), so that most
 * weights are 0; the mean of MODELS models that saw the gaps in different orders, which is steadier than any of them.
 * Nothing but + - * / and sqrt, and its own random numbers: the same input gives the same bytes on any machine.
 */

typedef struct {
    guint32 first, n; /* of its features */
    gint label;
} Gap;

/** Data: what was read. */
typedef struct {
    Gap *gaps;
    guint32 n_gaps, n_features;
    guint32 *features; /* of all gaps, one after another */
} Data;

/** Weight: of one feature, and what is known of its gradients. */
typedef struct {
    double weight;
    double sum;  /* z: of the gradients, less what the weights so far account for */
    double root; /* of the sum of the gradients' squares */
    double squares;
} Weight;

typedef struct {
    double alpha, l1, l2;
    guint epochs, models;
} Options;

/* ---- reading ---- */

static guint32
read_number(void)
{
    guint32 number;
    if (scanf("%u", &number) != 1)
        g_error("a number is missing");
    return number;
}

static Data
read_data(void)
{
    Data data = { .n_gaps = read_number(), .n_features = read_number() };
    g_autoptr(GArray) features = g_array_new(FALSE, FALSE, sizeof(guint32));
    data.gaps = g_new(Gap, data.n_gaps);
    for (guint32 i = 0; i < data.n_gaps; i++) {
        data.gaps[i] = (Gap){ .label = (gint)read_number(), .first = features->len };
        data.gaps[i].n = read_number();
        for (guint32 j = 0; j < data.gaps[i].n; j++) {
            guint32 feature = read_number();
            if (feature >= data.n_features)
                g_error("there is no feature %u", feature);
            g_array_append_val(features, feature);
        }
    }
    data.features = (guint32 *)g_array_free(g_steal_pointer(&features), FALSE);
    return data;
}

/* ---- fitting ---- */

/* Marsaglia's xorshift. */
static guint32
random_below(guint64 *state, guint32 limit)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (guint32)((*state >> 32) * limit >> 32);
}

static void
shuffle(Data *data, guint64 *state)
{
    for (guint32 i = data->n_gaps; i > 1; i--) {
        guint32 other = random_below(state, i);
        Gap kept = data->gaps[i - 1];
        data->gaps[i - 1] = data->gaps[other];
        data->gaps[other] = kept;
    }
}

/* 1 / (1 + e^-x); e^y as (1 + y / 1024)^1024, as exp() differs between C libraries in its last bit. */
static double
logistic(double x)
{
    double power = 1 - CLAMP(x, -30, 30) / 1024;
    for (guint i = 0; i < 10; i++)
        power *= power;
    return 1 / (1 + power);
}

static void
update(Weight *weight, double gradient, const Options *options)
{
    weight->squares += gradient * gradient;
    double root = sqrt(weight->squares);
    weight->sum += gradient - (root - weight->root) / options->alpha * weight->weight;
    weight->root = root;
    double excess = weight->sum > options->l1    ? weight->sum - options->l1
                    : weight->sum < -options->l1 ? weight->sum + options->l1
                                                 : 0;
    weight->weight = -excess / ((1 + root) / options->alpha + options->l2);
}

static void
learn(Weight *weights, const guint32 *features, const Gap *gap, const Options *options)
{
    double sum = 0;
    for (guint32 i = 0; i < gap->n; i++)
        sum += weights[features[gap->first + i]].weight;
    double gradient = logistic(sum) - gap->label;
    for (guint32 i = 0; i < gap->n; i++)
        update(&weights[features[gap->first + i]], gradient, options);
}

/* Adds a model's weights to @sums. */
static void
fit(double *sums, Data *data, const Options *options, guint model)
{
    guint64 state = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) * (model + 1);
    g_autofree Weight *weights = g_new0(Weight, data->n_features);
    for (guint epoch = 0; epoch < options->epochs; epoch++) {
        shuffle(data, &state);
        for (guint32 i = 0; i < data->n_gaps; i++)
            learn(weights, data->features, &data->gaps[i], options);
    }
    for (guint32 i = 0; i < data->n_features; i++)
        sums[i] += weights[i].weight;
}

int
main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "usage: fit-gaps ALPHA L1 L2 EPOCHS MODELS\n");
        return 2;
    }
    Options options = { g_ascii_strtod(argv[1], NULL), g_ascii_strtod(argv[2], NULL),
                        g_ascii_strtod(argv[3], NULL), (guint)atoi(argv[4]), (guint)atoi(argv[5]) };
    Data data = read_data();
    g_autofree double *sums = g_new0(double, data.n_features);
    for (guint model = 0; model < options.models; model++)
        fit(sums, &data, &options, model);
    for (guint32 i = 0; i < data.n_features; i++) {
        char text[G_ASCII_DTOSTR_BUF_SIZE];
        puts(g_ascii_dtostr(text, sizeof(text), sums[i] / options.models));
    }
    g_free(data.gaps);
    g_free(data.features);
    return 0;
}
