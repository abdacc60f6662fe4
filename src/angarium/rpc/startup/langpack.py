"""langpack.*: our own phrases to our own clients, an empty and valid pack to all others (https://core.telegram.org/api/translations)."""

from __future__ import annotations

from angarium.domain.looks import languages
from angarium.domain.looks.languages import Language
from angarium.model.errors import Refusal
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _strings(pack: str, code: str) -> dict[str, str]:
    return languages.phrases(code) if pack == languages.PACK else {}


def _require(code: str) -> Language:
    found = languages.find(code)
    if found is None:
        raise Refusal("LANG_CODE_NOT_SUPPORTED")
    return found


def _render_language(language: Language, pack: str) -> types.LangPackLanguage:
    count = len(_strings(pack, language.code))
    return types.LangPackLanguage(
        official=True, name=language.name, native_name=language.native, lang_code=language.code, plural_code=language.code,
        strings_count=count, translated_count=count, translations_url="",
    )  # fmt: skip


def _render_strings(found: dict[str, str]) -> list[types.TypeLangPackString]:
    return [types.LangPackString(key=key, value=value) for key, value in found.items()]


@method("langpack.getLanguages", login=False)
async def get_languages(call: Call, req: functions.langpack.GetLanguages) -> list[types.TypeLangPackLanguage]:
    # Whoever brings phrases of their own has them in English; a language without phrases would be a choice that changes nothing.
    return [
        _render_language(language, req.lang_pack)
        for language in languages.LANGUAGES
        if language.code == "en" or _strings(req.lang_pack, language.code)
    ]


@method("langpack.getLanguage", login=False)
async def get_language(call: Call, req: functions.langpack.GetLanguage) -> types.TypeLangPackLanguage:
    return _render_language(_require(req.lang_code), req.lang_pack)


@method("langpack.getLangPack", login=False)
async def get_lang_pack(call: Call, req: functions.langpack.GetLangPack) -> types.TypeLangPackDifference:
    # An unknown language is no error here: clients ask with whatever their system speaks, and go on with their own strings.
    found = _strings(req.lang_pack, req.lang_code)
    return types.LangPackDifference(
        lang_code=req.lang_code, from_version=0, version=languages.VERSION, strings=_render_strings(found)
    )


@method("langpack.getDifference", login=False)
async def get_difference(call: Call, req: functions.langpack.GetDifference) -> types.TypeLangPackDifference:
    newer = req.from_version < languages.VERSION
    found = _strings(req.lang_pack, req.lang_code) if newer else {}
    return types.LangPackDifference(
        lang_code=req.lang_code,
        from_version=req.from_version,
        version=languages.VERSION,
        strings=_render_strings(found),
    )


@method("langpack.getStrings", login=False)
async def get_strings(call: Call, req: functions.langpack.GetStrings) -> list[types.TypeLangPackString]:
    found = _strings(req.lang_pack, req.lang_code)
    return [
        types.LangPackString(key=key, value=found[key]) if key in found else types.LangPackStringDeleted(key=key)
        for key in req.keys[:1000]
    ]
