/* standard.h: the layers that plugins share, column by column. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/layer.h>

G_BEGIN_DECLS

/*
 * A layer's spans are byte offsets into the text. A column is absent unless the plugin that gives
 * the layer declares that it fills it. The enumerations are the columns' indices and the
 * categories' codes; both only grow at the end.
 */

/* paragraph: a block of text between blank lines, or a line that stands for one. */
enum {
    GALLEY_PARAGRAPH_KIND, /* category */
};
typedef enum {
    GALLEY_PARAGRAPH_KIND_TEXT,
    GALLEY_PARAGRAPH_KIND_HEADING,
    GALLEY_PARAGRAPH_KIND_LIST_ITEM,
    GALLEY_PARAGRAPH_KIND_TURN, /* of a transcript: a speaker's name, a colon, what was said */
} GalleyParagraphKind;

/* sentence: a sentence, or a unit that stands for one. */
enum {
    GALLEY_SENTENCE_KIND, /* category */
};
typedef enum {
    GALLEY_SENTENCE_KIND_TEXT,
    GALLEY_SENTENCE_KIND_HEADING,
    GALLEY_SENTENCE_KIND_DATELINE, /* "NEW YORK (Reuters) –" */
} GalleySentenceKind;

/* token: a syntactic word in the sense of Universal Dependencies, or a mark. */
enum {
    GALLEY_TOKEN_KIND,   /* category */
    GALLEY_TOKEN_CLITIC, /* bool: continues the surface word of the row before (do|n't, Trump|'s) */
    GALLEY_TOKEN_FORM,   /* text: the word's form where it is not the text of the span */
    GALLEY_TOKEN_LEMMA,  /* text */
    GALLEY_TOKEN_UPOS,   /* category: the universal part of speech */
    GALLEY_TOKEN_XPOS,   /* text: the language's own part of speech */
    GALLEY_TOKEN_FEATS,  /* text: as in CoNLL-U, "Number=Sing|Person=3" */
    GALLEY_TOKEN_HEAD,   /* row of token: the head in a dependency tree; absent at the root */
    GALLEY_TOKEN_DEPREL, /* text */
    GALLEY_TOKEN_MULTIWORD, /* span: the surface word that this is a part of */
};
typedef enum {
    GALLEY_TOKEN_KIND_WORD,
    GALLEY_TOKEN_KIND_NUMBER,
    GALLEY_TOKEN_KIND_PUNCTUATION,
    GALLEY_TOKEN_KIND_SYMBOL,
    GALLEY_TOKEN_KIND_URL,
    GALLEY_TOKEN_KIND_EMAIL,
    GALLEY_TOKEN_KIND_HASHTAG,
    GALLEY_TOKEN_KIND_HANDLE,
    GALLEY_TOKEN_KIND_EMOJI,
    GALLEY_TOKEN_KIND_EMOTICON,
} GalleyTokenKind;

/* mention: words that name or stand for somebody or something. */
enum {
    GALLEY_MENTION_TYPE,   /* text: PER, ORG, LOC, or the plugin's own */
    GALLEY_MENTION_FORM,   /* category */
    GALLEY_MENTION_HEAD,   /* span: the words that carry the name, without titles and appositions */
    GALLEY_MENTION_ENTITY, /* row of entity */
    GALLEY_MENTION_CONFIDENCE, /* double, 0 to 1 */
};
typedef enum {
    GALLEY_MENTION_FORM_NAME,
    GALLEY_MENTION_FORM_NOMINAL, /* "the president" */
    GALLEY_MENTION_FORM_PRONOUN,
} GalleyMentionForm;

/* entity: whoever or whatever the mentions are of; its span is the first of them. */
enum {
    GALLEY_ENTITY_NAME,   /* text: the fullest name in the document */
    GALLEY_ENTITY_TYPE,   /* text: PER, ORG, LOC, or the plugin's own */
    GALLEY_ENTITY_GENDER, /* category */
    GALLEY_ENTITY_NUMBER, /* category */
    GALLEY_ENTITY_URI,    /* text */
};
typedef enum {
    GALLEY_GENDER_FEMALE,
    GALLEY_GENDER_MALE,
    GALLEY_GENDER_NEUTER,
} GalleyGender;
typedef enum {
    GALLEY_NUMBER_SINGULAR,
    GALLEY_NUMBER_PLURAL,
} GalleyNumber;

/*
 * quotation: something that somebody is said to have said. The span runs from the first outer mark
 * to the last, an interrupting cue included; for an indirect one, over its content.
 */
enum {
    GALLEY_QUOTATION_KIND,       /* category */
    GALLEY_QUOTATION_CUE,        /* span: "said", "according to" */
    GALLEY_QUOTATION_SPEAKER,    /* span: who is said to have said it, as the text puts it */
    GALLEY_QUOTATION_ENTITY,     /* row of entity: the speaker */
    GALLEY_QUOTATION_ADDRESSEE,  /* span */
    GALLEY_QUOTATION_CONFIDENCE, /* double, 0 to 1 */
    GALLEY_QUOTATION_RULE,       /* text: the name of the rule that found it */
};
typedef enum {
    GALLEY_QUOTATION_KIND_DIRECT,   /* all of the content stands in quotation marks */
    GALLEY_QUOTATION_KIND_MIXED,    /* some of it */
    GALLEY_QUOTATION_KIND_INDIRECT, /* none */
    GALLEY_QUOTATION_KIND_SCARE,    /* words in marks that nobody is quoted with */
    GALLEY_QUOTATION_KIND_TITLE,    /* of a work, in marks */
} GalleyQuotationKind;

/* quotation_part: a stretch of what was said, without the outer marks and the cue. */
enum {
    GALLEY_QUOTATION_PART_QUOTATION, /* row of quotation */
};

/* valence: a scored word or phrase. */
enum {
    GALLEY_VALENCE_TOKEN, /* row of token: the first one of the phrase */
    GALLEY_VALENCE_VALUE, /* double, lexicon units, about -4 to 4: after all rules */
    GALLEY_VALENCE_RULE,  /* text: the rules that changed it, in order, parted by blanks */
    GALLEY_VALENCE_BASE,  /* double, lexicon units: as the lexicon has it */
};

/* sentiment: a score of a stretch of text. */
enum {
    GALLEY_SENTIMENT_SCOPE,    /* category */
    GALLEY_SENTIMENT_POSITIVE, /* double, 0 to 1: share of positive words, weighted */
    GALLEY_SENTIMENT_NEGATIVE, /* double, 0 to 1 */
    GALLEY_SENTIMENT_NEUTRAL,  /* double, 0 to 1 */
    GALLEY_SENTIMENT_COMPOUND, /* double, -1 to 1; of a document the mean over its sentences with evidence */
    GALLEY_SENTIMENT_EVIDENCE, /* int64: number of scored words (of a document: in all its sentences) */
    GALLEY_SENTIMENT_SPREAD, /* double, 0 to 1: standard deviation of the sentences' compounds; of a document */
    GALLEY_SENTIMENT_QUOTATION, /* row of quotation: whose score it is; of a quotation */
    GALLEY_SENTIMENT_ENTITY,    /* row of entity: whom it is about; of an entity or target */
    GALLEY_SENTIMENT_SPEAKER, /* row of entity: who said it; of a quotation, or a target inside one */
    GALLEY_SENTIMENT_SUM, /* double, lexicon units: what the compound is made of; not of means */
};
typedef enum {
    GALLEY_SENTIMENT_SCOPE_SENTENCE,
    GALLEY_SENTIMENT_SCOPE_QUOTATION,
    GALLEY_SENTIMENT_SCOPE_DOCUMENT,
    GALLEY_SENTIMENT_SCOPE_PARAGRAPH,
    GALLEY_SENTIMENT_SCOPE_NARRATIVE, /* what stands outside quotations */
    GALLEY_SENTIMENT_SCOPE_ENTITY, /* what is said about somebody or something, in the whole text */
    GALLEY_SENTIMENT_SCOPE_TARGET, /* and in one sentence; the span is its first mention there */
} GalleySentimentScope;

/* valence_change: what one rule made of a valence. `base` and the amounts of a valence's changes,
 * in order of adding, add up to its `value`. The span is the valence's. */
enum {
    GALLEY_VALENCE_CHANGE_VALENCE,  /* row of valence */
    GALLEY_VALENCE_CHANGE_RULE,     /* text */
    GALLEY_VALENCE_CHANGE_TRIGGER,  /* span: the word that made it act */
    GALLEY_VALENCE_CHANGE_DISTANCE, /* int64, words from there to here; negative: it stands behind */
    GALLEY_VALENCE_CHANGE_FACTOR,   /* double; absent where something was added */
    GALLEY_VALENCE_CHANGE_AMOUNT,   /* double, lexicon units: after less before */
};

/* contribution: a part of a score: a valence times its weight, or what marks add. The amounts of a
 * score's rows add up to its `sum`. */
enum {
    GALLEY_CONTRIBUTION_SENTIMENT, /* row of sentiment */
    GALLEY_CONTRIBUTION_VALENCE,   /* row of valence; absent where no word's */
    GALLEY_CONTRIBUTION_RULE,      /* text: what the weight or amount is for */
    GALLEY_CONTRIBUTION_WEIGHT,    /* double, at least 0 */
    GALLEY_CONTRIBUTION_AMOUNT,    /* double, lexicon units */
};

/* section: a stretch of text that came from a field of its own, such as a headline. */
enum {
    GALLEY_SECTION_NAME, /* text: the field's */
};

/* removed: what edits with a reason took out or changed. Spans are bytes of the source. Kept by
 * the engine. */
enum {
    GALLEY_REMOVED_REASON, /* text */
    GALLEY_REMOVED_STEP,   /* text: the step's name in the pipeline */
};

/**
 * galley_standard_find_layout:
 *
 * Returns: (transfer none) (nullable): the layout of the standard layer @name, or %NULL
 */
GALLEY_API const GalleyLayout *galley_standard_find_layout(const char *name);

/**
 * galley_standard_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): the standard layers' layouts, in the order of
 * this file
 */
GALLEY_API const GalleyLayout *const *galley_standard_list(void);

G_END_DECLS
