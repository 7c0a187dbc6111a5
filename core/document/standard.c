/* standard.c: the layouts of the layers that plugins share. SPDX-License-Identifier: MIT */
#include <galley/standard.h>

#define CATEGORIES(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define COLUMN(column, T, about)                                                                   \
    {                                                                                              \
        .name = column, .type = GALLEY_TYPE_##T, .help = about                                     \
    }
#define COLUMN_CATEGORY(column, about, ...)                                                        \
    {                                                                                              \
        .name = column, .type = GALLEY_TYPE_CATEGORY, .categories = CATEGORIES(__VA_ARGS__),       \
        .help = about                                                                              \
    }
#define COLUMN_ROW(column, other, about)                                                           \
    {                                                                                              \
        .name = column, .type = GALLEY_TYPE_ROW, .layer = other, .help = about                     \
    }
#define COLUMNS_END                                                                                \
    {                                                                                              \
        .name = NULL                                                                               \
    }

static const GalleyColumn paragraph_columns[] = {
    COLUMN_CATEGORY("kind", "what the block is", "text", "heading", "list_item", "turn"),
    COLUMNS_END,
};

static const GalleyColumn sentence_columns[] = {
    COLUMN_CATEGORY("kind", "what the unit is", "text", "heading", "dateline"),
    COLUMNS_END,
};

static const GalleyColumn token_columns[] = {
    COLUMN_CATEGORY("kind",
                    "what the token is",
                    "word",
                    "number",
                    "punctuation",
                    "symbol",
                    "url",
                    "email",
                    "hashtag",
                    "handle",
                    "emoji",
                    "emoticon"),
    COLUMN("clitic", BOOL, "continues the surface word of the row before"),
    COLUMN("form", TEXT, "the word's form where it is not the text of the span"),
    COLUMN("lemma", TEXT, "the dictionary form"),
    COLUMN_CATEGORY("upos",
                    "universal part of speech",
                    "ADJ",
                    "ADP",
                    "ADV",
                    "AUX",
                    "CCONJ",
                    "DET",
                    "INTJ",
                    "NOUN",
                    "NUM",
                    "PART",
                    "PRON",
                    "PROPN",
                    "PUNCT",
                    "SCONJ",
                    "SYM",
                    "VERB",
                    "X"),
    COLUMN("xpos", TEXT, "the language's own part of speech"),
    COLUMN("feats", TEXT, "morphological features as in CoNLL-U"),
    COLUMN_ROW("head", "token", "head in the dependency tree; absent at its root"),
    COLUMN("deprel", TEXT, "relation to the head"),
    COLUMN("multiword", SPAN, "the surface word that this is a part of"),
    COLUMNS_END,
};

static const GalleyColumn mention_columns[] = {
    COLUMN("type", TEXT, "PER, ORG, LOC, or the plugin's own"),
    COLUMN_CATEGORY("form", "how it is mentioned", "name", "nominal", "pronoun"),
    COLUMN("head", SPAN, "the words that carry the name"),
    COLUMN_ROW("entity", "entity", "whom or what it is of"),
    COLUMN("confidence", DOUBLE, "0 to 1"),
    COLUMNS_END,
};

static const GalleyColumn entity_columns[] = {
    COLUMN("name", TEXT, "the fullest name in the document"),
    COLUMN("type", TEXT, "PER, ORG, LOC, or the plugin's own"),
    COLUMN_CATEGORY("gender", "of a person", "female", "male", "neuter"),
    COLUMN_CATEGORY("number", "one or many", "singular", "plural"),
    COLUMN("uri", TEXT, "its identifier elsewhere"),
    COLUMNS_END,
};

static const GalleyColumn quotation_columns[] = {
    COLUMN_CATEGORY("kind", "how it is quoted", "direct", "mixed", "indirect", "scare", "title"),
    COLUMN("cue", SPAN, "the words that say it was said"),
    COLUMN("speaker", SPAN, "who is said to have said it, as the text puts it"),
    COLUMN_ROW("entity", "entity", "the speaker"),
    COLUMN("addressee", SPAN, "to whom it was said"),
    COLUMN("confidence", DOUBLE, "0 to 1"),
    COLUMN("rule", TEXT, "the rule that found it"),
    COLUMNS_END,
};

static const GalleyColumn quotation_part_columns[] = {
    COLUMN_ROW("quotation", "quotation", "what it is a part of"),
    COLUMNS_END,
};

static const GalleyColumn valence_columns[] = {
    COLUMN_ROW("token", "token", "the first token of the word or phrase"),
    COLUMN("value", DOUBLE, "lexicon units, about -4 to 4, after all rules"),
    COLUMN("rule", TEXT, "the rules that changed it, in order"),
    COLUMN("base", DOUBLE, "lexicon units, as the lexicon has it"),
    COLUMNS_END,
};

static const GalleyColumn sentiment_columns[] = {
    COLUMN_CATEGORY("scope",
                    "what is scored",
                    "sentence",
                    "quotation",
                    "document",
                    "paragraph",
                    "narrative",
                    "entity",
                    "target"),
    COLUMN("positive", DOUBLE, "0 to 1"),
    COLUMN("negative", DOUBLE, "0 to 1"),
    COLUMN("neutral", DOUBLE, "0 to 1"),
    COLUMN("compound", DOUBLE, "-1 to 1"),
    COLUMN("evidence", INT64, "number of scored words"),
    COLUMN("spread", DOUBLE, "0 to 1: standard deviation of the sentences' compounds"),
    COLUMN_ROW("quotation", "quotation", "the quotation whose score it is"),
    COLUMN_ROW("entity", "entity", "whom or what the score is about"),
    COLUMN_ROW("speaker", "entity", "who said what is scored"),
    COLUMN("sum", DOUBLE, "lexicon units: what the compound is made of"),
    COLUMNS_END,
};

static const GalleyColumn valence_change_columns[] = {
    COLUMN_ROW("valence", "valence", "the word whose valence was changed"),
    COLUMN("rule", TEXT, "the rule's name"),
    COLUMN("trigger", SPAN, "the word that made the rule act"),
    COLUMN("distance", INT64, "words from the trigger to the word; below 0: it stands behind"),
    COLUMN("factor", DOUBLE, "of the value before; absent: something was added"),
    COLUMN("amount", DOUBLE, "lexicon units: the value after it less the value before"),
    COLUMNS_END,
};

static const GalleyColumn contribution_columns[] = {
    COLUMN_ROW("sentiment", "sentiment", "the score it is a part of"),
    COLUMN_ROW("valence", "valence", "the word whose valence it is"),
    COLUMN("rule", TEXT, "what the weight or the amount is for"),
    COLUMN("weight", DOUBLE, "0 to 1: of the valence in this score"),
    COLUMN("amount", DOUBLE, "lexicon units: what it adds to the score's sum"),
    COLUMNS_END,
};

static const GalleyColumn section_columns[] = {
    COLUMN("name", TEXT, "the field it came from"),
    COLUMNS_END,
};

static const GalleyColumn removed_columns[] = {
    COLUMN("reason", TEXT, "why it was taken out or changed"),
    COLUMN("step", TEXT, "the step that did it"),
    COLUMNS_END,
};

#define LAYOUT(layer, about)                                                                       \
    {                                                                                              \
        .name = #layer, .columns = layer##_columns, .help = about                                  \
    }

static const GalleyLayout layouts[] = {
    LAYOUT(paragraph, "blocks of text"),
    LAYOUT(sentence, "sentences, and units that stand for one"),
    LAYOUT(token, "syntactic words and marks"),
    LAYOUT(mention, "words that name or stand for somebody or something"),
    LAYOUT(entity, "whoever or whatever mentions are of; the span is the first mention's"),
    LAYOUT(quotation, "what somebody is said to have said"),
    LAYOUT(quotation_part, "stretches of what was said, without outer marks and cue"),
    LAYOUT(valence, "scored words and phrases"),
    LAYOUT(sentiment, "scores of sentences, quotations, paragraphs, entities and the document"),
    LAYOUT(valence_change, "what the rules made of the valences, one by one"),
    LAYOUT(contribution, "what the scores are sums of"),
    LAYOUT(section, "stretches that came from fields of their own"),
    { .name = "removed",
      .columns = removed_columns,
      .help = "bytes of the source that edits with a reason took out or changed",
      .source = 1 },
};

const GalleyLayout *const *
galley_standard_list(void)
{
    static const GalleyLayout *list[G_N_ELEMENTS(layouts) + 1];
    if (!list[0])
        for (gsize i = 0; i < G_N_ELEMENTS(layouts); i++)
            list[i] = &layouts[i];
    return list;
}

const GalleyLayout *
galley_standard_find_layout(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(layouts); i++)
        if (g_str_equal(layouts[i].name, name))
            return &layouts[i];
    return NULL;
}
