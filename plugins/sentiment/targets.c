/* targets.c: what a sentence says about whomever it mentions. SPDX-License-Identifier: MIT */
#include "targets.h"

#include <string.h>

#include <galley/plugin.h>
#include <galley/standard.h>
#include <galley/unicode.h>

#include "pass.h"
#include "rules.h"

/* Target: a mention in the sentence at hand. Of several of one entity the first has the score. */
typedef struct {
    Mention mention;
    guint32 part;
    guint32 from, to;    /* its words */
    guint32 left, right; /* words in reach, and nearer to it than to other mentions of the entity */
    guint32 first;       /* index of the entity's first target */
    guint32 row;         /* of sentiment, of a first target */
    double sum;
    guint32 evidence;
} Target;

/* Quotations within quotations that are looked at; deeper ones count as the last. */
#define DEPTH_MOST 8

void
targets_init(Targets *targets)
{
    *targets = (Targets){ .mentions = g_array_new(FALSE, FALSE, sizeof(Mention)),
                          .others = g_array_new(FALSE, FALSE, sizeof(Mention)),
                          .found = g_array_new(FALSE, FALSE, sizeof(Target)),
                          .latest = g_array_new(FALSE, TRUE, sizeof(guint32)),
                          .means = g_array_new(FALSE, TRUE, sizeof(Mean)),
                          .rule = g_string_new(NULL) };
    rivals_init(&targets->rivals);
}

void
targets_clear(Targets *targets)
{
    g_array_unref(targets->mentions);
    g_array_unref(targets->others);
    rivals_clear(&targets->rivals);
    g_array_unref(targets->found);
    g_array_unref(targets->latest);
    g_array_unref(targets->means);
    g_string_free(targets->rule, TRUE);
}

/* ---- mentions ---- */

static void
take_layer(GArray *taken, const GalleyLayer *layer)
{
    const guint32 *begins = galley_layer_get_begins(layer);
    const guint32 *ends = galley_layer_get_ends(layer);
    const guint32 *entities = galley_layer_get_rows(layer, GALLEY_MENTION_ENTITY);
    guint32 n = entities != NULL ? galley_layer_get_n_rows(layer) : 0;
    for (guint32 i = 0; i < n; i++) {
        Mention mention = { begins[i], ends[i], entities[i], entities[i] };
        if (mention.entity != GALLEY_NO_ROW)
            g_array_append_val(taken, mention);
    }
}

/* A JSON array of whole numbers, read from the front. */
typedef struct {
    const char *at, *end;
} Reader;

static void
skip_blanks(Reader *reader)
{
    while (reader->at < reader->end && g_ascii_isspace(*reader->at))
        reader->at++;
}

static gboolean
take(Reader *reader, char mark)
{
    skip_blanks(reader);
    if (reader->at == reader->end || *reader->at != mark)
        return FALSE;
    reader->at++;
    return TRUE;
}

static gboolean
take_number(Reader *reader, guint32 *number)
{
    guint64 value = 0;
    guint n = 0;
    skip_blanks(reader);
    for (; reader->at < reader->end && g_ascii_isdigit(*reader->at) && n < 10; n++)
        value = value * 10 + (guint64)(*reader->at++ - '0');
    *number = (guint32)MIN(value, G_MAXUINT32);
    return n > 0;
}

/* "2, 5]", what follows the bracket of a span */
static gboolean
take_span(Reader *reader, GArray *mentions)
{
    Mention mention = { .entity = GALLEY_NO_ROW };
    if (!take_number(reader, &mention.begin) || !take(reader, ',') ||
        !take_number(reader, &mention.end) || !take(reader, ']') || mention.begin >= mention.end)
        return FALSE;
    g_array_append_val(mentions, mention);
    return TRUE;
}

/* "[2, 5]", or a list of such */
static gboolean
take_spans(Reader *reader, GArray *mentions)
{
    if (!take(reader, '['))
        return FALSE;
    if (take(reader, ']'))
        return TRUE;
    if (!take(reader, '['))
        return take_span(reader, mentions);
    do {
        if (!take_span(reader, mentions))
            return FALSE;
    } while (take(reader, ',') && take(reader, '['));
    return take(reader, ']');
}

static gint
compare_mentions(gconstpointer a, gconstpointer b)
{
    const Mention *left = a, *right = b;
    if (left->begin != right->begin)
        return left->begin < right->begin ? -1 : 1;
    return (left->end > right->end) - (left->end < right->end);
}

/* From code points to bytes. Begins ascend; an end is near its begin, or at the text's. */
static gboolean
count_bytes(const Pass *pass, GArray *mentions)
{
    guint32 points = 0, bytes = 0;
    for (guint i = 0; i < mentions->len; i++) {
        Mention *mention = &g_array_index(mentions, Mention, i);
        for (; points < mention->begin && bytes < pass->size; points++)
            bytes = galley_utf8_next(pass->text, bytes);
        guint32 end = bytes, at = points;
        for (; at < mention->end && at - points < TARGETS_LONGEST && end < pass->size; at++)
            end = galley_utf8_next(pass->text, end);
        if (points < mention->begin || at < mention->end)
            return FALSE;
        mention->begin = bytes;
        mention->end = end;
    }
    return TRUE;
}

static gboolean
take_metadata(const Pass *pass, const GalleyMetadata *value, GError **error)
{
    GArray *mentions = pass->annotator->targets.mentions;
    gboolean json = value->type == GALLEY_TYPE_JSON || value->type == GALLEY_TYPE_TEXT;
    Reader reader = { json ? value->text : "", json ? value->text + value->text_size : "" };
    gboolean good = json && take_spans(&reader, mentions);
    skip_blanks(&reader);
    if (!good || reader.at != reader.end) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                    "metadata.%s: not [begin, end], or a list of such, in code points", value->key);
        return FALSE;
    }
    g_array_sort(mentions, compare_mentions);
    if (count_bytes(pass, mentions))
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_DATA,
                "metadata.%s: a span ends behind the text, or has more than %d characters",
                value->key, TARGETS_LONGEST);
    return FALSE;
}

/* A span of metadata is the entity that the layer mentions there, or nobody that it knows. Both
 * ascend. */
static void
find_owners(Targets *targets)
{
    guint k = 0;
    for (guint i = 0; i < targets->mentions->len; i++) {
        Mention *mention = &g_array_index(targets->mentions, Mention, i);
        mention->owner = GALLEY_NO_ROW - 1 - i;
        while (k < targets->others->len &&
               g_array_index(targets->others, Mention, k).end <= mention->begin)
            k++;
        const Mention *other =
            k < targets->others->len ? &g_array_index(targets->others, Mention, k) : NULL;
        if (other != NULL && other->begin < mention->end)
            mention->owner = other->owner;
    }
}

gboolean
targets_find(Pass *pass, GalleyDocument *document, GError **error)
{
    const char *key = pass->annotator->options.targets;
    Targets *targets = &pass->annotator->targets;
    const GalleyLayer *entities =
        key == NULL ? galley_document_get_layer(document, "entity") : NULL;
    const GalleyLayer *mentions = galley_document_get_layer(document, "mention");
    guint n = entities != NULL ? galley_layer_get_n_rows(entities) : 0;
    targets->next = targets->next_other = 0;
    g_array_set_size(targets->mentions, 0);
    g_array_set_size(targets->others, 0);
    g_array_set_size(targets->latest, 0);
    g_array_set_size(targets->latest, n);
    g_array_set_size(targets->means, 0);
    g_array_set_size(targets->means, n);
    if (mentions != NULL)
        take_layer(key != NULL ? targets->others : targets->mentions, mentions);
    if (key == NULL)
        return TRUE;
    const GalleyMetadata *value = galley_document_get_metadata(document, key);
    if (value != NULL && !value->null && !take_metadata(pass, value, error))
        return FALSE;
    find_owners(targets);
    return TRUE;
}

/* ---- the targets of a sentence ---- */

static guint32
first_word_behind(const Words *words, guint32 offset)
{
    guint32 low = 0, high = words->n;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (words->word[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
find_words(const Words *words, const Mention *mention, guint32 *from, guint32 *to)
{
    *from = first_word_behind(words, mention->begin);
    for (*to = *from; *to < words->n && words->word[*to].begin < mention->end; ++*to)
        ;
}

static guint32 *
latest_of(Targets *targets, guint32 entity)
{
    return entity < targets->latest->len ? &g_array_index(targets->latest, guint32, entity) : NULL;
}

/* Words between two mentions of one entity belong to the nearer one, the middle to the first. */
static void
part_words(Targets *targets, Target *target, guint32 index)
{
    guint32 *latest = latest_of(targets, target->mention.entity);
    target->first = index;
    if (latest == NULL)
        return;
    if (*latest > 0) {
        Target *before = &g_array_index(targets->found, Target, *latest - 1);
        guint32 middle = before->to + (MAX(target->from, before->to) - before->to + 1) / 2;
        target->first = before->first;
        before->right = MIN(before->right, middle);
        target->left = MAX(target->left, middle);
    }
    *latest = index + 1;
}

static void
add_target(Pass *pass, const Mention *mention)
{
    Targets *targets = &pass->annotator->targets;
    const Words *words = &pass->annotator->words;
    Target target = { .mention = *mention, .row = GALLEY_NO_ROW };
    find_words(words, mention, &target.from, &target.to);
    rivals_add(&targets->rivals, target.from, target.to, mention->owner);
    target.left = target.from - MIN(target.from, TARGETS_REACH);
    target.right = MIN(words->n, target.to + TARGETS_REACH);
    target.part = words->n > 0 ? words->word[MIN(target.from, words->n - 1)].part : PARTS_OUTSIDE;
    part_words(targets, &target, targets->found->len);
    g_array_append_val(targets->found, target);
}

/* The first of @mentions from @next on that begins before @end, %NULL where none does. */
static const Mention *
next_mention(const GArray *mentions, guint32 *next, guint32 begin, guint32 end)
{
    for (; *next < mentions->len; ++*next) {
        const Mention *mention = &g_array_index(mentions, Mention, *next);
        if (mention->begin >= end)
            return NULL;
        if (mention->begin >= begin)
            return &g_array_index(mentions, Mention, (*next)++);
    }
    return NULL;
}

static void
add_targets(Pass *pass, guint32 begin, guint32 end)
{
    Targets *targets = &pass->annotator->targets;
    const Words *words = &pass->annotator->words;
    const Mention *mention;
    guint32 from, to;
    g_array_set_size(targets->found, 0);
    rivals_reset(&targets->rivals);
    while ((mention = next_mention(targets->mentions, &targets->next, begin, end)) != NULL)
        add_target(pass, mention);
    while ((mention = next_mention(targets->others, &targets->next_other, begin, end)) != NULL) {
        find_words(words, mention, &from, &to);
        rivals_add(&targets->rivals, from, to, mention->owner);
    }
    rivals_settle(&targets->rivals, words);
}

static void
forget_latest(Targets *targets)
{
    for (guint i = 0; i < targets->found->len; i++) {
        guint32 *latest =
            latest_of(targets, g_array_index(targets->found, Target, i).mention.entity);
        if (latest != NULL)
            *latest = 0;
    }
}

/* ---- who says what ---- */

/* Whether @part is @inner or lies around it. */
static gboolean
is_around(const Parts *parts, guint32 part, guint32 inner)
{
    for (guint depth = 0; inner != part && depth < DEPTH_MOST; depth++) {
        if (inner == PARTS_OUTSIDE)
            return FALSE;
        inner = parts_get(parts, inner)->around;
    }
    return inner == part;
}

/* Whether quotation @quotation is said by the target. */
static gboolean
is_speaker(const Pass *pass, const Target *target, guint32 quotation)
{
    const guint32 *entities = galley_layer_get_rows(pass->quotations, GALLEY_QUOTATION_ENTITY);
    const guint32 *begins =
        galley_layer_get_span_begins(pass->quotations, GALLEY_QUOTATION_SPEAKER);
    const guint32 *ends = galley_layer_get_span_ends(pass->quotations, GALLEY_QUOTATION_SPEAKER);
    if (entities != NULL && entities[quotation] != GALLEY_NO_ROW &&
        entities[quotation] == target->mention.entity)
        return TRUE;
    return begins != NULL && ends != NULL && begins[quotation] != GALLEY_NO_OFFSET &&
           begins[quotation] < target->mention.end && target->mention.begin < ends[quotation];
}

/* Reason: what a weight is made of, besides distance and clauses; bits. */
typedef enum {
    REASON_BEFORE = 1 << 0,
    REASON_INSIDE = 1 << 1,
    REASON_OUTSIDE = 1 << 2,
    REASON_SPEAKER = 1 << 3,
    REASON_RIVAL = 1 << 4,
} Reason;

static const char *const reason_names[] = { "before", "in-quotation", "quoted", "speaker",
                                            "rival" };

/* What stands between a word in @part and the target, of quotations. */
static guint32
reasons_of_part(const Pass *pass, const Target *target, guint32 part)
{
    const Parts *parts = &pass->annotator->parts;
    if (part == target->part)
        return 0;
    guint32 reasons = is_around(parts, part, target->part) ? REASON_OUTSIDE : REASON_INSIDE;
    for (guint depth = 0; depth < DEPTH_MOST && part != PARTS_OUTSIDE; depth++) {
        if (is_around(parts, part, target->part))
            break;
        if (is_speaker(pass, target, parts_get(parts, part)->quotation))
            return reasons | REASON_SPEAKER;
        part = parts_get(parts, part)->around;
    }
    return reasons;
}

/* ---- weights ---- */

/* What stands between the target and the word being looked at. */
typedef struct {
    guint32 distance; /* in words */
    guint32 clauses;
    guint32 reasons;
} Between;

/*
 * A word counts less the further away it is, where a clause, a quotation or the target itself
 * stands in between, and where somebody else is nearer; what somebody says is not about him.
 */
static double
weight_of(const TargetWeights *weights, const Between *between)
{
    const double of_reason[] = { weights->before, weights->inside, weights->outside,
                                 weights->speaker, weights->rival };
    double weight = weights->near[MIN(between->distance, TARGETS_REACH)] *
                    weights->clause[MIN(between->clauses, WEIGHTS_CLAUSES)];
    for (guint i = 0; i < G_N_ELEMENTS(of_reason); i++)
        if (between->reasons >> i & 1)
            weight *= of_reason[i];
    return weight;
}

static const char *
describe(Targets *targets, const Between *between)
{
    g_string_printf(targets->rule, "distance:%u", between->distance);
    if (between->clauses > 0)
        g_string_append_printf(targets->rule, " clause:%u", between->clauses);
    for (guint i = 0; i < G_N_ELEMENTS(reason_names); i++)
        if (between->reasons >> i & 1)
            g_string_append_printf(targets->rule, " %s", reason_names[i]);
    return targets->rule->str;
}

static void
weigh(Pass *pass, const Target *target, const Hit *hit, Between between)
{
    Targets *targets = &pass->annotator->targets;
    const Words *words = &pass->annotator->words;
    const Word *word = &words->word[hit->word];
    Target *first = &g_array_index(targets->found, Target, target->first);
    if (hit->value == 0)
        return;
    between.reasons |= reasons_of_part(pass, target, word->part);
    if (rivals_are_nearer(&targets->rivals, words, (guint32)(hit - words->hit),
                          target->mention.owner, between.distance))
        between.reasons |= REASON_RIVAL;
    double weight = rows_round(pass, weight_of(pass->annotator->vocabulary->weights, &between));
    double amount = weight > 0 ? rows_round(pass, weight * hit->value) : 0;
    if (pass->contributions != NULL)
        rows_contribute(pass, word->begin, word->end, first->row, hit->row, weight, amount,
                        describe(targets, &between));
    first->sum += amount;
    first->evidence += weight > 0;
}

static inline guint32
divides(const Word *word)
{
    return (word->flags & WORD_BREAK) != 0 || (word->roles & ROLE_CONTRAST) != 0;
}

static guint32
first_hit_at(const Words *words, guint32 word)
{
    guint32 low = 0, high = words->n_hits;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (words->hit[middle].word < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
weigh_behind(Pass *pass, const Target *target)
{
    const Words *words = &pass->annotator->words;
    guint32 hit = first_hit_at(words, target->to);
    Between between = { 0 };
    for (guint32 i = target->to; i < target->right && hit < words->n_hits; i++) {
        between.distance++;
        between.clauses += divides(&words->word[i]);
        if (words->hit[hit].word == i)
            weigh(pass, target, &words->hit[hit++], between);
    }
}

/* A break is noted at the word behind it. */
static void
weigh_before(Pass *pass, const Target *target)
{
    const Words *words = &pass->annotator->words;
    guint32 hit = first_hit_at(words, target->from);
    Between between = { .reasons = REASON_BEFORE };
    for (guint32 i = target->from; i > target->left && hit > 0; i--) {
        between.distance++;
        between.clauses += i < words->n && divides(&words->word[i]);
        if (words->hit[hit - 1].word == i - 1)
            weigh(pass, target, &words->hit[--hit], between);
    }
}

/* ---- rows ---- */

static void
begin_row(const Pass *pass, Target *target)
{
    GalleyLayer *layer = pass->sentiments;
    target->row = galley_layer_add(layer, target->mention.begin, target->mention.end);
    galley_layer_set_category(layer, GALLEY_SENTIMENT_SCOPE, target->row,
                              GALLEY_SENTIMENT_SCOPE_TARGET);
    if (target->mention.entity != GALLEY_NO_ROW)
        galley_layer_set_row(layer, GALLEY_SENTIMENT_ENTITY, target->row, target->mention.entity);
    if (target->part == PARTS_OUTSIDE)
        return;
    guint32 quotation = parts_get(&pass->annotator->parts, target->part)->quotation;
    const guint32 *speakers = galley_layer_get_rows(pass->quotations, GALLEY_QUOTATION_ENTITY);
    if (speakers != NULL && speakers[quotation] != GALLEY_NO_ROW)
        galley_layer_set_row(layer, GALLEY_SENTIMENT_SPEAKER, target->row, speakers[quotation]);
}

/* Of a target that no word is about there is no compound. */
static void
end_row(const Pass *pass, const Target *target, const Scores *scores)
{
    GalleyLayer *layer = pass->sentiments;
    gboolean exact = pass->annotator->options.exact;
    galley_layer_set_int64(layer, GALLEY_SENTIMENT_EVIDENCE, target->row, target->evidence);
    if (target->evidence == 0)
        return;
    galley_layer_set_double(layer, GALLEY_SENTIMENT_COMPOUND, target->row,
                            exact ? scores->compound : round_decimals(scores->compound, 4));
    galley_layer_set_double(layer, GALLEY_SENTIMENT_SUM, target->row,
                            exact ? scores->sum : round_decimals(scores->sum, 4));
}

static void
finish(Pass *pass, guint32 index)
{
    const Target *target = &g_array_index(pass->annotator->targets.found, Target, index);
    GArray *means = pass->annotator->targets.means;
    if (target->first != index)
        return;
    Tally tally = { .sum = target->sum, .evidence = target->evidence, .neutral = 1 };
    Scores scores = scores_of(&tally, pass->annotator->vocabulary->profile);
    if (target->row != GALLEY_NO_ROW)
        end_row(pass, target, &scores);
    if (target->mention.entity < means->len)
        mean_add(&g_array_index(means, Mean, target->mention.entity), &scores, TRUE);
}

void
targets_score(Pass *pass, guint32 begin, guint32 end)
{
    Targets *targets = &pass->annotator->targets;
    add_targets(pass, begin, end);
    for (guint i = 0; i < targets->found->len; i++) {
        Target *target = &g_array_index(targets->found, Target, i);
        if (target->first == i && pass_wants(pass, SCOPE_TARGET))
            begin_row(pass, target);
    }
    for (guint i = 0; i < targets->found->len; i++) {
        weigh_before(pass, &g_array_index(targets->found, Target, i));
        weigh_behind(pass, &g_array_index(targets->found, Target, i));
    }
    for (guint i = 0; i < targets->found->len; i++)
        finish(pass, i);
    forget_latest(targets);
}

void
targets_score_entities(Pass *pass)
{
    const GArray *means = pass->annotator->targets.means;
    for (guint i = 0; i < means->len; i++) {
        const Mean *mean = &g_array_index(means, Mean, i);
        if (mean->words)
            rows_add_entity(pass, i, mean);
    }
}
