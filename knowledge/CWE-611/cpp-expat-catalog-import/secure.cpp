#include <expat.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace fs = std::filesystem;

struct CatalogImport {
    fs::path folder;
    XML_Parser parser;
    std::vector<std::string> titles;
    std::string text;
};

static void XMLCALL onText(void *data, const XML_Char *s, int len)
{
    static_cast<CatalogImport *>(data)->text.append(s, static_cast<std::size_t>(len));
}

static void XMLCALL onEnd(void *data, const XML_Char *name)
{
    auto *import = static_cast<CatalogImport *>(data);
    if (std::string(name) == "title")
        import->titles.push_back(import->text);
    import->text.clear();
}

static void XMLCALL onDoctype(void *data, const XML_Char *, const XML_Char *, const XML_Char *, int)
{
    XML_StopParser(static_cast<CatalogImport *>(data)->parser, XML_FALSE);
}

std::vector<std::string> importCatalog(const fs::path &folder, const std::string &document)
{
    XML_Parser parser = XML_ParserCreate(nullptr);
    CatalogImport import{folder, parser, {}, {}};
    XML_SetUserData(parser, &import);
    XML_SetElementHandler(parser, nullptr, onEnd);
    XML_SetCharacterDataHandler(parser, onText);
    XML_SetStartDoctypeDeclHandler(parser, onDoctype);
    XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER);
    auto status = XML_Parse(parser, document.data(), static_cast<int>(document.size()), 1);
    std::string error = XML_ErrorString(XML_GetErrorCode(parser));
    XML_ParserFree(parser);
    if (status != XML_STATUS_OK)
        throw std::runtime_error("catalog rejected: " + error);
    return import.titles;
}
