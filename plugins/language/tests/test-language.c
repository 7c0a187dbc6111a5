/* test-language.c: languages told, and what is too little to tell. SPDX-License-Identifier: MIT */
#include "support.h"

#include <galley/galley.h>

typedef struct {
    const char *name;
    const char *options;
    const char *text;
    const char *language;
} Case;

static const Case cases[] = {
    { "english", "", "The port reopened on Friday after three days of storm.", "en" },
    { "english-short", "", "The port reopened.", "en" },
    { "german", "", "Der Hafen ist nach drei Tagen Sturm wieder offen.", "de" },
    { "french", "", "Le port a rouvert vendredi, après trois jours de tempête.", "fr" },
    { "spanish", "", "El puerto volvió a abrir el viernes tras tres días de tormenta.", "es" },
    { "italian", "", "Il porto ha riaperto venerdì dopo tre giorni di tempesta.", "it" },
    { "portuguese", "", "O porto reabriu na sexta-feira depois de três dias de tempestade.", "pt" },
    { "dutch", "", "De haven is vrijdag na drie dagen storm weer opengegaan.", "nl" },
    { "swedish", "", "Hamnen öppnade igen på fredagen efter tre dagar av storm.", "sv" },
    { "polish", "", "Port został ponownie otwarty w piątek po trzech dniach sztormu.", "pl" },
    { "czech", "", "Přístav byl v pátek po třech dnech bouře znovu otevřen.", "cs" },
    { "hungarian", "", "A kikötő pénteken, három nap vihar után újra megnyílt.", "hu" },
    { "finnish", "", "Satama avattiin uudelleen perjantaina kolmen päivän myrskyn jälkeen.", "fi" },
    { "turkish", "", "Liman, üç gün süren fırtınadan sonra cuma günü yeniden açıldı.", "tr" },
    { "russian", "", "Порт снова открылся в пятницу после трёх дней шторма.", "ru" },
    { "ukrainian", "", "Порт знову відкрився в п'ятницю після трьох днів шторму.", "uk" },
    { "greek", "", "Το λιμάνι άνοιξε ξανά την Παρασκευή μετά από τρεις μέρες.", "el" },
    { "hebrew", "", "הנמל נפתח מחדש ביום שישי לאחר שלושה ימי סערה.", "he" },
    { "arabic", "", "أعيد فتح الميناء يوم الجمعة بعد ثلاثة أيام من العاصفة.", "ar" },
    { "japanese", "", "港は三日間の嵐の後、金曜日に再開された。", "ja" },
    { "korean", "", "항구는 사흘간의 폭풍 뒤 금요일에 다시 열렸다.", "ko" },
    { "chinese", "", "港口在三天的风暴之后于星期五重新开放。", "zh" },
    { "control", "", "The port\001 reopened on Friday after\f three days of storm.\x7F", "en" },
    { "noncharacter", "", "The port reopened\uFDD0 on Friday after \uFFFF three days.", "en" },
    { "empty", "", "", "und" },
    { "digits", "", "12 345 678 90", "und" },
    { "blanks", "", "  \n\t ", "und" },
    { "name", "", "Xq", "und" },
    { "half", "{least: 0.9}",
      "The port reopened on Friday after three days of storm, and the ferries sail again. "
      "Порт снова открылся в пятницу после трёх дней шторма, и паромы снова ходят.",
      "und" },
};

static GalleyDocument *
process(const char *options, const char *text, const char *known)
{
    g_autofree char *yaml =
        g_strdup_printf("galley: 1\nsteps:\n  - language: %s\n", *options ? options : "{}");
    g_autoptr(GError) error = NULL;
    g_autoptr(GalleyPipeline) pipeline =
        galley_pipeline_load_text(yaml, strlen(yaml), "p.yaml", NULL, &error);
    g_assert_no_error(error);
    GalleyDocument *document = galley_document_new();
    if (known != NULL)
        galley_document_set_metadata_text(document, "language", known, -1);
    galley_document_set_text(document, text, strlen(text), &error);
    galley_pipeline_process(pipeline, document, &error);
    g_assert_no_error(error);
    return document;
}

static void
test_language(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(GalleyDocument) document = process(test->options, test->text, NULL);
    const GalleyMetadata *language = galley_document_get_metadata(document, "language");
    const GalleyMetadata *reliable = galley_document_get_metadata(document, "language_reliable");
    const GalleyMetadata *share = galley_document_get_metadata(document, "language_confidence");
    g_assert_cmpstr(language->text, ==, test->language);
    g_assert_cmpint(reliable->int64, ==, !g_str_equal(test->language, "und"));
    g_assert_true(share->number >= 0 && share->number <= 1);
}

/* A sample of a long text ends on characters and sees its middle. */
static void
test_sample(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 4000; i++)
        g_string_append(text, "Порт снова открылся в пятницу. ");
    for (guint sample = 100; sample < 112; sample++) {
        g_autofree char *options = g_strdup_printf("{sample: %u}", sample);
        g_autoptr(GalleyDocument) document = process(options, text->str, NULL);
        g_assert_cmpstr(galley_document_get_metadata(document, "language")->text, ==, "ru");
    }
}

static void
test_keep(void)
{
    const char *text = "The port reopened on Friday after three days of storm.";
    g_autoptr(GalleyDocument) kept = process("{keep: true}", text, "fr");
    g_autoptr(GalleyDocument) set = process("", text, "fr");
    g_autoptr(GalleyDocument) unknown = process("{keep: true}", text, "und");
    g_assert_cmpstr(galley_document_get_metadata(kept, "language")->text, ==, "fr");
    g_assert_null(galley_document_get_metadata(kept, "language_reliable"));
    g_assert_cmpstr(galley_document_get_metadata(set, "language")->text, ==, "en");
    g_assert_cmpstr(galley_document_get_metadata(unknown, "language")->text, ==, "en");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/language/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_language);
    }
    g_test_add_func("/language/sample", test_sample);
    g_test_add_func("/language/keep", test_keep);
    return g_test_run();
}
