/* html.c: pieces of the page. SPDX-License-Identifier: MIT */
#include "html.h"

#include <math.h>
#include <string.h>

#include "summary.h"

void
put(GString *out, const char *markup)
{
    g_string_append(out, markup);
}

void
put_text(GString *out, const char *text, gsize size)
{
    galley_append_html(out, text, size);
}

void
put_short(GString *out, const char *text, gsize size, gsize most)
{
    gsize shown = MIN(size, most);
    while (!galley_utf8_is_boundary(text, (guint32)size, (guint32)shown))
        shown--;
    put_text(out, text, shown);
    put(out, shown < size ? "…" : "");
}

/* ---- numbers ---- */

void
put_number(GString *out, guint64 number)
{
    char digits[32];
    gsize n = (gsize)g_snprintf(digits, sizeof digits, "%" G_GUINT64_FORMAT, number);
    for (gsize i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            g_string_append_c(out, ',');
        g_string_append_c(out, digits[i]);
    }
}

void
put_counted(GString *out, guint64 number, const char *one, const char *many)
{
    put_number(out, number);
    g_string_append_c(out, ' ');
    put(out, number == 1 ? one : many);
}

void
put_percent(GString *out, guint64 part, guint64 whole)
{
    put_decimals(out, whole > 0 ? (double)part / (double)whole * 100 : 0, 1);
    put(out, "\u00A0%");
}

void
put_decimals(GString *out, double value, guint decimals)
{
    gsize at = out->len;
    galley_append_decimals(out, value, decimals);
    if (out->str[at] == '-') {
        g_string_erase(out, (gssize)at, 1);
        g_string_insert(out, (gssize)at, "−");
    }
}

void
put_signed(GString *out, double value, guint decimals)
{
    gsize at = out->len;
    put_decimals(out, value, decimals);
    if (g_ascii_isdigit(out->str[at]) && !g_str_equal(out->str + at, "0.0"))
        g_string_insert_c(out, (gssize)at, '+');
}

const char *
tone_of(double value, double neutral)
{
    if (fabs(value) < neutral || value == 0)
        return "even";
    return value > 0 ? "good" : "bad";
}

void
put_score(GString *out, double compound)
{
    g_string_append_printf(out, "<b class=\"%s\">", tone_of(compound, SUMMARY_NEUTRAL));
    put_signed(out, compound, 4);
    put(out, "</b>");
}

/* ---- tables ---- */

void
table_begin(GString *out, const char *caption, const char *heads)
{
    g_auto(GStrv) titles = g_strsplit(heads, "|", -1);
    put(out, "<div class=\"wide\"><table>");
    if (caption != NULL)
        g_string_append_printf(out, "<caption>%s</caption>", caption);
    put(out, "<thead><tr>");
    for (char **title = titles; *title != NULL; title++)
        if (**title == '#')
            g_string_append_printf(out, "<th scope=\"col\" class=\"n\">%s</th>", *title + 1);
        else
            g_string_append_printf(out, "<th scope=\"col\">%s</th>", *title);
    put(out, "</tr></thead><tbody>\n");
}

void
table_end(GString *out)
{
    put(out, "</tbody></table></div>\n");
}

void
cell_number(GString *out, guint64 number)
{
    put(out, "<td class=\"n\">");
    put_number(out, number);
    put(out, "</td>");
}
