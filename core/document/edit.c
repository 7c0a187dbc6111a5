/* edit.c: lists of edits, and how they change the text. SPDX-License-Identifier: MIT */
#include <string.h>

#include <galley/unicode.h>

#include "document/state-private.h"

void
galley_document_edit(GalleyDocument *document,
                     guint32 begin,
                     guint32 end,
                     const char *replacement,
                     gssize size,
                     const char *reason)
{
    const GalleyScope *scope = document->scope;
    if (!scope || !scope->edits) {
        galley_document_violate(document, "edits the text, which it does not declare");
        return;
    }
    gsize n = !replacement ? 0 : size < 0 ? strlen(replacement) : (gsize)size;
    GalleyEdit edit = { begin, end, document->replacements->len, (guint32)MIN(n, G_MAXUINT32),
                        NULL };
    if (reason)
        edit.reason = galley_arena_copy(&document->scratch, reason, strlen(reason));
    if (n > 0)
        g_string_append_len(document->replacements, replacement, (gssize)n);
    g_array_append_val(document->edits, edit);
}

static gboolean
on_boundary(const GalleyText *text, guint32 at)
{
    return at == text->size || ((guint8)text->bytes[at] & 0xc0) != 0x80;
}

static const char *
edit_fault(const GalleyDocument *document, const GalleyEdit *edit, guint32 last_end)
{
    const GalleyText *text = &document->text;
    if (edit->begin > edit->end || edit->end > text->size)
        return "is not inside the text";
    if (edit->begin < last_end)
        return "overlaps the edit before it or comes before it";
    if (!on_boundary(text, edit->begin) || !on_boundary(text, edit->end))
        return "cuts a character";
    if (!galley_utf8_validate(document->replacements->str + edit->at, edit->size, NULL))
        return "puts in what is not valid UTF-8";
    return NULL;
}

/* Checks the list; answers with the size of the text that it makes. */
static gboolean
check_edits(const GalleyDocument *document, gsize *new_size, GError **error)
{
    guint32 last_end = 0;
    gsize size = document->text.size;
    for (guint i = 0; i < document->edits->len; i++) {
        const GalleyEdit *edit = &g_array_index(document->edits, GalleyEdit, i);
        const char *fault = edit_fault(document, edit, last_end);
        if (fault) {
            g_autofree char *what = g_strdup_printf("makes a wrong edit (bytes %u to %u): it %s",
                                                    edit->begin, edit->end, fault);
            galley_document_contract_error(document, error, what);
            return FALSE;
        }
        size = size - (edit->end - edit->begin) + edit->size;
        last_end = edit->end;
    }
    *new_size = size;
    if (size <= GALLEY_SIZE_MAX)
        return TRUE;
    g_set_error(error, GALLEY_DOCUMENT_ERROR, GALLEY_DOCUMENT_ERROR_TOO_LARGE,
                "edits would make the text %" G_GSIZE_FORMAT " bytes long; the most is %u", size,
                GALLEY_SIZE_MAX);
    return FALSE;
}

/* What an edit with a reason takes out goes to `removed`, in bytes of the source. */
static void
note_removed(GalleyDocument *document, const GalleyEdit *edit)
{
    GalleyLayer *removed = &document->layers[0];
    guint32 begin, end;
    galley_document_map_to_source(document, edit->begin, edit->end, &begin, &end);
    if (begin == end)
        return;
    removed->state = GALLEY_LAYER_NEW;
    guint32 row = galley_layer_add(removed, begin, end);
    galley_layer_set_text(removed, GALLEY_REMOVED_REASON, row, edit->reason, -1);
    galley_layer_set_text(removed, GALLEY_REMOVED_STEP, row, document->scope->step, -1);
}

static void
build_text(GalleyDocument *document, gsize size)
{
    const GalleyText *old = &document->text;
    GalleyText *new = &document->spare;
    GalleyAlignment *list = &document->list_alignment;
    guint32 from = 0;
    galley_text_reserve(new, size);
    galley_alignment_set_identity(list, 0);
    new->size = 0;
    for (guint i = 0; i < document->edits->len; i++) {
        const GalleyEdit *edit = &g_array_index(document->edits, GalleyEdit, i);
        memcpy(new->bytes + new->size, old->bytes + from, edit->begin - from);
        galley_alignment_append(list, edit->begin - from, 1, from, 1);
        new->size += edit->begin - from;
        if (edit->size > 0)
            memcpy(new->bytes + new->size, document->replacements->str + edit->at, edit->size);
        galley_alignment_append(list, 1, edit->size, edit->begin, edit->end - edit->begin);
        new->size += edit->size;
        from = edit->end;
    }
    memcpy(new->bytes + new->size, old->bytes + from, old->size - from);
    galley_alignment_append(list, old->size - from, 1, from, 1);
    new->size += old->size - from;
    new->bytes[new->size] = '\0';
}

static void
swap_texts(GalleyText *a, GalleyText *b)
{
    GalleyText c = *a;
    *a = *b;
    *b = c;
}

static void
swap_alignments(GalleyAlignment *a, GalleyAlignment *b)
{
    GalleyAlignment c = *a;
    *a = *b;
    *b = c;
}

/* The text as the step found it is kept until the step is done. */
static void
take_new_text(GalleyDocument *document)
{
    if (!document->applied) {
        galley_alignment_set_identity(&document->step_alignment, document->text.size);
        swap_texts(&document->text, &document->kept);
    }
    swap_texts(&document->text, &document->spare);
    galley_alignment_compose(&document->spare_alignment, &document->list_alignment,
                             &document->step_alignment);
    swap_alignments(&document->step_alignment, &document->spare_alignment);
    document->applied = TRUE;
}

gboolean
galley_document_apply_list(GalleyDocument *document, GError **error)
{
    gsize size;
    if (!check_edits(document, &size, error))
        return FALSE;
    for (guint i = 0; i < document->edits->len; i++) {
        const GalleyEdit *edit = &g_array_index(document->edits, GalleyEdit, i);
        if (edit->reason)
            note_removed(document, edit);
    }
    build_text(document, size);
    take_new_text(document);
    g_array_set_size(document->edits, 0);
    g_string_truncate(document->replacements, 0);
    return TRUE;
}

static gboolean
has_new_rows(const GalleyDocument *document)
{
    for (guint i = 1; i < document->n_layers; i++)
        if (document->layers[i].state == GALLEY_LAYER_NEW && document->layers[i].n > 0)
            return TRUE;
    return FALSE;
}

gboolean
galley_document_apply_edits(GalleyDocument *document, GError **error)
{
    if (document->edits->len == 0)
        return TRUE;
    if (has_new_rows(document)) {
        galley_document_contract_error(document, error, "applies edits after it has added rows");
        return FALSE;
    }
    return galley_document_apply_list(document, error);
}
