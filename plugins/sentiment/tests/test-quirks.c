/* test-quirks.c: VADER's quirks, switched off one by one. SPDX-License-Identifier: MIT */
#include <string.h>

#include "support.h"

/* What the rules make of a text with the quirk, and without it. */
typedef struct {
    const char *name;
    const char *set; /* what switches it off */
    const char *text;
    const char *quirk;
    const char *corrected;
} QuirkCase;

#define HEART "\xF0\x9F\x92\x93"             /* shows "full heart" */
#define RED_HEART "\xE2\x9D\xA4\xEF\xB8\x8F" /* with a variation selector */
#define FAMILY "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"

static const QuirkCase valence_cases[] = {
    { "01-curly-apostrophe", "plain_quotes: 1", "it isn\xE2\x80\x99t grand", "grand=2.0000",
      "grand=-1.4800 negated:isn\xE2\x80\x99t" },
    { "01-curly-quotes", "plain_quotes: 1", "\xE2\x80\x9Cgrand\xE2\x80\x9D", "", "grand=2.0000" },
    { "02-short-word", "keep_short: 0", "it is ok.", "", "ok=0.7000" },
    { "03-so-without-never", "so_without_never: 0", "x y this grand", "grand=2.5000 never:x",
      "grand=2.0000" },
    { "04-early-idiom", "idioms_late: 0", "red flag", "flag=-0.6000", "flag=-2.2000 idiom" },
    { "04-early-degree", "idioms_late: 0", "kind of grand", "grand=2.0000",
      "grand=1.6000 weakened:kind" },
    { "05-idiom-wipes-negation", "idioms_last: 0", "it was not red flag",
      "flag=-2.2000 negated:not idiom", "flag=1.6280 idiom negated:not" },
    { "05-idiom-behind-lexicon-word", "idioms_last: 0", "x grand is red flag",
      "grand=2.0000; flag=-0.6000", "grand=2.0000; flag=-2.2000 idiom" },
    { "06-kind-of-dire", "degree_signless: 0", "the day was only kind of dire",
      "dire=-2.4000 weakened:kind", "dire=-1.6000 weakened:kind" },
    { "07-but-by-value", "contrast_by_value: 0", "grand but fine",
      "grand=0.5000 lowered:but lowered:but; fine=1.0000",
      "grand=1.0000 lowered:but; fine=1.5000 raised:but" },
    { "08-however", "contrast_once: 0", "grand however dire", "grand=2.0000; dire=-2.0000",
      "grand=1.0000 lowered:however; dire=-3.0000 raised:however" },
    { "08-nearest-but", "contrast_once: 0, contrast_by_value: 0", "grand but dire but fine",
      "grand=1.0000 lowered:but; dire=-3.0000 raised:but; fine=1.5000 raised:but",
      "grand=1.0000 lowered:but; dire=-1.5000 raised:but lowered:but; fine=1.5000 raised:but" },
    { "09-no-in-capitals", "no_in_capitals: 0", "NO grand",
      "NO=-0.7330 yields:grand capitals; grand=-1.4800 no:NO", "grand=-1.4800 no:NO" },
    { "10-variation-selector", "emoji_single: 0", "day " RED_HEART, "", RED_HEART "=2.6000" },
    { "10-sequence", "emoji_single: 0", "x " FAMILY, "", FAMILY "=2.0000" },
    { "11-glued", "emoji_glued: 0", HEART "grand", "", HEART "=2.6000; grand=2.0000" },
    { "13-capital-i", "capitals_letters: 2", "I FEEL DIRE", "DIRE=-2.0000",
      "DIRE=-2.7330 capitals" },
    { "13-one-letter", "capitals_letters: 2", "day :D", ":D=2.4330 capitals", ":D=1.7000" },
    { "14-dead-key", "fold_keys: 1", "day :D", ":D=2.4330 capitals", ":D=3.5330 capitals" },
    { "14-dead-phrase", "fold_keys: 1", "they are worn out", "", "worn out=-1.8000" },
    { "14-second-line", "last_wins: 0", "twice", "twice=-1.0000", "twice=1.0000" },
    { "15-over-mark", "stop_at_marks: 1", "never, x grand", "grand=-1.4800 negated:never",
      "grand=2.0000" },
    { "15-emoticon", "stop_at_marks: 1", "not x :)", ":)=-1.1100 negated:not", ":)=1.5000" },
    { "16-courtesy", "polite_words: 0", "kindly come", "kindly=1.8000", "" },
};

static void
test_quirk_valence(gconstpointer data)
{
    const QuirkCase *test = data;
    g_autofree char *set = g_strdup_printf("{%s}", test->set);
    /* the second of two quirks needs the first to be off on both sides */
    g_autoptr(GalleyPipeline) vader = load_changed_rules(
        "vader", strstr(test->set, ", ") != NULL ? "{contrast_by_value: 0}" : "{}");
    g_autoptr(GalleyPipeline) changed = load_changed_rules("vader", set);
    g_autoptr(GalleyDocument) with = steps_process(vader, test->text, strlen(test->text));
    g_autoptr(GalleyDocument) without = steps_process(changed, test->text, strlen(test->text));
    g_autofree char *quirk = describe_valences(with), *corrected = describe_valences(without);
    g_assert_cmpstr(quirk, ==, test->quirk);
    g_assert_cmpstr(corrected, ==, test->corrected);
}

static const QuirkCase score_cases[] = {
    { "12-residue", "residue: 1e-9", "grand doubt flag!", "0.5890 0.0000 0.4110 0.0752",
      "0.5890 0.0000 0.4110 0.0000" },
};

static void
test_quirk_score(gconstpointer data)
{
    const QuirkCase *test = data;
    g_autofree char *set = g_strdup_printf("{%s}", test->set);
    g_autoptr(GalleyPipeline) vader = load_fixture_rules("vader");
    g_autoptr(GalleyPipeline) changed = load_changed_rules("vader", set);
    g_autoptr(GalleyDocument) with = steps_process(vader, test->text, strlen(test->text));
    g_autoptr(GalleyDocument) without = steps_process(changed, test->text, strlen(test->text));
    g_autofree char *quirk = describe_scores(with), *corrected = describe_scores(without);
    g_assert_cmpstr(quirk, ==, test->quirk);
    g_assert_cmpstr(corrected, ==, test->corrected);
}

/* All switches together are the profile vader-corrected. */
static void
test_all_quirks(void)
{
    static const char all[] =
        "{plain_quotes: true, keep_short: false, so_without_never: false, idioms_late: false, "
        "idioms_last: false, degree_signless: false, contrast_by_value: false, contrast_once: "
        "false, no_in_capitals: false, emoji_single: false, emoji_glued: false, residue: 1e-9, "
        "capitals_letters: 2, fold_keys: true, stop_at_marks: true, polite_words: false}";
    g_autoptr(GalleyPipeline) changed = load_changed_rules("vader", all);
    g_autoptr(GalleyPipeline) corrected = load_fixture_rules("vader-corrected");
    for (guint i = 0; i < G_N_ELEMENTS(valence_cases); i++) {
        const char *text = valence_cases[i].text;
        g_autoptr(GalleyDocument) a = steps_process(changed, text, strlen(text));
        g_autoptr(GalleyDocument) b = steps_process(corrected, text, strlen(text));
        g_autofree char *first = describe_valences(a), *second = describe_valences(b);
        g_assert_cmpstr(first, ==, second);
    }
}

/* Over our own profile and lexicon too. */
static const QuirkCase news_cases[] = {
    { "negation", "negation: -1", "They weren't happy.", "happy=-2.0250 negated:weren't negative",
      "happy=-3.3750 negated:weren't negative" },
    { "names", "names: 1", "They drove to Mount Joy that day.", "Joy=1.1200 name", "Joy=2.8000" },
    { "stop-at-marks", "stop_at_marks: false", "They did not, happy as ever, stay.", "happy=2.7000",
      "happy=-2.0250 negated:not negative" },
    { "nothing", "{}", "happy", "happy=2.7000", "happy=2.7000" },
};

static void
test_news_change(gconstpointer data)
{
    const QuirkCase *test = data;
    g_autofree char *steps =
        g_str_equal(test->set, "{}")
            ? g_strdup("  - tokenizer\n  - sentiment: {set: {}}\n")
            : g_strdup_printf("  - tokenizer\n  - sentiment: {set: {%s}}\n", test->set);
    g_autoptr(GalleyPipeline) news = load_news();
    g_autoptr(GalleyPipeline) changed = steps_load_sure(steps);
    g_autoptr(GalleyDocument) with = steps_process(news, test->text, strlen(test->text));
    g_autoptr(GalleyDocument) without = steps_process(changed, test->text, strlen(test->text));
    g_autofree char *before = describe_valences(with), *after = describe_valences(without);
    g_assert_cmpstr(before, ==, test->quirk);
    g_assert_cmpstr(after, ==, test->corrected);
}

void
add_quirk_tests(void)
{
    g_test_add_func("/sentiment/quirk/all", test_all_quirks);
    ADD_TESTS("set", news_cases, test_news_change);
    ADD_TESTS("quirk", valence_cases, test_quirk_valence);
    ADD_TESTS("quirk", score_cases, test_quirk_score);
}
