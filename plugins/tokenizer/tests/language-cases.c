/* language-cases.c: texts in other languages, by UAX #29. SPDX-License-Identifier: MIT */
#include "cases.h"

typedef struct {
    const char *name;
    const char *language; /* of the document's metadata */
    const char *text;
    const char *expected;
    const char *options; /* %NULL: none */
} LanguageCase;

static const LanguageCase words[] = {
    { .name = "german",
      .language = "de",
      .text = "Die Straße misst 3,5 km; z.B. hier.",
      .expected = "Die|Straße|misst|3,5|km|;|z.B|.|hier|." },
    { .name = "german-hyphen",
      .language = "de-AT",
      .text = "Nord-Süd-Achse",
      .expected = "Nord|-|Süd|-|Achse" },
    { .name = "french",
      .language = "fr",
      .text = "L’eau, c'est-à-dire « l'onde » !",
      .expected = "L’eau|,|c'est|-|à|-|dire|«|l'onde|»|!" },
    { .name = "chinese",
      .language = "zh-Hant",
      .text = "今天下雨。",
      .expected = "今|天|下|雨|。" },
    { .name = "japanese",
      .language = "ja",
      .text = "カメラを3台見た。",
      .expected = "カメラ|を|3|台|見|た|。" },
    { .name = "korean", .language = "ko", .text = "비가 온다.", .expected = "비가|온다|." },
    { .name = "arabic",
      .language = "ar",
      .text = "هل وصل القطار؟ نعم، ٣٫٥ كم.",
      .expected = "هل|وصل|القطار|؟|نعم|،|٣٫٥|كم|." },
    { .name = "hebrew", .language = "he", .text = "צה\"ל הגיע.", .expected = "צה\"ל|הגיע|." },
    { .name = "russian", .language = "ru", .text = "Он ушёл.", .expected = "Он|ушёл|." },
    { .name = "clitic-is-none",
      .language = "de",
      .text = "Geht's dont",
      .expected = "Geht's|dont" },
    { .name = "region-of-english", .language = "EN-gb", .text = "don't", .expected = "do+n't" },
    { .name = "undetermined", .language = "und", .text = "don't", .expected = "do+n't" },
    { .name = "empty", .language = "", .text = "don't", .expected = "do+n't" },
    { .name = "longer-tag", .language = "enm", .text = "don't", .expected = "don't" },
    { .name = "english-all-the-same",
      .language = "nl",
      .text = "don't",
      .expected = "do+n't",
      .options = "other_languages: english" },
};

static const LanguageCase kinds[] = {
    { .name = "letters-and-marks",
      .language = "fr",
      .text = "Été 2021 : 5 € + 👍",
      .expected = "word number punctuation number symbol symbol emoji" },
    { .name = "han",
      .language = "zh",
      .text = "三月、5日",
      .expected = "word word punctuation number word" },
    { .name = "arabic-digits",
      .language = "ar",
      .text = "عام ٢٠٢١؟",
      .expected = "word number punctuation" },
};

static const LanguageCase sentences[] = {
    { .name = "german",
      .language = "de",
      .text = "Es regnet. „Komm!“, rief sie. Er blieb.",
      .expected = "Es regnet. | „Komm!“, rief sie. | Er blieb." },
    { .name = "lower-case-behind-period",
      .language = "de",
      .text = "Vögel, z. B. die Amsel, singen. Still.",
      .expected = "Vögel, z. B. die Amsel, singen. | Still." },
    { .name = "french",
      .language = "fr",
      .text = "Il pleut ! « Viens », dit-elle. Où ?",
      .expected = "Il pleut ! | « Viens », dit-elle. | Où ?" },
    { .name = "chinese",
      .language = "zh",
      .text = "今天下雨。他没来！“为什么？”她问。",
      .expected = "今天下雨。 | 他没来！ | “为什么？” | 她问。" },
    { .name = "japanese",
      .language = "ja",
      .text = "雨が降る。傘がない。",
      .expected = "雨が降る。 | 傘がない。" },
    { .name = "arabic",
      .language = "ar",
      .text = "هل وصل؟ نعم. وصل!",
      .expected = "هل وصل؟ | نعم. | وصل!" },
    { .name = "hindi",
      .language = "hi",
      .text = "बारिश हुई। वह रुका।",
      .expected = "बारिश हुई। | वह रुका।" },
    { .name = "initials",
      .language = "ru",
      .text = "Роман А. С. Грина вышел. Он 5. Да.",
      .expected = "Роман А. С. Грина вышел. | Он 5. | Да." },
    { .name = "letter-in-a-word",
      .language = "de",
      .text = "Er nahm 3B. Dann ging er (A). Und ich.",
      .expected = "Er nahm 3B. | Dann ging er (A). | Und ich." },
    { .name = "opening-glued",
      .language = "ja",
      .text = "彼は笑った。「行こう。」（二人は歩いた。）",
      .expected = "彼は笑った。 | 「行こう。」 | （二人は歩いた。）" },
    { .name = "paragraphs",
      .language = "de",
      .text = "Der Fluss\n\nEr ist lang. Er ist tief.",
      .expected = "[heading] Der Fluss | Er ist lang. | Er ist tief." },
    { .name = "wrapped",
      .language = "de",
      .text = "Am Morgen zog der Nebel vom Wasser herauf in\n"
              "die Gassen der alten Stadt. Niemand sah z.B.\n"
              "den Turm der Kirche. Gegen Mittag erst kam\n"
              "die Sonne.",
      .expected =
          "Am Morgen zog der Nebel vom Wasser herauf in die Gassen der alten Stadt. | Niemand "
          "sah z.B. den Turm der Kirche. | Gegen Mittag erst kam die Sonne." },
    { .name = "wrapped-behind-an-end",
      .language = "fr",
      .text = "La pluie tombait depuis le matin sur la ville !\n"
              "Personne ne sortait plus de chez soi. (Enfin.)\n"
              "Le soir, la lumière revint par les fenêtres et\n"
              "tout le monde rit.",
      .expected =
          "La pluie tombait depuis le matin sur la ville ! | Personne ne sortait plus de chez "
          "soi. | (Enfin.) | Le soir, la lumière revint par les fenêtres et tout le monde rit." },
    { .name = "line-a-sentence",
      .language = "ja",
      .text = "雨。風。\n雪",
      .expected = "雨。風。 | 雪",
      .options = "sentences: line" },
    { .name = "to-the-letter",
      .language = "de",
      .text = "Am Morgen zog der Nebel vom Wasser herauf in\n"
              "die Gassen der alten Stadt und in die Höfe.",
      .expected =
          "Am Morgen zog der Nebel vom Wasser herauf in | die Gassen der alten Stadt und in die "
          "Höfe.",
      .options = "sentences: uax29" },
};

static const LanguageCase paragraphs[] = {
    { .name = "han-lines",
      .language = "zh",
      .text = "春天来了，花开了，鸟儿在树上唱歌。\n夏天。\n秋天的风吹过田野，叶子落在河里。",
      .expected =
          "春天来了，花开了，鸟儿在树上唱歌。 | 夏天。 | 秋天的风吹过田野，叶子落在河里。" },
    { .name = "han-wrapped",
      .language = "zh",
      .text =
          "春天来了花开了鸟儿在树上唱歌夏天的雨\n落在田野上秋天的风吹过河边的树林叶子\n都黄了。",
      .expected =
          "春天来了花开了鸟儿在树上唱歌夏天的雨 落在田野上秋天的风吹过河边的树林叶子 都黄了。" },
    { .name = "question-heads-nothing",
      .language = "ar",
      .text = "هل وصل القطار؟\n\nنعم، وصل في المساء.",
      .expected = "هل وصل القطار؟ | نعم، وصل في المساء." },
};

static void
add_all(const char *group, View view, const LanguageCase *cases, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        Case test = { cases[i].name, cases[i].text, cases[i].expected, cases[i].options };
        add_case_in(group, view, &test, cases[i].language);
    }
}

void
add_language_cases(void)
{
    add_all("language/words", view_tokens, words, G_N_ELEMENTS(words));
    add_all("language/kinds", view_kinds, kinds, G_N_ELEMENTS(kinds));
    add_all("language/sentences", view_sentences, sentences, G_N_ELEMENTS(sentences));
    add_all("language/paragraphs", view_paragraphs, paragraphs, G_N_ELEMENTS(paragraphs));
}
