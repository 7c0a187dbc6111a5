/* overview.c: what the page says of the corpus. SPDX-License-Identifier: MIT */
#include "overview.h"

#include <math.h>
#include <string.h>

#define ID_MOST 200u /* bytes */

/* ---- rankings ---- */

/* The cells of a row, behind its name. */
typedef void (*Cells)(const Overview *overview, const Rank *rank);

typedef struct {
    Table table;
    const char *caption, *heads;
    const char *nameless; /* for an empty name */
    const char *one, *many, *rows_one, *rows_many;
    Cells cells;
} Ranking;

static void
cell_share(GString *out, guint64 part, guint64 whole)
{
    put(out, "<td class=\"n\">");
    put_percent(out, part, whole);
    put(out, "</td>");
}

static void
cells_documents(const Overview *overview, const Rank *rank)
{
    cell_number(overview->out, rank->documents);
    cell_share(overview->out, rank->documents, overview->summary->documents);
}

static void
cells_rows(const Overview *overview, const Rank *rank)
{
    cell_number(overview->out, rank->rows);
    cell_number(overview->out, rank->documents);
    cell_share(overview->out, rank->documents, overview->summary->documents);
}

static void
cells_speaker(const Overview *overview, const Rank *rank)
{
    cell_number(overview->out, rank->rows);
    cell_number(overview->out, rank->documents);
    put(overview->out, "<td class=\"n\">");
    if (rank->n > 0)
        put_score(overview->out, rank->sum / (double)rank->n);
    put(overview->out, "</td>");
    cell_number(overview->out, rank->n);
}

static void
cells_entity(const Overview *overview, const Rank *rank)
{
    const char *type = rank_get_text(rank, 1);
    put(overview->out, "<td>");
    put_text(overview->out, type, strlen(type));
    put(overview->out, "</td>");
    cell_number(overview->out, rank->rows);
    cell_number(overview->out, rank->documents);
}

static void
cells_removed(const Overview *overview, const Rank *rank)
{
    const char *step = rank_get_text(rank, 1);
    put(overview->out, "<td>");
    put_text(overview->out, step, strlen(step));
    put(overview->out, "</td>");
    cell_number(overview->out, rank->rows);
    cell_number(overview->out, rank->documents);
    cell_number(overview->out, (guint64)rank->amount);
}

static void
cells_category(const Overview *overview, const Rank *rank)
{
    cell_number(overview->out, rank->rows);
    cell_share(overview->out, rank->rows, (guint64)MAX(rank->amount, 0));
    cell_number(overview->out, rank->documents);
}

enum {
    RANKING_LANGUAGE,
    RANKING_LAYER,
    RANKING_SPEAKER,
    RANKING_KIND,
    RANKING_ENTITY,
    RANKING_REMOVED,
    RANKING_CATEGORY,
};

static const Ranking rankings[] = {
    [RANKING_LANGUAGE] = { TABLE_LANGUAGE, "Languages", "Language|#Documents|#Share", "not told",
                           "language", "languages", "document", "documents", cells_documents },
    [RANKING_LAYER] = { TABLE_LAYER, NULL, "Layer|#Rows|#Documents with any|#Share", "", "layer",
                        "layers", "row", "rows", cells_rows },
    [RANKING_SPEAKER] = { TABLE_SPEAKER, "Who is quoted most",
                          "Speaker|#Quotations|#Documents|#Mean sentiment|#Scored quotations",
                          "speaker not named", "speaker", "speakers", "quotation", "quotations",
                          cells_speaker },
    [RANKING_KIND] = { TABLE_KIND, "Kinds", "Kind|#Quotations|#Documents|#Share of documents",
                       "not told", "kind", "kinds", "quotation", "quotations", cells_rows },
    [RANKING_ENTITY] = { TABLE_ENTITY, NULL, "Name|Type|#Mentions|#Documents", "not named", "name",
                         "names", "mention", "mentions", cells_entity },
    [RANKING_REMOVED] = { TABLE_REMOVED, NULL, "Reason|Step|#Places|#Documents|#Bytes",
                          "no reason given", "reason", "reasons", "place", "places",
                          cells_removed },
    [RANKING_CATEGORY] = { TABLE_CATEGORY, NULL, "Category|#Words|#Share of words|#Documents",
                           "not named", "category", "categories", "word", "words", cells_category },
};

static const char *
name_of(const Ranking *ranking, const Rank *rank)
{
    const char *name = rank_get_text(rank, 0);
    if (*name != '\0')
        return name;
    return ranking->table == TABLE_SPEAKER && g_str_equal(rank_get_text(rank, 1), SUMMARY_PRONOUN)
               ? "a pronoun, for nobody named"
               : ranking->nameless;
}

/* What the table does not show is told. */
static void
draw_left_out(const Overview *overview, const Ranking *ranking, guint n, guint shown, guint64 rows)
{
    GString *out = overview->out;
    const Ranks *ranks = &overview->summary->tables[ranking->table];
    if (shown < n || ranks->error > 0)
        put(out, "<p class=\"note\">");
    if (shown < n) {
        put(out, "And ");
        put(out, ranks->error > 0 ? "more than " : "");
        put_counted(out, n - shown, ranking->one, ranking->many);
        put(out, " more, with ");
        put_counted(out, ranks->rows - rows, ranking->rows_one, ranking->rows_many);
        put(out, ". ");
    }
    if (ranks->error > 0) {
        put(out, "There were more ");
        put(out, ranking->many);
        put(out, " than are counted at once (");
        put_number(out, (guint64)overview->report->names);
        put(out, "): the rarest were forgotten on the way, so that a count may be too low by ");
        put_number(out, ranks->error);
        put(out, " at most.");
    }
    put(out, shown < n || ranks->error > 0 ? "</p>\n" : "");
}

static void
draw_ranking(const Overview *overview, guint which)
{
    GString *out = overview->out;
    const Ranking *ranking = &rankings[which];
    g_autoptr(GPtrArray) list = ranks_sort(&overview->summary->tables[ranking->table]);
    guint shown = MIN(list->len, (guint)overview->report->top);
    guint64 rows = 0;
    if (list->len == 0)
        return;
    table_begin(out, ranking->caption, ranking->heads);
    for (guint i = 0; i < shown; i++) {
        const Rank *rank = list->pdata[i];
        const char *name = name_of(ranking, rank);
        put(out, "<tr><th scope=\"row\" dir=\"auto\">");
        put_text(out, name, strlen(name));
        put(out, "</th>");
        ranking->cells(overview, rank);
        put(out, "</tr>\n");
        rows += rank->rows;
    }
    table_end(out);
    draw_left_out(overview, ranking, list->len, shown, rows);
}

/* ---- the corpus ---- */

static void
draw_figure(GString *out, const char *name, guint64 number)
{
    g_string_append_printf(out, "<tr><th scope=\"row\">%s</th>", name);
    cell_number(out, number);
    put(out, "</tr>\n");
}

static void
draw_corpus(const Overview *overview)
{
    const Summary *summary = overview->summary;
    table_begin(overview->out, NULL, "What|#How much");
    draw_figure(overview->out, "Documents", summary->documents);
    draw_figure(overview->out, "Bytes as read", summary->source_bytes);
    draw_figure(overview->out, "Bytes of text, after all steps", summary->text_bytes);
    if ((summary->has & HAS_TOKENS) != 0)
        draw_figure(overview->out, "Words and numbers", summary->words);
    table_end(overview->out);
    draw_ranking(overview, RANKING_LANGUAGE);
}

static void
draw_layers(const Overview *overview)
{
    draw_ranking(overview, RANKING_LAYER);
}

static void
draw_nothing(const Overview *overview, Table table, const char *what)
{
    if (g_hash_table_size(overview->summary->tables[table].ranks) == 0)
        g_string_append_printf(overview->out, "<p class=\"note\">%s</p>\n", what);
}

static void
draw_quoted(const Overview *overview)
{
    draw_ranking(overview, RANKING_SPEAKER);
    draw_nothing(overview, TABLE_SPEAKER, "No quotation was found.");
    draw_ranking(overview, RANKING_KIND);
    if (overview->summary->tables[TABLE_SPEAKER].rows > 0)
        put(overview->out, "<p class=\"note\">Speakers are joined over documents by their names as "
                           "written. The mean is over quotations with a scored word; scare quotes "
                           "and titles have no speaker.</p>\n");
}

static void
draw_entities(const Overview *overview)
{
    draw_ranking(overview, RANKING_ENTITY);
    draw_nothing(overview, TABLE_ENTITY, "No name was found.");
}

static void
draw_removed(const Overview *overview)
{
    draw_ranking(overview, RANKING_REMOVED);
}

static void
draw_dictionary(const Overview *overview)
{
    draw_ranking(overview, RANKING_CATEGORY);
    draw_nothing(overview, TABLE_CATEGORY, "No category was counted in whole documents.");
}

/* ---- sentiment ---- */

#define CHART_HEIGHT 120u
#define CHART_BAR 24u

static double
bin_begin(guint bin)
{
    return (double)((gint)bin - (gint)SUMMARY_BINS / 2) / (SUMMARY_BINS / 2);
}

static void
draw_bars(const Overview *overview, guint64 most)
{
    for (guint i = 0; i < SUMMARY_BINS; i++) {
        guint64 n = overview->summary->bins[i];
        guint height = n > 0 ? MAX((guint)((double)n / (double)most * CHART_HEIGHT), 1) : 0;
        g_string_append_printf(
            overview->out, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/>\n",
            i < SUMMARY_BINS / 2 ? "bad" : "good", i * CHART_BAR + 2, CHART_HEIGHT - height + 4,
            CHART_BAR - 4, height);
    }
}

/* Columns of a tenth each; a table below has their figures. */
static void
draw_chart(const Overview *overview)
{
    GString *out = overview->out;
    guint64 most = 1;
    guint width = SUMMARY_BINS * CHART_BAR;
    for (guint i = 0; i < SUMMARY_BINS; i++)
        most = MAX(most, overview->summary->bins[i]);
    g_string_append_printf(
        out,
        "<figure><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\" "
        "role=\"img\" aria-label=\"Documents by sentiment, from −1 to +1; the "
        "figures are in the table that follows\">\n",
        width, CHART_HEIGHT + 24);
    draw_bars(overview, most);
    g_string_append_printf(out, "<line x1=\"0\" y1=\"%u\" x2=\"%u\" y2=\"%u\"/>\n",
                           CHART_HEIGHT + 4, width, CHART_HEIGHT + 4);
    for (gint i = -2; i <= 2; i++) {
        g_string_append_printf(out, "<text x=\"%d\" y=\"%u\" text-anchor=\"%s\">",
                               (i + 2) * (gint)width / 4, CHART_HEIGHT + 20,
                               i == -2  ? "start"
                               : i == 2 ? "end"
                                        : "middle");
        put_signed(out, i / 2.0, 1);
        put(out, "</text>\n");
    }
    put(out, "</svg>\n<figcaption>Documents by sentiment; the highest column stands for ");
    put_number(out, most);
    put(out, ".</figcaption></figure>\n");
}

static void
draw_bins(const Overview *overview)
{
    GString *out = overview->out;
    put(out, "<details><summary>The chart's figures</summary>\n");
    table_begin(out, NULL, "From|Up to|#Documents|#Share");
    for (guint i = 0; i < SUMMARY_BINS; i++) {
        put(out, "<tr><td>");
        put_signed(out, bin_begin(i), 1);
        put(out, "</td><td>");
        put_signed(out, bin_begin(i + 1), 1);
        put(out, "</td>");
        cell_number(out, overview->summary->bins[i]);
        cell_share(out, overview->summary->bins[i], summary_scored(overview->summary));
        put(out, "</tr>\n");
    }
    table_end(out);
    put(out, "<p class=\"note\">A document at a border counts above it, one at 1 below.</p>\n"
             "</details>\n");
}

static void
draw_mean(const Overview *overview)
{
    GString *out = overview->out;
    double n = (double)summary_scored(overview->summary), mean = overview->summary->sum / n;
    double variance = overview->summary->squares / n - mean * mean;
    put(out, "<tr><th scope=\"row\">Mean</th><td class=\"n\">");
    put_score(out, mean);
    put(out, "</td><td></td></tr>\n<tr><th scope=\"row\">Standard deviation</th><td class=\"n\">");
    put_decimals(out, variance > 0 ? sqrt(variance) : 0, 4);
    put(out, "</td><td></td></tr>\n");
}

static void
draw_signs(const Overview *overview)
{
    const Summary *summary = overview->summary;
    const struct {
        const char *name;
        guint64 n;
    } signs[] = { { "Positive, from +0.05 on", summary->positive },
                  { "Between", summary->neutral },
                  { "Negative, from −0.05 on", summary->negative },
                  { "Without a scored word", summary->unscored } };
    guint64 all = summary_scored(summary) + summary->unscored;
    table_begin(overview->out, NULL, "Documents|#Number|#Share");
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
        g_string_append_printf(overview->out, "<tr><th scope=\"row\">%s</th>", signs[i].name);
        cell_number(overview->out, signs[i].n);
        cell_share(overview->out, signs[i].n, all);
        put(overview->out, "</tr>\n");
    }
    if (summary_scored(summary) > 0)
        draw_mean(overview);
    table_end(overview->out);
}

/* The id, which leads to the document where that is shown. */
static void
put_document(const Overview *overview, const Extreme *extreme)
{
    gboolean shown = extreme->document < overview->n_shown;
    if (shown)
        g_string_append_printf(overview->out, "<a href=\"#d%" G_GUINT64_FORMAT "\">",
                               extreme->document + 1);
    put_short(overview->out, extreme->id, strlen(extreme->id), ID_MOST);
    put(overview->out, shown ? "</a>" : "");
}

static void
draw_extremes(const Overview *overview, const char *caption, const Extreme *list)
{
    GString *out = overview->out;
    if (list[0].id == NULL)
        return;
    table_begin(out, caption, "Document|#Sentiment");
    for (guint i = 0; i < SUMMARY_EXTREMES && list[i].id != NULL; i++) {
        put(out, "<tr><th scope=\"row\" dir=\"auto\">");
        put_document(overview, &list[i]);
        put(out, "</th><td class=\"n\">");
        put_score(out, list[i].compound);
        put(out, "</td></tr>\n");
    }
    table_end(out);
}

static void
draw_sentiments(const Overview *overview)
{
    const Summary *summary = overview->summary;
    if (summary_scored(summary) + summary->unscored == 0) {
        put(overview->out, "<p class=\"note\">No document has a score of its own.</p>\n");
        return;
    }
    if (summary_scored(summary) > 0)
        draw_chart(overview);
    draw_signs(overview);
    if (summary_scored(summary) > 0)
        draw_bins(overview);
    draw_extremes(overview, "Most positive", summary->highest);
    draw_extremes(overview, "Most negative", summary->lowest);
}

/* ---- the page ---- */

static const struct {
    const char *id, *title;
    guint has; /* of Has, one of them; 0: always */
    void (*draw)(const Overview *overview);
} sections[] = {
    { "corpus", "The corpus", 0, draw_corpus },
    { "layers", "Layers", 0, draw_layers },
    { "quotations", "Quotations", HAS_QUOTATIONS, draw_quoted },
    { "names", "Names", HAS_ENTITIES, draw_entities },
    { "sentiment", "Sentiment", HAS_SENTIMENT, draw_sentiments },
    { "removed", "Removed", HAS_REMOVED, draw_removed },
    { "dictionary", "Dictionary", HAS_DICTIONARY, draw_dictionary },
};

static gboolean
is_wanted(const Overview *overview, gsize section)
{
    return sections[section].has == 0 || (overview->summary->has & sections[section].has) != 0;
}

static const char *
title_of(const Overview *overview)
{
    const Report *report = overview->report;
    return report->title != NULL ? report->title : report->pipeline;
}

void
overview_begin(const Overview *overview)
{
    GString *out = overview->out;
    const char *title = title_of(overview);
    put(out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
             "<meta charset=\"utf-8\"/>\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
             "<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>");
    put_text(out, title, strlen(title));
    put(out, "</title>\n<style>\n");
    put(out, report_style);
    put(out, "</style>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">");
    put_text(out, title, strlen(title));
    put(out, "</h1>\n<nav aria-label=\"Contents\"><ul>\n");
    for (gsize i = 0; i < G_N_ELEMENTS(sections); i++)
        if (is_wanted(overview, i))
            g_string_append_printf(out, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].id,
                                   sections[i].title);
    if (overview->n_shown > 0)
        put(out, "<li><a href=\"#documents\">Documents</a></li>\n");
    put(out, "</ul></nav>\n</header>\n<main>\n");
}

/* How the text is marked, by what there is to be marked. */
static const struct {
    guint has; /* of Has, one of them */
    const char *markup;
} legend[] = {
    { HAS_QUOTATIONS, "<mark class=\"said\">what was said</mark>, <mark class=\"indirect\">said "
                      "without marks</mark>, <span class=\"aside\">in marks but no speech</span>, "
                      "<i class=\"cue\">that it was said</i>, <b class=\"speaker\">by whom</b>" },
    { HAS_MENTIONS, "<span class=\"name\">names</span>" },
    { HAS_VALENCES, "<span class=\"good\">positive</span> and <span class=\"bad\">negative</span> "
                    "words" },
};

static void
draw_legend(const Overview *overview)
{
    const char *before = "<p>Marked in the texts: ";
    for (gsize i = 0; i < G_N_ELEMENTS(legend); i++) {
        if ((overview->summary->has & legend[i].has) == 0)
            continue;
        put(overview->out, before);
        put(overview->out, legend[i].markup);
        before = ", ";
    }
    put(overview->out, *before == ',' ? ".</p>\n" : "");
}

static void
draw_shown(const Overview *overview)
{
    guint64 all = overview->summary->documents;
    GString *out = overview->out;
    put(out, "<section id=\"documents\" aria-labelledby=\"h-documents\">\n"
             "<h2 id=\"h-documents\">Documents</h2>\n<p>");
    if (overview->n_shown < all) {
        put(out, "The first ");
        put_number(out, overview->n_shown);
        put(out, " of ");
    }
    put_counted(out, all, "document", "documents");
    put(out, ".</p>\n<ol class=\"contents\">\n");
    for (guint i = 0; i < overview->n_shown; i++) {
        g_string_append_printf(out, "<li><a href=\"#d%u\" dir=\"auto\">", i + 1);
        put_short(out, overview->shown[i].title, strlen(overview->shown[i].title), ID_MOST);
        put(out, "</a></li>\n");
    }
    put(out, "</ol>\n");
    draw_legend(overview);
}

void
overview_draw(const Overview *overview)
{
    for (gsize i = 0; i < G_N_ELEMENTS(sections); i++) {
        if (!is_wanted(overview, i))
            continue;
        g_string_append_printf(overview->out,
                               "<section id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 "
                               "id=\"h-%s\">%s</h2>\n",
                               sections[i].id, sections[i].id, sections[i].id, sections[i].title);
        sections[i].draw(overview);
        put(overview->out, "</section>\n");
    }
    if (overview->n_shown > 0)
        draw_shown(overview);
}

void
overview_end(const Overview *overview)
{
    put(overview->out, overview->n_shown > 0 ? "</section>\n" : "");
    put(overview->out, "</main>\n</body>\n</html>\n");
}
