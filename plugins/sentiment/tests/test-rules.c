/* test-rules.c: the rules and scores over whole texts. SPDX-License-Identifier: MIT */
#include <string.h>

#include "support.h"

/* ---- the rules, word by word, with a lexicon of our own ---- */

static const Case vader_cases[] = {
    { "plain", "a grand day", "grand=2.0000" },
    { "case", "A Grand day", "Grand=2.0000" },
    { "kelvin", "o\xE2\x84\xAA \xE2\x84\xAAind", "o\xE2\x84\xAA=0.7000; \xE2\x84\xAAind=1.6000" },
    { "punctuation", "(grand), \"dire\"!", "grand=2.0000; dire=-2.0000" },
    { "curly-quotes", "\xE2\x80\x9Cgrand\xE2\x80\x9D grand", "grand=2.0000" },
    { "short-keeps-punctuation", "ok. ok", "ok=0.7000" },
    { "emoticon", "day :) :D", ":)=1.5000; :D=2.4330 capitals" },
    { "last-of-two-lines", "twice", "twice=-1.0000" },
    { "phrase-in-lexicon", "worn out", "" },
    { "nbsp-parts", "grand\xC2\xA0grand\xE2\x80\x8Bgrand", "grand=2.0000" },
    { "booster", "a very grand day", "grand=2.3000 boosted:very" },
    { "booster-2", "very much grand", "grand=2.2850 boosted:very" },
    { "booster-3", "very x y grand", "grand=2.2700 boosted:very" },
    { "booster-4", "very x y z grand", "grand=2.0000" },
    { "booster-negative", "very dire", "dire=-2.3000 boosted:very" },
    { "dampener", "slightly dire", "dire=-1.8000 weakened:slightly" },
    { "capitals", "a GRAND day", "GRAND=2.7330 capitals" },
    { "capitals-everywhere", "GRAND DAY", "GRAND=2.0000" },
    { "capitals-booster", "VERY grand day", "grand=3.0330 boosted:VERY" },
    { "capital-i", "I like DIRE days", "DIRE=-2.7330 capitals" },
    { "not", "it is not grand", "grand=-1.4800 negated:not" },
    { "not-2", "it is not a grand day", "grand=-1.4800 negated:not" },
    { "not-3", "it is not such a grand day", "grand=-1.4800 negated:not" },
    { "not-4", "it is not such a x grand day", "grand=2.0000" },
    { "not-twice", "not never grand", "grand=1.0952 negated:never negated:not" },
    { "contains-nt", "it oughtn't've grand", "grand=-1.4800 negated:oughtn't've" },
    { "curly-nt", "it isn\xE2\x80\x99t grand", "grand=2.0000" },
    { "over-lexicon-word", "not fine grand",
      "fine=-0.7400 negated:not; grand=-1.4800 negated:not" },
    { "not-very", "not very grand", "grand=-1.7020 boosted:very negated:not" },
    { "never-so", "never so grand", "grand=2.8125 boosted:so never:never" },
    { "so-without-never", "x y this grand", "grand=2.5000 never:x" },
    { "without-doubt", "without doubt grand", "doubt=1.0360 negated:without; grand=2.0000" },
    { "least", "the least grand", "grand=-1.4800 least:least" },
    { "at-least", "at least grand", "grand=2.0000" },
    { "no", "no grand day", "grand=-1.4800 no:no" },
    { "no-last", "grand no", "grand=2.0000; no=-1.1000" },
    { "no-or", "no x or grand", "no=-1.1000; grand=-1.4800 no:no" },
    { "no-capitals", "NO grand", "NO=-0.7330 yields:grand capitals; grand=-1.4800 no:NO" },
    { "kind-of", "the day was only kind of grand", "grand=1.6000 weakened:kind" },
    { "kind-of-negative", "the day was only kind of dire", "dire=-2.4000 weakened:kind" },
    { "idiom", "it was always red flag", "flag=-2.2000 idiom" },
    { "idiom-early", "red flag", "flag=-0.6000" },
    { "idiom-wipes-negation", "it was not red flag", "flag=-2.2000 negated:not idiom" },
    { "but", "grand but dire", "grand=1.0000 lowered:but; dire=-3.0000 raised:but" },
    { "but-collision", "grand but fine", "grand=0.5000 lowered:but lowered:but; fine=1.0000" },
    { "but-twice", "grand but dire but grand",
      "grand=1.0000 lowered:but; dire=-3.0000 raised:but; grand=3.0000 raised:but" },
    { "emoji", "my \xF0\x9F\x92\x93", "\xF0\x9F\x92\x93=2.6000" },
    { "emoji-idiom", "my day \xF0\x9F\x92\x93", "\xF0\x9F\x92\x93=2.9000 idiom" },
    { "emoji-glued", "x\xF0\x9F\x92\x93grand", "" },
    { "emoji-variation", "\xE2\x9D\xA4 \xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4=2.6000" },
    { "nul", "grand\0grand", "" },
};

static const Case corrected_cases[] = {
    { "curly-quotes", "\xE2\x80\x9Cgrand\xE2\x80\x9D", "grand=2.0000" },
    { "curly-nt", "it isn\xE2\x80\x99t grand", "grand=-1.4800 negated:isn\xE2\x80\x99t" },
    { "short", "ok.", "ok=0.7000" },
    { "emoticon", "x :) :D", ":)=1.5000; :D=2.8000" },
    { "so-without-never", "x y this grand", "grand=2.0000" },
    { "idiom-early", "red flag", "red flag=-2.2000" },
    { "idiom-negated", "not red flag", "red flag=1.6280 negated:not" },
    { "kind-of-negative", "kind of dire", "dire=-1.6000 weakened:kind_of" },
    { "but-by-place", "fine but grand", "fine=0.5000 lowered:but; grand=3.0000 raised:but" },
    { "but-equal", "grand but grand", "grand=1.0000 lowered:but; grand=3.0000 raised:but" },
    { "but-first-word", "But grand", "grand=2.0000" },
    { "no-capitals", "NO grand", "grand=-1.4800 no:NO" },
    { "capital-i", "I like DIRE days", "DIRE=-2.7330 capitals" },
    { "one-letter", "I like grand days", "grand=2.0000" },
    { "emoji-variation", "\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4\xEF\xB8\x8F=2.6000" },
    { "emoji-glued", "\xF0\x9F\x92\x93grand", "\xF0\x9F\x92\x93=2.9000; grand=2.0000" },
    { "over-mark", "not so, grand", "grand=2.0000" },
    { "phrase-in-lexicon", "worn out", "worn out=-1.8000" },
};

static void
test_rules(GalleyPipeline *pipeline, const Case *test)
{
    gsize size = g_str_equal(test->name, "nul") ? 11 : strlen(test->text);
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, size);
    g_autofree char *found = describe_valences(document);
    g_assert_cmpstr(found, ==, test->expected);
}

static void
test_vader_rules(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader");
    test_rules(pipeline, data);
}

static void
test_corrected_rules(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader-corrected");
    test_rules(pipeline, data);
}

/* Words are looked at sixteen bytes at a time: wherever those begin and end, they are the same. */
static void
test_places(gconstpointer data)
{
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader");
    const guint before = GPOINTER_TO_UINT(data), behind = before * 7 % 18;
    for (guint i = 0; i < G_N_ELEMENTS(vader_cases); i++) {
        g_autofree char *text =
            g_strdup_printf("%*s%s%*s", before, "", vader_cases[i].text, behind, "");
        g_autoptr(GalleyDocument) document = steps_process(pipeline, text, strlen(text));
        g_autofree char *found = describe_valences(document);
        if (!g_str_equal(vader_cases[i].name, "nul"))
            g_assert_cmpstr(found, ==, vader_cases[i].expected);
    }
}

/* ---- the scores of whole texts, with the same lexicon ---- */

/* Sum, shares and compound by hand: 2 / sqrt(4 + 15) = .4588; shares 3/4, 1/4. */
static const Case score_cases[] = {
    { "empty-words", " \n\t ", "0.0000 0.0000 0.0000 0.0000" },
    { "no-evidence", "nothing here", "0.0000 1.0000 0.0000 0.0000" },
    { "positive", "grand day", "0.0000 0.2500 0.7500 0.4588" },
    { "negative", "dire day", "0.7500 0.2500 0.0000 -0.4588" },
    { "exclamation", "grand day!", "0.0000 0.2330 0.7670 0.5093" },
    { "exclamations-most", "grand day!!!!!!!", "0.0000 0.1930 0.8070 0.6331" },
    { "question", "grand day?", "0.0000 0.2500 0.7500 0.4588" },
    { "questions", "grand day??", "0.0000 0.2290 0.7710 0.5204" },
    { "questions-many", "grand day?????", "0.0000 0.2020 0.7980 0.6072" },
    { "balance", "grand dire", "0.5000 0.0000 0.5000 0.0000" },
};

static void
test_scores(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GalleyPipeline) pipeline = load_fixture_rules("vader");
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_scores(document);
    g_assert_cmpstr(found, ==, test->expected);
}

/* ---- published examples, with VADER's own lexicon where it is at hand ---- */

static const Case reference_cases[] = {
    { "smart", "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!",
      "0.0000 0.2940 0.7060 0.9469" },
    { "at-least", "At least it isn't a horrible book.", "0.0000 0.6780 0.3220 0.4310" },
    { "kind-of", "The book was only kind of good.", "0.0000 0.6970 0.3030 0.3832" },
    { "kinda", "Today only kinda sux! But I'll get by, lol", "0.1270 0.5560 0.3170 0.5249" },
    { "never-this", "Sentiment analysis has never been this good!", "0.0000 0.6210 0.3790 0.5672" },
    { "doubt", "Without a doubt, excellent idea.", "0.0000 0.3410 0.6590 0.7013" },
    { "idiom", "It was not the shit", "0.0000 0.5000 0.5000 0.6124" },
    { "no", "NO good", "1.0000 0.0000 0.0000 -0.4835" },
    { "but", "love but accept", "0.0000 0.1850 0.8150 0.5267" },
    { "emoji-early", "my \xF0\x9F\x92\x93", "0.3660 0.1220 0.5120 0.2960" },
    { "emoji-late", "see my new \xF0\x9F\x92\x93", "0.0000 0.2680 0.7320 0.8481" },
    { "short", "it is ok.", "0.0000 1.0000 0.0000 0.0000" },
    { "okay", "it is okay.", "0.0000 0.5130 0.4870 0.2263" },
    { "curly", "He doesn\xE2\x80\x99t like it", "0.0000 0.5450 0.4550 0.3612" },
    { "straight", "He doesn't like it", "0.4130 0.5870 0.0000 -0.2755" },
};

static void
test_reference(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GalleyPipeline) pipeline = load_shared_rules("vader");
    if (pipeline == NULL)
        return;
    g_autoptr(GalleyDocument) document = steps_process(pipeline, test->text, strlen(test->text));
    g_autofree char *found = describe_scores(document);
    g_assert_cmpstr(found, ==, test->expected);
}

void
add_rule_tests(void)
{
    ADD_TESTS("vader", vader_cases, test_vader_rules);
    for (guint before = 0; before < 18; before++) {
        g_autofree char *name = g_strdup_printf("%u", before);
        add_test("places", name, GUINT_TO_POINTER(before), test_places);
    }
    ADD_TESTS("corrected", corrected_cases, test_corrected_rules);
    ADD_TESTS("scores", score_cases, test_scores);
    ADD_TESTS("reference", reference_cases, test_reference);
}
