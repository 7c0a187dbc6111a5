/* text-speed.cpp: galley's text steps and their peers over the same documents in one process.
 * SPDX-License-Identifier: MIT */
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include <galley/galley.h>
#include <galley/unicode.h>

#ifdef HAVE_ICU
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/ubrk.h>
#endif
#ifdef HAVE_LIBXML2
#include <libxml/HTMLparser.h>
#endif

/*
 * text-speed DOCUMENTS ROUNDS [BLINGFIRE.so]: DOCUMENTS holds texts, a NUL behind each. Prints, for
 * each thing measured, its name and the least CPU seconds of ROUNDS, in which all take turns: so a
 * busy minute of the machine falls on all. text.py makes the documents and the table.
 */

namespace
{

using Texts = std::vector<std::string>;

struct Contestant {
    const char *name;
    std::function<gsize(const Texts &)> run; /* returns what it found, so that no work is idle */
    double least = 1e9;
};

volatile gsize found; /* where the results go */

double
cpu_seconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

Texts
read_texts(const char *path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(file)), {});
    Texts texts;
    for (gsize begin = 0, end = 0; (end = all.find('\0', begin)) != std::string::npos;
         begin = end + 1)
        texts.push_back(all.substr(begin, end - begin));
    return texts;
}

/* ---- galley ---- */

/* A pipeline of @steps alone: the documents' making, the steps, and the engine's checks. */
std::function<gsize(const Texts &)>
pipeline_of(const std::string &steps)
{
    const std::string yaml = "galley: 1\nname: speed\nsteps: [" + steps + "]\n";
    g_autoptr(GError) error = nullptr;
    GalleyPipeline *pipeline =
        galley_pipeline_load_text(yaml.data(), yaml.size(), "speed.yaml", nullptr, &error);
    if (pipeline == nullptr || !galley_pipeline_open(pipeline, &error))
        g_error("%s", error->message);
    GalleyDocument *document = galley_document_new();
    return [pipeline, document](const Texts &texts) {
        gsize n = 0;
        for (const std::string &text : texts) {
            galley_document_set_text(document, text.data(), text.size(), nullptr);
            n += galley_pipeline_process(pipeline, document, nullptr) == GALLEY_OK;
        }
        return n;
    };
}

std::function<gsize(const Texts &)>
breaks_of(guint32 (*next)(const char *, guint32, guint32))
{
    return [next](const Texts &texts) {
        gsize n = 0;
        for (const std::string &text : texts)
            for (guint32 at = 0; at < text.size(); n++)
                at = next(text.data(), static_cast<guint32>(text.size()), at);
        return n;
    };
}

gsize
find_normalized(const Texts &texts)
{
    gsize n = 0;
    for (const std::string &text : texts)
        n += galley_normalized_prefix(GALLEY_NORMAL_FORM_NFC, text.data(), text.size());
    return n;
}

/* ---- peers ---- */

#ifdef HAVE_ICU
gsize
icu_breaks(UBreakIterator *breaks, const Texts &texts)
{
    gsize n = 0;
    UText view = UTEXT_INITIALIZER;
    for (const std::string &text : texts) {
        UErrorCode status = U_ZERO_ERROR;
        utext_openUTF8(&view, text.data(), static_cast<gint64>(text.size()), &status);
        ubrk_setUText(breaks, &view, &status);
        while (ubrk_next(breaks) != UBRK_DONE)
            n++;
    }
    utext_close(&view);
    return n;
}

UBreakIterator *
icu_iterator(UBreakIteratorType type)
{
    UErrorCode status = U_ZERO_ERROR;
    return ubrk_open(type, "en", nullptr, 0, &status);
}

gsize
icu_normalize(const Texts &texts)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *nfc = icu::Normalizer2::getNFCInstance(status);
    std::string out;
    gsize n = 0;
    for (const std::string &text : texts) {
        out.clear();
        icu::StringByteSink<std::string> sink(&out, static_cast<gint32>(text.size()));
        nfc->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<gint32>(text.size())), sink,
                           nullptr, status);
        n += out.size();
    }
    return n;
}

void
add_icu(std::vector<Contestant> &all)
{
    UBreakIterator *words = icu_iterator(UBRK_WORD), *sentences = icu_iterator(UBRK_SENTENCE);
    all.push_back({ "icu words", [=](const Texts &t) { return icu_breaks(words, t); } });
    all.push_back({ "icu sentences", [=](const Texts &t) { return icu_breaks(sentences, t); } });
    all.push_back({ "icu words and sentences", [=](const Texts &t) {
                       return icu_breaks(words, t) + icu_breaks(sentences, t);
                   } });
    all.push_back({ "icu normalizeUTF8", icu_normalize });
}
#endif

#ifdef HAVE_LIBXML2
/* The text as a page of one paragraph each: what its parser takes for nothing but text. */
gsize
libxml2_parse(const Texts &texts)
{
    gsize n = 0;
    std::string page;
    for (const std::string &text : texts) {
        page = "<p>" + text + "</p>";
        htmlDocPtr parsed = htmlReadMemory(page.data(), static_cast<int>(page.size()), nullptr,
                                           "UTF-8", HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
        n += parsed != nullptr;
        xmlFreeDoc(parsed);
    }
    return n;
}
#endif

using BlingFire = int (*)(const char *, int, char *, int);

gsize
blingfire_run(BlingFire function, const Texts &texts)
{
    static std::vector<char> out;
    gsize n = 0;
    for (const std::string &text : texts) {
        out.resize(std::max(out.size(), text.size() * 3 + 1));
        n += static_cast<gsize>(function(text.data(), static_cast<int>(text.size()), out.data(),
                                         static_cast<int>(out.size())));
    }
    return n;
}

void
add_blingfire(std::vector<Contestant> &all, const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        g_error("%s", dlerror());
    auto words = reinterpret_cast<BlingFire>(dlsym(library, "TextToWords"));
    auto sentences = reinterpret_cast<BlingFire>(dlsym(library, "TextToSentences"));
    all.push_back({ "blingfire words", [=](const Texts &t) { return blingfire_run(words, t); } });
    all.push_back(
        { "blingfire sentences", [=](const Texts &t) { return blingfire_run(sentences, t); } });
    all.push_back({ "blingfire words and sentences", [=](const Texts &t) {
                       return blingfire_run(words, t) + blingfire_run(sentences, t);
                   } });
}

std::vector<Contestant>
contestants(const char *blingfire)
{
    std::vector<Contestant> all = {
        { "documents", pipeline_of("") },
        { "galley words", breaks_of(galley_word_break_next) },
        { "galley sentences", breaks_of(galley_sentence_break_next) },
        { "galley normal form", find_normalized },
        { "tokenizer uax29", pipeline_of("tokenizer: {mode: uax29}") },
        { "tokenizer general", pipeline_of("tokenizer") },
        { "tokenizer news", pipeline_of("tokenizer: {sentences: news}") },
        { "cleaner", pipeline_of("cleaner") },
        { "cleaner characters", pipeline_of("cleaner: {boilerplate: keep}") },
    };
#ifdef HAVE_ICU
    add_icu(all);
#endif
#ifdef HAVE_LIBXML2
    all.push_back({ "libxml2 parse", libxml2_parse });
#endif
    if (blingfire != nullptr)
        add_blingfire(all, blingfire);
    return all;
}

} // namespace

int
main(int argc, char **argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: text-speed DOCUMENTS ROUNDS [BLINGFIRE.so]\n");
        return 2;
    }
    const Texts texts = read_texts(argv[1]);
    std::vector<Contestant> all = contestants(argc > 3 ? argv[3] : nullptr);
    for (int round = std::atoi(argv[2]); round > 0; round--) {
        for (Contestant &one : all) {
            const double begin = cpu_seconds();
            found = found + one.run(texts);
            one.least = std::min(one.least, cpu_seconds() - begin);
        }
    }
    for (const Contestant &one : all)
        std::printf("%s\t%.6f\n", one.name, one.least);
    return 0;
}
