/* edits-model.c: edits done the slow and plain way, byte by byte. SPDX-License-Identifier: MIT */
#include "edits-model.h"

#include <string.h>

#include <galley/unicode.h>

static const ModelByte *
byte_at(const Model *model, guint32 at)
{
    return &g_array_index(model->bytes, ModelByte, at);
}

void
model_init(Model *model, const char *text, gsize size)
{
    model->bytes = g_array_new(FALSE, FALSE, sizeof(ModelByte));
    model->rows = g_array_new(FALSE, FALSE, sizeof(ModelRow));
    model->edits = g_array_new(FALSE, FALSE, sizeof(ModelEdit));
    model->spoiled = FALSE;
    for (guint32 i = 0; i < size; i++) {
        ModelByte byte = { (guint8)text[i], TRUE, i, i + 1 };
        g_array_append_val(model->bytes, byte);
    }
}

void
model_copy(Model *to, const Model *from)
{
    to->bytes = g_array_copy(from->bytes);
    to->rows = g_array_copy(from->rows);
    to->edits = g_array_copy(from->edits);
    to->spoiled = from->spoiled;
}

void
model_clear(Model *model)
{
    g_array_unref(model->bytes);
    g_array_unref(model->rows);
    g_array_unref(model->edits);
}

gboolean
model_is_boundary(const Model *model, guint32 at)
{
    return at == model->bytes->len ||
           (at < model->bytes->len && (byte_at(model, at)->byte & 0xc0) != 0x80);
}

void
model_edit(Model *model, guint32 begin, guint32 end, const char *replacement)
{
    guint n = model->edits->len;
    guint32 last = n > 0 ? g_array_index(model->edits, ModelEdit, n - 1).end : 0;
    ModelEdit edit = { begin, end, replacement };
    gboolean fits = last <= begin && begin <= end && model_is_boundary(model, begin) &&
                    model_is_boundary(model, end);
    if (!fits || !galley_utf8_validate(replacement, strlen(replacement), NULL))
        model->spoiled = TRUE;
    g_array_append_val(model->edits, edit);
}

/* What stands for the bytes from @begin to @end stands for all that they stood for. */
static void
append_replacement(const Model *model, GArray *bytes, const ModelEdit *edit)
{
    ModelByte byte = { .low = G_MAXUINT32 };
    for (guint32 i = edit->begin; i < edit->end; i++) {
        byte.low = MIN(byte.low, byte_at(model, i)->low);
        byte.high = MAX(byte.high, byte_at(model, i)->high);
    }
    for (const char *c = edit->replacement; *c; c++) {
        byte.byte = (guint8)*c;
        g_array_append_val(bytes, byte);
    }
}

static void
append_copied(const Model *model, GArray *bytes, guint32 from, guint32 to)
{
    for (; from < to; from++)
        g_array_append_val(bytes, *byte_at(model, from));
}

void
model_apply(Model *model)
{
    guint32 from = 0;
    if (model->spoiled)
        return;
    GArray *bytes = g_array_new(FALSE, FALSE, sizeof(ModelByte));
    for (guint i = 0; i < model->edits->len; i++) {
        const ModelEdit *edit = &g_array_index(model->edits, ModelEdit, i);
        append_copied(model, bytes, from, edit->begin);
        append_replacement(model, bytes, edit);
        from = edit->end;
    }
    append_copied(model, bytes, from, model->bytes->len);
    g_array_unref(model->bytes);
    model->bytes = bytes;
    g_array_set_size(model->edits, 0);
}

guint
model_add_row(Model *model, guint layer, guint32 begin, guint32 end)
{
    ModelRow row = { .layer = layer, .low = G_MAXUINT32 };
    if (begin >= end || !model_is_boundary(model, begin) || !model_is_boundary(model, end))
        model->spoiled = TRUE;
    for (guint32 i = begin; !model->spoiled && i < end; i++) {
        if (!byte_at(model, i)->copied)
            continue;
        row.low = MIN(row.low, byte_at(model, i)->low);
        row.high = byte_at(model, i)->high;
    }
    g_array_append_val(model->rows, row);
    return model->rows->len - 1;
}

gboolean
model_row_survives(const Model *model, const ModelRow *row)
{
    for (guint32 i = 0; i < model->bytes->len; i++) {
        const ModelByte *byte = byte_at(model, i);
        if (byte->copied && row->low <= byte->low && byte->low < row->high)
            return TRUE;
    }
    return FALSE;
}
