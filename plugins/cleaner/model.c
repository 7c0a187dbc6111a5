/* model.c: a linear model of lines that no phrase list can know. SPDX-License-Identifier: MIT */
#include "model.h"

#include "pages.h"

#include "cleaner-lexicon.h" /* GROUP_* */
#include "cleaner-model.h"   /* FEATURE_*, N_FEATURES, model_weights, model_page_weights, MODEL_* */

/* Documents with less prose, or with fewer English function words in a hundred words of prose, are not judged. */
#define PROSE_MIN 2
#define FUNCTION_PERCENT_MIN 22
/* Values of the features below. */
#define N_SIZES 3
#define N_WORDS 9
#define N_KINDS 5
/* Long documents with less prose in a hundred lines are whole pages, menus and all, not what is left around an article. */
#define PAGE_LINES 80
#define PAGE_PERCENT 40
/* Words that a title has. */
#define TITLE_LEAST 4
#define TITLE_MOST 25
/* How far neighbours are looked at. */
#define NEAR 2
#define AROUND 8
/* Blocks of prose that are told apart by what a line without prose costs them. */
#define N_BLOCKS 3
#define N_PLACES 11

typedef enum {
    KIND_NONE, /* no line: the document begins or ends */
    KIND_PROSE,
    KIND_SENTENCE, /* a short one */
    KIND_OTHER,
    KIND_WEB, /* of words that pages use */
} Kind;

/* The lines in a row, of those that are left, whose words of prose less the cost of the other lines are most. */
typedef struct {
    guint first, end;
    gint words;
} Block;

/* What is known of the document around a line. */
typedef struct {
    guint n, at;       /* lines that are left, and which of them this is */
    guint first, last; /* the first and last line of prose among them */
    guint title;       /* the line that may be the article's title; G_MAXUINT: none */
    guint run;         /* lines without prose that it stands among */
    guint n_words;     /* of all of them */
    Block blocks[N_BLOCKS];
    guint prose_percent;
    gboolean page;
    gboolean look_as_page; /* with the features of pages */
    Kind above, below;
    gboolean gap_above, gap_below;   /* lines have just been removed there */
    gboolean under;                  /* one was removed above it in its run */
    guint words_above, words_below;  /* classes; 0: no line */
    guint near, around;              /* lines of prose within NEAR and AROUND lines */
    guint8 prose_above, prose_below; /* within AROUND lines, as bits, the nearest lowest */
    guint ahead;                     /* the first line that is left below these */
} Surroundings;

static const Line *
line_at(const GArray *lines, guint i)
{
    return &g_array_index(lines, Line, i);
}

static gboolean
is_left(const Line *line)
{
    return line->verdict != VERDICT_REMOVE;
}

/* The class of @value: how many of the @limits it passes. All are looked at: that is quicker than to foretell which. */
static inline guint
class_of(guint value, const guint *limits, guint n)
{
    guint class = 0;
    for (guint i = 0; i < n; i++)
        class += value > limits[i];
    return class;
}
#define CLASS(value, ...)                                                                          \
    class_of(value, (const guint[]){ __VA_ARGS__ }, G_N_ELEMENTS(((const guint[]){ __VA_ARGS__ })))

static guint
percent(guint part, guint whole)
{
    return whole != 0 ? part * 100 / whole : 0;
}

static guint
size_of(const Line *line)
{
    return CLASS(line->n_words, 4, 12);
}

static guint
words_of(const Line *line)
{
    return CLASS(line->n_words, 0, 1, 2, 4, 7, 11, 17, 29);
}

static guint
web_of(const Line *line)
{
    return CLASS(percent(line->n_web, line->n_words), 0, 25, 50);
}

static Kind
kind_of(const Line *line)
{
    if (line_is_prose(line))
        return KIND_PROSE;
    if (line->verdict == VERDICT_EDGE || percent(line->n_web, line->n_words) >= 40)
        return KIND_WEB;
    return line->last == MARK_STOP ? KIND_SENTENCE : KIND_OTHER;
}

/* Whether a line may be the title of what is below it: it is in no words of pages, and no sentence. */
static gboolean
is_title(const Line *line)
{
    const guint odd = LINE_BAR | LINE_AT | LINE_URL | LINE_COPYRIGHT | LINE_TAG | LINE_LOWER;
    return line->verdict == VERDICT_KEEP && (line->flags & odd) == 0 && line->last != MARK_COLON &&
           line->n_words >= TITLE_LEAST && line->n_words <= TITLE_MOST && line->n_capitals > 0 &&
           percent(line->n_web, line->n_words) < 30;
}

static void
add(Features *features, guint feature)
{
    features->at[features->n++] = feature;
}

static void
add_words(Features *features, const Line *line)
{
    guint words = words_of(line), size = size_of(line);
    guint capitals = CLASS(percent(line->n_capitals, line->n_words), 20, 50, 90);
    guint function = CLASS(percent(line->n_function, line->n_words), 0, 20, 35);
    add(features, FEATURE_WORDS_END + words * N_MARKS + line->last);
    add(features, FEATURE_WORDS_CAPITALS + words * 4 + capitals);
    add(features, FEATURE_WORDS_FUNCTION + words * 4 + function);
    add(features, FEATURE_WORDS_WEB + words * 4 + web_of(line));
    add(features, FEATURE_WEB_END + (web_of(line) * N_SIZES + size) * N_MARKS + line->last);
    add(features, FEATURE_NUMBERS +
                      CLASS(percent(line->n_numbers, line->n_words), 0, 20, 50) * N_SIZES + size);
}

/* For each bit that is set a feature, N_SIZES apart. */
static void
add_bits(Features *features, guint first, guint32 bits)
{
    for (; bits != 0; bits &= bits - 1)
        add(features, first + (guint)__builtin_ctz(bits) * N_SIZES);
}

static void
add_groups(Features *features, const Line *line)
{
    static const guint32 pairs[] = {
        GROUP_READER | GROUP_SUBSCRIBE, GROUP_READER | GROUP_PROMPT, GROUP_READER | GROUP_REACH,
        GROUP_PROMPT | GROUP_RELATED,   GROUP_NETWORK | GROUP_SHARE, GROUP_BYLINE | GROUP_FUNCTION,
        GROUP_CLICK | GROUP_FUNCTION,   GROUP_TIME | GROUP_BYLINE,
    };
    guint size = size_of(line);
    add_bits(features, FEATURE_GROUP + size, line->groups);
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if ((line->groups & pairs[i]) == pairs[i])
            add(features, FEATURE_PAIR + i * N_SIZES + size);
    }
    add_bits(features, FEATURE_FLAG + size, line->flags);
    add(features, FEATURE_FIRST + line->first * N_SIZES + size);
    if (line->verdict == VERDICT_EDGE)
        add(features, FEATURE_PHRASE + size);
    add(features,
        FEATURE_SAID + ((line->groups & GROUP_SAID) != 0) * 2 + ((line->flags & LINE_QUOTED) != 0));
}

static void
add_surroundings(Features *features, const Line *line, const Surroundings *around)
{
    guint size = size_of(line), shape = size * 2 + (line->last == MARK_STOP);
    guint after = around->at > around->last ? around->at - around->last : 0;
    guint before = around->at < around->first ? around->first - around->at : 0;
    add(features, FEATURE_NEIGHBOURS + (around->above * N_KINDS + around->below) * N_SIZES + size);
    add(features, FEATURE_TOP + CLASS(around->at, 0, 1, 2, 5, 10) * 6 + shape);
    add(features,
        FEATURE_BOTTOM + CLASS(around->n - 1 - around->at, 0, 1, 2, 5, 10, 20) * 6 + shape);
    add(features, FEATURE_AFTER + CLASS(after, 0, 1, 2, 5) * 6 + shape);
    add(features, FEATURE_BEFORE + CLASS(before, 0, 1, 2, 5) * 6 + shape);
    add(features, FEATURE_RUN + CLASS(around->run, 1, 2, 5, 10) * 6 + shape);
    add(features, FEATURE_GAP + (around->gap_above * 2 + around->gap_below) * N_SIZES + size);
    if (around->under)
        add(features, FEATURE_UNDER + shape);
    guint regime = CLASS(around->prose_percent, 10, 30, 60, 85);
    add(features, FEATURE_PROSE + regime * N_SIZES + size);
    add(features,
        FEATURE_REGIME + (regime * N_WORDS + words_of(line)) * 2 + (line->last == MARK_STOP));
    add(features, FEATURE_ABOVE_BELOW + around->words_above * (N_WORDS + 1) + around->words_below);
    add(features, FEATURE_NEAR + around->near * 6 + shape);
    add(features, FEATURE_AROUND + CLASS(around->around, 0, 2, 5, 9) * 6 + shape);
}

/* Where the line stands: 0 in the block, then above it by distance, then below it. */
static guint
place_of(const Block *block, guint at)
{
    if (at < block->first)
        return 1 + CLASS(block->first - at, 1, 3, 8, 20);
    return at < block->end ? 0 : 6 + CLASS(at - block->end + 1, 1, 3, 8, 20);
}

static void
add_blocks(Features *features, const Line *line, const Surroundings *around)
{
    guint stop = line->last == MARK_STOP, shape = size_of(line) * 2 + stop;
    for (guint i = 0; i < N_BLOCKS; i++) {
        const Block *block = &around->blocks[i];
        guint place = place_of(block, around->at), side = i * 3 + (place + 4) / 5;
        guint share = CLASS(percent((guint)block->words, around->n_words), 20, 50, 80);
        add(features, FEATURE_PAGE_PLACE + (i * N_PLACES + place) * 6 + shape);
        add(features, FEATURE_PAGE_SHARE + (side * 4 + share) * 2 + stop);
    }
}

/* Going by the stamps above the line, so that an article is the same with comments and without. */
static void
add_threads(Features *features, const Line *line)
{
    guint stop = line->last == MARK_STOP;
    guint above = CLASS(line->stamp_above, 0, 2, 5, STAMP_FAR - 1);
    guint n = CLASS(line->n_stamps, 1, 2, 5), near = line->stamp_below <= 5;
    if (line->n_stamps == 0)
        return;
    add(features, FEATURE_PAGE_THREAD + ((n * 5 + above) * 2 + near) * 2 + stop);
    add(features, FEATURE_PAGE_STAMPS + n * 6 + size_of(line) * 2 + stop);
}

/* The share of content words that the prose of other lines has; 0: there are no content words. */
static guint
shared_class(const Shared *shared)
{
    return shared->n > 0 ? 1 + CLASS(percent(shared->with_prose, shared->n), 0, 20, 40, 60) : 0;
}

static void
add_passage(Features *features, const GArray *lines, guint i)
{
    const Line *line = line_at(lines, i);
    Shared shared = shared_nearby(lines, i);
    add(features, FEATURE_PAGE_PASSAGE + (shared_class(&shared) * N_SIZES + size_of(line)) * 2 +
                      (line->last == MARK_STOP));
}

static void
collect(Features *features, const GArray *lines, guint i, const Surroundings *around)
{
    const Line *line = line_at(lines, i);
    features->n = 0;
    features->page = around->page;
    features->title = around->title == around->at;
    add(features, FEATURE_BIAS);
    add_words(features, line);
    add_groups(features, line);
    add_surroundings(features, line, around);
    if (!around->look_as_page)
        return;
    add_blocks(features, line, around);
    add_threads(features, line);
    add_passage(features, lines, i);
}

/* Looked at last, and only where it may matter: all other features are known of a line and its neighbours alone. */
void
add_overlap(Features *features, const Line *line)
{
    guint size = size_of(line);
    Shared shared = features->page ? line->shared : overlap_of(features->overlap, line);
    add(features,
        FEATURE_OVERLAP + (shared_class(&shared) * N_SIZES + size) * 2 + (line->last == MARK_STOP));
    if (shared.n > 0 && features->overlap->has_title)
        add(features, FEATURE_TITLE_WORDS +
                          CLASS(percent(shared.with_title, shared.n), 0, 30, 60) * N_SIZES + size);
}

/* ---- a document ---- */

/* Lets the blocks that end above line @at of those that are left go on with it, or begin anew. */
static void
grow_blocks(Block *best, Block *open, const Line *line, guint at)
{
    static const gint costs[N_BLOCKS] = { 3, 8, 20 };
    for (guint i = 0; i < N_BLOCKS; i++) {
        if (open[i].words <= 0)
            open[i] = (Block){ .first = at };
        open[i].words += line_is_prose(line) ? line->n_words : -costs[i];
        open[i].end = at + 1;
        if (open[i].words > best[i].words)
            best[i] = open[i];
    }
}

/* Counts the lines that are left, finds the prose among them. FALSE if the document is not one to judge. */
static gboolean
survey(const GArray *lines, Surroundings *around)
{
    guint n_prose = 0, n_words = 0, n_function = 0;
    Block open[N_BLOCKS] = { 0 };
    *around = (Surroundings){ .title = G_MAXUINT };
    for (guint i = 0; i < lines->len; i++) {
        const Line *line = line_at(lines, i);
        if (!is_left(line))
            continue;
        if (line_is_prose(line)) {
            around->first = n_prose == 0 ? around->n : around->first;
            around->last = around->n;
            n_prose++;
            if ((line->flags & LINE_LONG) == 0) {
                n_words += line->n_words;
                n_function += line->n_function;
            }
        }
        if (around->title == G_MAXUINT && n_prose == 0 && is_title(line))
            around->title = around->n;
        grow_blocks(around->blocks, open, line, around->n);
        around->n_words += line->n_words;
        around->n++;
    }
    around->prose_percent = percent(n_prose, around->n);
    around->page = around->n >= PAGE_LINES && around->prose_percent < PAGE_PERCENT;
    if (around->page) /* above the title of an article are those of others */
        around->title = G_MAXUINT;
    return n_prose >= PROSE_MIN && percent(n_function, n_words) >= FUNCTION_PERCENT_MIN;
}

/* The next line that is left after @i, or the number of lines; @gap tells whether one was removed in between. */
static guint
next_left(const GArray *lines, guint i, gboolean *gap)
{
    guint j = i + 1;
    while (j < lines->len && !is_left(line_at(lines, j)))
        j++;
    *gap = j > i + 1;
    return j;
}

/* How many lines without prose stand in a row from @i on. */
static guint
run_length(const GArray *lines, guint i)
{
    guint n = 0;
    for (; i < lines->len; i++) {
        const Line *line = line_at(lines, i);
        if (is_left(line) && line_is_prose(line))
            break;
        n += is_left(line);
    }
    return n;
}

static void
enter_run(const GArray *lines, guint i, Surroundings *around)
{
    if (line_is_prose(line_at(lines, i))) {
        around->run = 0;
        around->under = FALSE;
        return;
    }
    if (around->run == 0)
        around->run = run_length(lines, i);
    around->under |= around->gap_above;
}

/* Lets the next line come into sight, AROUND lines below. */
static void
look_ahead(const GArray *lines, Surroundings *around)
{
    gboolean gap;
    around->prose_below >>= 1;
    if (around->ahead >= lines->len)
        return;
    around->prose_below |= line_is_prose(line_at(lines, around->ahead)) << (AROUND - 1);
    around->ahead = next_left(lines, around->ahead, &gap);
}

static void
look_from_top(const GArray *lines, guint first, Surroundings *around)
{
    gboolean gap;
    around->ahead = next_left(lines, first, &gap);
    for (guint i = 0; i < AROUND; i++)
        look_ahead(lines, around);
}

static void
count_prose(Surroundings *around)
{
    guint nearest = (1u << NEAR) - 1;
    around->around = __builtin_popcount(around->prose_above | around->prose_below << AROUND);
    around->near = __builtin_popcount((around->prose_above & nearest) |
                                      (around->prose_below & nearest) << AROUND);
}

/**
 * each_line:
 *
 * Calls @visit with the features, but for those of add_overlap(), of each line that is left, unless the document is not one to judge.
 */
void
each_line(const char *text,
          GArray *lines,
          Look look,
          void (*visit)(Line *line, Features *features, gpointer data),
          gpointer data)
{
    Overlap overlap;
    Surroundings around;
    gboolean settled = (look & LOOK_SETTLED) != 0;
    if (!survey(lines, &around))
        return;
    overlap_init(&overlap, text, lines);
    around.look_as_page = around.page || (look & LOOK_AS_PAGE) != 0;
    if (around.look_as_page) {
        measure_threads(lines);
        share_words(lines, &overlap);
    }
    gboolean gap = FALSE;
    guint i = lines->len > 0 && is_left(line_at(lines, 0)) ? 0 : next_left(lines, 0, &gap);
    around.gap_above = i > 0 && !settled;
    around.above = KIND_NONE;
    look_from_top(lines, i, &around);
    while (i < lines->len) {
        Line *line = &g_array_index(lines, Line, i);
        Features features;
        features.overlap = &overlap;
        guint next = next_left(lines, i, &gap);
        around.gap_below = gap && !settled;
        around.below = next < lines->len ? kind_of(line_at(lines, next)) : KIND_NONE;
        around.words_below = next < lines->len ? words_of(line_at(lines, next)) + 1 : 0;
        count_prose(&around);
        enter_run(lines, i, &around);
        collect(&features, lines, i, &around);
        Kind kind = kind_of(line);
        visit(line, &features, data);
        around.above = kind;
        around.words_above = words_of(line) + 1;
        around.gap_above = around.gap_below;
        around.prose_above = (guint8)(around.prose_above << 1 | (kind == KIND_PROSE));
        look_ahead(lines, &around);
        around.at++;
        i = next;
    }
}

typedef struct {
    gint threshold, page_threshold;
    /* what add_overlap() can change in a score, by the line's size and whether it ends with a stop */
    gint least[N_SIZES][2], most[N_SIZES][2];
    gboolean page;
    guint n_removed;
} Judgement;

/* Lets the bounds hold whichever one of @n weights, @step apart, or none of them counts. */
static void
widen_bounds(const gint16 *weights, guint n, guint step, gint *least, gint *most)
{
    gint lowest = 0, highest = 0;
    for (guint i = 0; i < n; i++) {
        lowest = MIN(lowest, weights[i * step]);
        highest = MAX(highest, weights[i * step]);
    }
    *least += lowest;
    *most += highest;
}

/* The two families of add_overlap(), one value of each. */
static void
bound_overlap(Judgement *judgement)
{
    const guint n_overlap = (FEATURE_TITLE_WORDS - FEATURE_OVERLAP) / (N_SIZES * 2);
    const guint n_title = (FEATURE_PAGE_PLACE - FEATURE_TITLE_WORDS) / N_SIZES;
    for (guint i = 0; i < N_SIZES * 2; i++) {
        guint size = i / 2, stop = i % 2;
        gint *least = &judgement->least[size][stop], *most = &judgement->most[size][stop];
        widen_bounds(model_weights + FEATURE_OVERLAP + size * 2 + stop, n_overlap, N_SIZES * 2,
                     least, most);
        widen_bounds(model_weights + FEATURE_TITLE_WORDS + size, n_title, N_SIZES, least, most);
    }
}

static gint
sum_weights(const Features *features, const gint16 *weights, guint from)
{
    gint sum = 0;
    for (guint i = from; i < features->n; i++)
        sum += weights[features->at[i]];
    return sum;
}

/* A line of a page is only scored: judge_segments() judges. */
static void
score_in_page(Line *line, Features *features, Judgement *judgement)
{
    add_overlap(features, line);
    line->score = sum_weights(features, model_page_weights, 0) - judgement->page_threshold;
    judgement->page = TRUE;
}

static void
judge(Line *line, Features *features, gpointer data)
{
    Judgement *judgement = data;
    if (features->page) {
        score_in_page(line, features, judgement);
        return;
    }
    guint n = features->n, size = size_of(line), stop = line->last == MARK_STOP;
    gint threshold = judgement->threshold, score = sum_weights(features, model_weights, 0);
    if (features->title || score + judgement->most[size][stop] < threshold)
        return;
    if (score + judgement->least[size][stop] < threshold) {
        add_overlap(features, line);
        if (score + sum_weights(features, model_weights, n) < threshold)
            return;
    }
    line->judged = TRUE;
    judgement->n_removed++;
}

/**
 * judge_lines:
 * @balanced: the freer of the two thresholds
 *
 * Marks what the model takes for no part of the article, going by all lines that are left.
 *
 * Returns: how many lines that were
 */
guint
judge_lines(const char *text, GArray *lines, gboolean balanced, Look look)
{
    Judgement judgement = {
        .threshold = balanced ? MODEL_BALANCED : MODEL_SAFE,
        .page_threshold = balanced ? MODEL_PAGE_BALANCED : MODEL_PAGE_SAFE,
    };
    bound_overlap(&judgement);
    each_line(text, lines, look, judge, &judgement);
    if (judgement.page)
        judgement.n_removed = judge_segments(lines, MODEL_CHANGE);
    for (guint i = 0; i < lines->len; i++) {
        Line *line = &g_array_index(lines, Line, i);
        if (!line->judged || line->verdict == VERDICT_REMOVE)
            continue;
        line->verdict = VERDICT_REMOVE;
        line->reason = "boilerplate";
    }
    return judgement.n_removed;
}
