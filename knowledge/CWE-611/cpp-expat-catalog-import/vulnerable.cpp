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

static int XMLCALL onExternal(XML_Parser parser, const XML_Char *context, const XML_Char *,
                              const XML_Char *systemId, const XML_Char *)
{
    auto *import = static_cast<CatalogImport *>(XML_GetUserData(parser));
    std::ifstream in(import->folder / systemId, std::ios::binary);
    std::string part((std::istreambuf_iterator<char>(in)), {});
    XML_Parser sub = XML_ExternalEntityParserCreate(parser, context, nullptr);
    int ok = XML_Parse(sub, part.data(), static_cast<int>(part.size()), 1);
    XML_ParserFree(sub);
    return ok;
}

std::vector<std::string> importCatalog(const fs::path &folder, const std::string &document)
{
    XML_Parser parser = XML_ParserCreate(nullptr);
    CatalogImport import{folder, parser, {}, {}};
    XML_SetUserData(parser, &import);
    XML_SetElementHandler(parser, nullptr, onEnd);
    XML_SetCharacterDataHandler(parser, onText);
    XML_SetExternalEntityRefHandler(parser, onExternal);
    XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
    auto status = XML_Parse(parser, document.data(), static_cast<int>(document.size()), 1);
    std::string error = XML_ErrorString(XML_GetErrorCode(parser));
    XML_ParserFree(parser);
    if (status != XML_STATUS_OK)
        throw std::runtime_error("catalog rejected: " + error);
    return import.titles;
}
