/* summary.c: what the page says of the corpus, added up document by document.
 * SPDX-License-Identifier: MIT */
#include "summary.h"

#include <math.h>
#include <string.h>

void
summary_init(Summary *summary, gsize room)
{
    *summary = (Summary){ 0 };
    for (guint i = 0; i < N_TABLES; i++)
        ranks_init(&summary->tables[i], room);
}

void
summary_clear(Summary *summary)
{
    for (guint i = 0; i < N_TABLES; i++)
        ranks_clear(&summary->tables[i]);
    for (guint i = 0; i < SUMMARY_EXTREMES; i++) {
        g_free(summary->highest[i].id);
        g_free(summary->lowest[i].id);
    }
}

enum {
    LAYER_TOKEN,
    LAYER_QUOTATION,
    LAYER_ENTITY,
    LAYER_MENTION,
    LAYER_SENTIMENT,
    LAYER_VALENCE,
    LAYER_REMOVED,
    LAYER_DICTIONARY,
    N_LAYERS,
};

/* Those of a document; NULL where it has none. */
typedef const GalleyLayer *Layers[N_LAYERS];

guint64
summary_scored(const Summary *summary)
{
    return summary->positive + summary->neutral + summary->negative;
}

/* ---- a document ---- */

/* The document's part of the sums; beside it stand its tables. */
typedef struct {
    guint64 source_bytes, text_bytes, words;
    guint64 has;
    gint64 evidence; /* -1: it has no score */
    double compound;
} Figures;

static guint64
count_words(const GalleyLayer *tokens)
{
    guint64 n = 0;
    const guint8 *kinds = galley_layer_get_categories(tokens, GALLEY_TOKEN_KIND);
    const guint8 *clitics = galley_layer_get_bools(tokens, GALLEY_TOKEN_CLITIC);
    for (guint32 i = 0; i < galley_layer_get_n_rows(tokens); i++) {
        gboolean word = kinds == NULL || kinds[i] == GALLEY_TOKEN_KIND_WORD ||
                        kinds[i] == GALLEY_TOKEN_KIND_NUMBER;
        n += word && (clitics == NULL || (clitics[i / 8] >> i % 8 & 1) == 0);
    }
    return n;
}

static void
count_language(Summary *summary, GalleyDocument *document)
{
    const GalleyMetadata *language = galley_document_get_metadata(document, "language");
    if (language == NULL || language->null || language->type != GALLEY_TYPE_TEXT)
        return;
    ranks_begin(&summary->tables[TABLE_LANGUAGE], language->text, language->text_size);
    ranks_add(&summary->tables[TABLE_LANGUAGE], 1);
}

static void
count_layers(Summary *summary, GalleyDocument *document)
{
    Ranks *ranks = &summary->tables[TABLE_LAYER];
    for (const GalleyLayer *const *layer = galley_document_get_layers(document); *layer != NULL;
         layer++) {
        const char *name = galley_layer_get_name(*layer);
        if (galley_layer_get_n_rows(*layer) == 0)
            continue;
        ranks_begin(ranks, name, strlen(name));
        ranks_add(ranks, galley_layer_get_n_rows(*layer));
    }
}

/* ---- quotations ---- */

static gboolean
is_speech(guint8 kind)
{
    return kind != GALLEY_QUOTATION_KIND_SCARE && kind != GALLEY_QUOTATION_KIND_TITLE;
}

/* The fullest name of an entity, or nothing. */
static const char *
name_of(const GalleyLayer *entities, const guint32 *rows, guint32 row, guint32 *size)
{
    *size = 0;
    if (entities == NULL || rows == NULL || rows[row] == GALLEY_NO_ROW)
        return NULL;
    return galley_layer_get_text(entities, GALLEY_ENTITY_NAME, rows[row], size);
}

static gboolean
is_pronoun(const GalleyLayer *mentions, guint32 begin, guint32 end)
{
    const guint8 *forms =
        mentions != NULL ? galley_layer_get_categories(mentions, GALLEY_MENTION_FORM) : NULL;
    guint32 low = 0, n = forms != NULL ? galley_layer_get_n_rows(mentions) : 0, high = n;
    const guint32 *begins = n > 0 ? galley_layer_get_begins(mentions) : NULL;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (begins[middle] < begin)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && begins[low] == begin; low++)
        if (galley_layer_get_ends(mentions)[low] == end)
            return forms[low] == GALLEY_MENTION_FORM_PRONOUN;
    return FALSE;
}

/* The speaker's name, else the words that stand for him or her, else nothing. Pronouns are counted
 * together: those of two documents are of two people. */
static void
begin_speaker(Summary *summary, GalleyDocument *document, const Layers layers, guint32 row)
{
    guint32 size;
    Ranks *ranks = &summary->tables[TABLE_SPEAKER];
    const GalleyLayer *quotations = layers[LAYER_QUOTATION];
    const char *text = galley_document_get_text(document, NULL);
    const guint32 *rows = galley_layer_get_rows(quotations, GALLEY_QUOTATION_ENTITY);
    const guint32 *begins = galley_layer_get_span_begins(quotations, GALLEY_QUOTATION_SPEAKER);
    const guint32 *ends = galley_layer_get_span_ends(quotations, GALLEY_QUOTATION_SPEAKER);
    const char *name = name_of(layers[LAYER_ENTITY], rows, row, &size);
    if (name != NULL) {
        ranks_begin(ranks, name, size);
    } else if (begins == NULL || begins[row] == GALLEY_NO_OFFSET) {
        ranks_begin(ranks, "", 0);
    } else if (is_pronoun(layers[LAYER_MENTION], begins[row], ends[row])) {
        ranks_begin(ranks, "", 0);
        ranks_extend(ranks, SUMMARY_PRONOUN, strlen(SUMMARY_PRONOUN));
    } else {
        ranks_begin(ranks, text + begins[row], ends[row] - begins[row]);
    }
}

/* The compound of the quotation from @score on, where that has a word of evidence. Both layers are
 * sorted alike, so that one walk finds all. */
static gboolean
find_score(const GalleyLayer *sentiment,
           guint32 *score,
           const GalleyLayer *quotations,
           guint32 row,
           double *compound)
{
    if (sentiment == NULL)
        return FALSE;
    const guint8 *scopes = galley_layer_get_categories(sentiment, GALLEY_SENTIMENT_SCOPE);
    const double *compounds = galley_layer_get_doubles(sentiment, GALLEY_SENTIMENT_COMPOUND);
    const gint64 *evidence = galley_layer_get_int64s(sentiment, GALLEY_SENTIMENT_EVIDENCE);
    const guint32 *begins = galley_layer_get_begins(sentiment);
    const guint32 *ends = galley_layer_get_ends(sentiment);
    guint32 begin = galley_layer_get_begins(quotations)[row];
    guint32 end = galley_layer_get_ends(quotations)[row];
    guint32 n = scopes != NULL && compounds != NULL ? galley_layer_get_n_rows(sentiment) : 0;
    for (; *score < n; ++*score) {
        guint32 at = *score;
        if (begins[at] > begin || (begins[at] == begin && ends[at] < end))
            return FALSE;
        if (scopes[at] != GALLEY_SENTIMENT_SCOPE_QUOTATION || begins[at] < begin || ends[at] > end)
            continue;
        ++*score;
        *compound = compounds[at];
        return (evidence == NULL || evidence[at] > 0) &&
               galley_layer_has_value(sentiment, GALLEY_SENTIMENT_COMPOUND, at);
    }
    return FALSE;
}

static void
count_kind(Summary *summary, const GalleyLayer *quotations, guint8 code)
{
    Ranks *ranks = &summary->tables[TABLE_KIND];
    const char *const *names =
        galley_layer_get_layout(quotations)->columns[GALLEY_QUOTATION_KIND].categories;
    const char *name = code == GALLEY_NO_CATEGORY ? "" : names[code];
    ranks_begin(ranks, name, strlen(name));
    ranks_add(ranks, 1);
}

static void
count_quotations(Summary *summary, GalleyDocument *document, const Layers layers)
{
    guint32 score = 0;
    const GalleyLayer *quotations = layers[LAYER_QUOTATION];
    const guint8 *kinds = galley_layer_get_categories(quotations, GALLEY_QUOTATION_KIND);
    for (guint32 row = 0; row < galley_layer_get_n_rows(quotations); row++) {
        double compound;
        if (kinds != NULL)
            count_kind(summary, quotations, kinds[row]);
        if (kinds != NULL && !is_speech(kinds[row]))
            continue;
        begin_speaker(summary, document, layers, row);
        Rank *rank = ranks_add(&summary->tables[TABLE_SPEAKER], 1);
        if (!find_score(layers[LAYER_SENTIMENT], &score, quotations, row, &compound))
            continue;
        rank->n++;
        rank->sum += compound;
    }
}

/* ---- entities, what was removed, a dictionary's categories ---- */

static void
add_entity(Summary *summary, const GalleyLayer *entities, guint32 row, guint64 mentions)
{
    guint32 size;
    Ranks *ranks = &summary->tables[TABLE_ENTITY];
    const char *name = galley_layer_get_text(entities, GALLEY_ENTITY_NAME, row, &size);
    if (name == NULL || mentions == 0)
        return;
    ranks_begin(ranks, name, size);
    const char *type = galley_layer_get_text(entities, GALLEY_ENTITY_TYPE, row, &size);
    ranks_extend(ranks, type != NULL ? type : "", type != NULL ? size : 0);
    ranks_add(ranks, mentions);
}

/* By their mentions; where there is no layer of those, once a document. */
static void
count_entities(Summary *summary,
               GalleyDocument *document,
               const GalleyLayer *entities,
               const GalleyLayer *mentions)
{
    guint32 n = galley_layer_get_n_rows(entities);
    guint32 *counts = galley_document_alloc(document, MAX(n, 1) * sizeof *counts);
    const guint32 *rows =
        mentions != NULL ? galley_layer_get_rows(mentions, GALLEY_MENTION_ENTITY) : NULL;
    for (guint32 i = 0; i < n; i++)
        counts[i] = rows == NULL ? 1 : 0;
    for (guint32 i = 0; rows != NULL && i < galley_layer_get_n_rows(mentions); i++)
        if (rows[i] < n)
            counts[rows[i]]++;
    for (guint32 i = 0; i < n; i++)
        add_entity(summary, entities, i, counts[i]);
}

static void
count_removed(Summary *summary, const GalleyLayer *removed)
{
    Ranks *ranks = &summary->tables[TABLE_REMOVED];
    const guint32 *begins = galley_layer_get_begins(removed),
                  *ends = galley_layer_get_ends(removed);
    for (guint32 row = 0; row < galley_layer_get_n_rows(removed); row++) {
        guint32 size = 0;
        const char *text = galley_layer_get_text(removed, GALLEY_REMOVED_REASON, row, &size);
        ranks_begin(ranks, text != NULL ? text : "", text != NULL ? size : 0);
        text = galley_layer_get_text(removed, GALLEY_REMOVED_STEP, row, &size);
        ranks_extend(ranks, text != NULL ? text : "", text != NULL ? size : 0);
        ranks_add(ranks, 1)->amount += ends[row] - begins[row];
    }
}

/* The layer's columns go by name: it is a plugin's own. Counts of whole documents alone add up. */
static void
count_categories(Summary *summary, const GalleyLayer *layer)
{
    const GalleyLayout *layout = galley_layer_get_layout(layer);
    int scope = galley_layout_find_column(layout, "scope");
    int category = galley_layout_find_column(layout, "category");
    int count = galley_layout_find_column(layout, "count");
    int words = galley_layout_find_column(layout, "words");
    if (scope < 0 || category < 0 || count < 0 || words < 0)
        return;
    const guint8 *scopes = galley_layer_get_categories(layer, (guint)scope);
    const gint64 *counts = galley_layer_get_int64s(layer, (guint)count);
    const gint64 *sizes = galley_layer_get_int64s(layer, (guint)words);
    guint32 n =
        scopes != NULL && counts != NULL && sizes != NULL ? galley_layer_get_n_rows(layer) : 0;
    for (guint32 row = 0; row < n; row++) {
        guint32 size = 0;
        const char *name = galley_layer_get_text(layer, (guint)category, row, &size);
        if (name == NULL || scopes[row] == GALLEY_NO_CATEGORY || counts[row] < 0 ||
            !g_str_equal(layout->columns[scope].categories[scopes[row]], "document"))
            continue;
        ranks_begin(&summary->tables[TABLE_CATEGORY], name, size);
        ranks_add(&summary->tables[TABLE_CATEGORY], (guint64)counts[row])->amount += sizes[row];
    }
}

/* ---- all of it ---- */

static void
find_document_score(const GalleyLayer *sentiment, Figures *figures)
{
    const guint8 *scopes = galley_layer_get_categories(sentiment, GALLEY_SENTIMENT_SCOPE);
    guint32 row = 0, n = scopes != NULL ? galley_layer_get_n_rows(sentiment) : 0;
    while (row < n && scopes[row] != GALLEY_SENTIMENT_SCOPE_DOCUMENT)
        row++;
    if (row == n || !galley_layer_has_value(sentiment, GALLEY_SENTIMENT_COMPOUND, row))
        return;
    gboolean known = galley_layer_has_value(sentiment, GALLEY_SENTIMENT_EVIDENCE, row);
    figures->compound = galley_layer_get_doubles(sentiment, GALLEY_SENTIMENT_COMPOUND)[row];
    figures->evidence =
        known ? galley_layer_get_int64s(sentiment, GALLEY_SENTIMENT_EVIDENCE)[row] : 1;
}

static const struct {
    const char *layer;
    Has has;
} presences[N_LAYERS] = {
    [LAYER_TOKEN] = { "token", HAS_TOKENS },
    [LAYER_QUOTATION] = { "quotation", HAS_QUOTATIONS },
    [LAYER_ENTITY] = { "entity", HAS_ENTITIES },
    [LAYER_MENTION] = { "mention", HAS_MENTIONS },
    [LAYER_SENTIMENT] = { "sentiment", HAS_SENTIMENT },
    [LAYER_VALENCE] = { "valence", HAS_VALENCES },
    [LAYER_REMOVED] = { "removed", HAS_REMOVED },
    [LAYER_DICTIONARY] = { "dictionary", HAS_DICTIONARY },
};

static void
count_present(Summary *summary, GalleyDocument *document, Figures *figures)
{
    Layers layers;
    for (guint i = 0; i < N_LAYERS; i++) {
        layers[i] = galley_document_get_layer(document, presences[i].layer);
        figures->has |= layers[i] != NULL ? presences[i].has : 0u;
    }
    if (layers[LAYER_TOKEN] != NULL)
        figures->words = count_words(layers[LAYER_TOKEN]);
    if (layers[LAYER_QUOTATION] != NULL)
        count_quotations(summary, document, layers);
    if (layers[LAYER_ENTITY] != NULL)
        count_entities(summary, document, layers[LAYER_ENTITY], layers[LAYER_MENTION]);
    if (layers[LAYER_SENTIMENT] != NULL)
        find_document_score(layers[LAYER_SENTIMENT], figures);
    if (layers[LAYER_REMOVED] != NULL)
        count_removed(summary, layers[LAYER_REMOVED]);
    if (layers[LAYER_DICTIONARY] != NULL)
        count_categories(summary, layers[LAYER_DICTIONARY]);
}

void
summary_count(Summary *summary, GalleyDocument *document, GString *out)
{
    guint32 source_bytes, text_bytes;
    galley_document_get_source(document, &source_bytes);
    galley_document_get_text(document, &text_bytes);
    Figures figures = { .source_bytes = source_bytes, .text_bytes = text_bytes, .evidence = -1 };
    for (guint i = 0; i < N_TABLES; i++)
        ranks_empty(&summary->tables[i]);
    count_language(summary, document);
    count_layers(summary, document);
    count_present(summary, document, &figures);
    const char *id = galley_document_get_id(document);
    bytes_put_text(out, id, strlen(id));
    bytes_put(out, &figures, sizeof figures);
    for (guint i = 0; i < N_TABLES; i++)
        ranks_write(&summary->tables[i], out);
}

/* ---- the sum ---- */

/* The list is sorted, the most extreme first; of equals the earlier document. */
static void
add_extreme(Extreme *list, const char *id, guint64 document, double compound, double sign)
{
    guint at = SUMMARY_EXTREMES;
    while (at > 0 && (list[at - 1].id == NULL || sign * list[at - 1].compound < sign * compound))
        at--;
    if (at == SUMMARY_EXTREMES)
        return;
    g_free(list[SUMMARY_EXTREMES - 1].id);
    memmove(list + at + 1, list + at, (SUMMARY_EXTREMES - 1 - at) * sizeof *list);
    list[at] = (Extreme){ g_strdup(id), document, compound };
}

static void
add_score(Summary *summary, const char *id, const Figures *figures)
{
    double compound = figures->compound;
    if (figures->evidence <= 0) {
        summary->unscored++;
        return;
    }
    guint bin = (guint)CLAMP(floor((compound + 1) * (SUMMARY_BINS / 2)), 0, SUMMARY_BINS - 1);
    summary->bins[bin]++;
    summary->sum += compound;
    summary->squares += compound * compound;
    if (fabs(compound) < SUMMARY_NEUTRAL) {
        summary->neutral++;
    } else if (compound > 0) {
        summary->positive++;
        add_extreme(summary->highest, id, summary->documents, compound, 1);
    } else {
        summary->negative++;
        add_extreme(summary->lowest, id, summary->documents, compound, -1);
    }
}

gboolean
summary_merge(Summary *summary, Bytes *bytes)
{
    gsize size;
    Figures figures;
    const char *id = bytes_take_text(bytes, &size);
    gconstpointer found = bytes_take(bytes, sizeof figures);
    if (found == NULL)
        return FALSE;
    memcpy(&figures, found, sizeof figures);
    for (guint i = 0; i < N_TABLES; i++)
        if (!ranks_merge(&summary->tables[i], bytes))
            return FALSE;
    g_autofree char *name = g_strndup(id, size);
    summary->has |= (guint)figures.has;
    summary->source_bytes += figures.source_bytes;
    summary->text_bytes += figures.text_bytes;
    summary->words += figures.words;
    if (figures.evidence >= 0)
        add_score(summary, name, &figures);
    summary->documents++;
    return TRUE;
}
