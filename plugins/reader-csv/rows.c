/* rows.c: where a row of CSV ends, in bytes as they come. SPDX-License-Identifier: MIT */
#include "rows.h"

#include <string.h>

typedef enum {
    FIELD_BEGIN,
    PLAIN,
    QUOTED,
    MARK_IN_QUOTED, /* the end of the field, or half of a doubled mark */
    AFTER_RETURN,   /* CR: a line feed may belong to it */
} State;

/* The unit at @at as an ASCII character; what is none is 0x80. */
static inline guint8
unit_at(const guint8 *bytes, gsize at, Units units)
{
    if (units.width == 1)
        return bytes[at];
    return bytes[at + 1 - units.low] == 0 ? bytes[at + units.low] : 0x80;
}

static gboolean
break_off(RowScan *scan, const char *fault)
{
    scan->fault = fault;
    scan->fault_at = scan->at;
    return FALSE;
}

static inline gboolean
is_delimiter(RowScan *scan, guint8 unit, const char *delimiters)
{
    if (unit != ',' && unit != ';' && unit != '\t' && unit != '|')
        return FALSE;
    if (strchr(delimiters, unit) == NULL)
        return FALSE;
    scan->counts[strchr(ROW_DELIMITERS, unit) - ROW_DELIMITERS]++;
    return TRUE;
}

/* One unit outside quotation marks, or behind one that may have ended the field; FALSE where it
 * cannot stand there. */
static inline gboolean
step_outside(RowScan *scan, guint8 unit, const char *delimiters)
{
    if (is_delimiter(scan, unit, delimiters))
        scan->state = FIELD_BEGIN;
    else if (unit == '"' && scan->state == FIELD_BEGIN)
        scan->state = QUOTED;
    else if (unit == '"' && scan->state == MARK_IN_QUOTED)
        scan->state = QUOTED;
    else if (unit == '"')
        return break_off(scan, "a quotation mark in a field that begins without one; a field with "
                               "one wants marks around it, and each inside twice");
    else if (scan->state == MARK_IN_QUOTED)
        return break_off(scan, "something behind the quotation mark that ends a field; inside a "
                               "field it is written twice");
    else
        scan->state = PLAIN;
    return TRUE;
}

/* Behind the first line end at or after @at; %FALSE if there is none in the bytes. */
static gboolean
find_line_end(RowScan *scan, const guint8 *bytes, gsize size, gboolean at_end, Units units)
{
    for (; scan->at + units.width <= size; scan->at += units.width)
        if (unit_at(bytes, scan->at, units) == '\n') {
            scan->at += units.width;
            return TRUE;
        }
    if (at_end)
        scan->at = size;
    return at_end;
}

static RowStatus
end_broken(RowScan *scan, const guint8 *bytes, gsize size, gboolean at_end, Units units)
{
    if (scan->line_end > 0) {
        scan->at = scan->line_end;
        return ROW_BROKEN;
    }
    return find_line_end(scan, bytes, size, at_end, units) ? ROW_BROKEN : ROW_OPEN;
}

static RowStatus
end_of_bytes(RowScan *scan, const guint8 *bytes, gsize size, gboolean at_end, Units units)
{
    if (!at_end)
        return ROW_OPEN;
    if (scan->state == QUOTED) {
        break_off(scan, "a field in quotation marks that does not end");
        return end_broken(scan, bytes, size, at_end, units);
    }
    scan->at = size; /* half a unit at the end too */
    return ROW_WHOLE;
}

RowStatus
row_scan(RowScan *scan,
         const guint8 *bytes,
         gsize size,
         gboolean at_end,
         Units units,
         const char *delimiters)
{
    if (scan->fault != NULL)
        return end_broken(scan, bytes, size, at_end, units);
    for (; scan->at + units.width <= size; scan->at += units.width) {
        guint8 unit = unit_at(bytes, scan->at, units);
        if (scan->state == AFTER_RETURN) {
            scan->at += unit == '\n' ? units.width : 0;
            return ROW_WHOLE;
        }
        if (scan->state == QUOTED) {
            if (unit == '"')
                scan->state = MARK_IN_QUOTED;
            else if (unit == '\n' && scan->line_end == 0)
                scan->line_end = scan->at + units.width;
        } else if (unit == '\n') {
            scan->at += units.width;
            return ROW_WHOLE;
        } else if (unit == '\r')
            scan->state = AFTER_RETURN;
        else if (!step_outside(scan, unit, delimiters))
            return end_broken(scan, bytes, size, at_end, units);
    }
    return end_of_bytes(scan, bytes, size, at_end, units);
}
