/* test-trends.c: what rises and falls, and negations that stop. SPDX-License-Identifier: MIT */
#include <string.h>

#include "steps.h"
#include "support.h"

/* profit, unemployment and the like have the values of the profile's table, words those of the
 * fixture */
static const Case trend_cases[] = {
    { "good-up", "Turnover rose.", "rose=1.5000 trend:Turnover" },
    { "good-down", "Net sales decreased.", "decreased=-1.8750 trend:sales negative" },
    { "bad-up", "Unemployment rose.", "rose=-1.8750 trend:Unemployment negative" },
    { "bad-down", "Crime fell.", "fell=1.5000 trend:Crime" },
    { "gap", "Profit for the first quarter fell.", "fell=-1.8750 trend:Profit negative" },
    { "far", "Profit a b c d e f g h fell.", "" },
    { "ahead", "A rise in the number of deaths.", "rise=-1.8750 trend:deaths negative" },
    { "ahead-stop", "They rose and the profit stayed.", "" },
    { "nearer", "Turnover rose and costs fell.",
      "rose=1.5000 trend:Turnover; fell=1.5000 trend:costs" },
    { "object", "The firm cut jobs.", "cut=-1.8750 trend:jobs negative" },
    { "adjective", "Lower crime, higher sales.",
      "Lower=1.5000 trend:crime; higher=1.5000 trend:sales" },
    { "adjective-alone", "The crime of high people.", "" },
    { "particle", "Turnover was up a fifth.", "up=1.5000 trend:Turnover" },
    { "particle-first", "He set up the profit.", "" },
    { "clause", "They saw profit, and it fell.", "" },
    { "contrary-taken", "A fine turnover fell.",
      "fine=1.0000; fell=-1.8750 trend:turnover negative" },
    { "negated", "Profit never rose.", "rose=-1.1250 trend:Profit negated:never negative" },
    { "boosted", "Sales rose, profit very much fell.",
      "rose=1.5000 trend:Sales; fell=-2.4812 trend:profit boosted:much boosted:very negative" },
    { "nothing-said", "They rose and fell.", "" },
    { "negation-stops", "It is not fine, it is dire.",
      "fine=-0.7500 negated:not negative; dire=-2.5000 negative" },
    { "negation-contrary", "not fine in this dire place",
      "fine=-0.7500 negated:not negative; dire=-2.5000 negative" },
    { "negation-shared", "not grand and fine",
      "grand=-1.5000 negated:not negative; fine=-0.7500 negated:not negative" },
};

static char *
valences_of(const char *text, const char *set)
{
    g_autofree char *lexicon = fixture("lexicon.tsv");
    g_autofree char *steps =
        g_strdup_printf("  - tokenizer\n  - sentiment: {lexicon: '%s', set: %s}\n", lexicon, set);
    g_autoptr(GalleyPipeline) pipeline = steps_load_sure(steps);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
    return describe_valences(document);
}

static void
test_trend(gconstpointer data)
{
    const Case *test = data;
    g_autofree char *found = valences_of(test->text, "{}");
    g_assert_cmpstr(found, ==, test->expected);
}

static void
test_switches(void)
{
    g_autofree char *trend = valences_of("Turnover rose.", "{trend: 0}");
    g_autofree char *contrary = valences_of("not fine in this dire place", "{stop_at_contrary: 0}");
    g_assert_cmpstr(trend, ==, "");
    g_assert_cmpstr(contrary, ==, "fine=-0.7500 negated:not negative; dire=0.2000 negated:not");
}

void
add_trend_tests(void)
{
    g_test_add_func("/sentiment/trend-switches", test_switches);
    ADD_TESTS("trend", trend_cases, test_trend);
}
