#define XML_DTD 1
#include <expat.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

struct SceneObject {
    std::string model;
    std::string note;
};

struct SceneState {
    XML_Parser parser;
    std::vector<SceneObject> objects;
};

static void XMLCALL startElement(void *data, const XML_Char *name, const XML_Char **attrs)
{
    auto *state = static_cast<SceneState *>(data);
    if (std::string(name) != "object")
        return;
    SceneObject object;
    for (int i = 0; attrs[i] != nullptr; i += 2)
        if (std::string(attrs[i]) == "model")
            object.model = attrs[i + 1];
    state->objects.push_back(object);
}

static void XMLCALL onText(void *data, const XML_Char *s, int len)
{
    auto *state = static_cast<SceneState *>(data);
    if (!state->objects.empty())
        state->objects.back().note.append(s, static_cast<std::size_t>(len));
}

static void XMLCALL onEntity(void *data, const XML_Char *, int, const XML_Char *value, int length,
                             const XML_Char *, const XML_Char *, const XML_Char *, const XML_Char *)
{
    auto *state = static_cast<SceneState *>(data);
    std::string text(value != nullptr ? value : "", value != nullptr ? static_cast<std::size_t>(length) : 0);
    if (value == nullptr || text.find('&') != std::string::npos)
        XML_StopParser(state->parser, XML_FALSE);
}

std::vector<SceneObject> loadScene(const std::string &path)
{
    std::ifstream in(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    XML_Parser parser = XML_ParserCreate("UTF-8");
    SceneState state{parser, {}};

    XML_SetUserData(parser, &state);
    XML_SetStartElementHandler(parser, startElement);
    XML_SetCharacterDataHandler(parser, onText);
    XML_SetEntityDeclHandler(parser, onEntity);
    XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, 20.0f);
    XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, 4ULL << 20);
    auto status = XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1);
    std::string error = XML_ErrorString(XML_GetErrorCode(parser));
    XML_ParserFree(parser);
    if (status != XML_STATUS_OK)
        throw std::runtime_error(path + ": " + error);
    return state.objects;
}
