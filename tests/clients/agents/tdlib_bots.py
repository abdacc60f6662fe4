"""What TDLib does as a bot, and with bots."""

from __future__ import annotations

import base64

BUTTONS = {
    "Callback": "callback", "Url": "url", "SwitchInline": "switch", "WebApp": "web", "RequestPhoneNumber": "contact",
    "RequestLocation": "place", "RequestPoll": "poll",
}  # fmt: skip


def below(*rows: list[dict]) -> dict:
    return {"@type": "replyMarkupInlineKeyboard", "rows": list(rows)}


def button(words: str, kind: str, **fields) -> dict:
    return {
        "@type": "inlineKeyboardButton",
        "text": words,
        "type": {"@type": f"inlineKeyboardButtonType{kind}", **fields},
    }


def key(words: str, kind: str = "Text") -> dict:
    return {"@type": "keyboardButton", "text": words, "type": {"@type": f"keyboardButtonType{kind}"}}


def packed(data: str) -> str:
    return base64.b64encode(data.encode()).decode()


def article(title: str, words: str) -> dict:
    content = {"@type": "inputMessageText", "text": {"@type": "formattedText", "text": words}}
    return {"@type": "inputInlineQueryResultArticle", "id": "1", "title": title, "input_message_content": content}


class Bots:
    serving = False

    async def serve(self) -> bool:
        """Answer as a bot does: /start with a button, a press with words, and what is typed behind the bot's name."""
        plain = self.on_update_new_message

        def heard(got: dict) -> None:
            plain(got)
            message = got["message"]
            if not message["is_outgoing"] and message["content"].get("text", {}).get("text", "").startswith("/start"):
                markup = below([button("Press me", "Callback", data=packed("press"))])
                content = {"@type": "inputMessageText", "text": {"@type": "formattedText", "text": "Hello!"}}
                self.later(self.send(message["chat_id"], content, reply_markup=markup))

        self.on_update_new_message = heard
        self.serving = True
        return True

    def on_update_new_callback_query(self, got: dict) -> None:
        if self.serving:
            self.later(self._pressed(got))

    async def _pressed(self, got: dict) -> None:
        answered = {"text": "You pressed", "show_alert": True, "url": "", "cache_time": 0}
        await self.request("answerCallbackQuery", callback_query_id=got["id"], **answered)
        await self.edit(got["chat_id"], got["message_id"] >> 20, "Pressed.")

    def on_update_new_inline_query(self, got: dict) -> None:
        results = [article("Loud", got["query"].upper())]
        self.later(
            self.request("answerInlineQuery", inline_query_id=got["id"], results=results, cache_time=0, next_offset="")
        )

    async def press(self, peer, id: int, data: str) -> dict:
        payload = {"@type": "callbackQueryPayloadData", "data": packed(data)}
        answer = await self.request(
            "getCallbackQueryAnswer", chat_id=await self.chat(peer), message_id=id << 20, payload=payload
        )
        return {"text": answer["text"], "alert": answer["show_alert"]}

    async def send_inline(self, bot: str, query: str, to) -> dict:
        robot, chat = await self.chat(bot), await self.chat(to)
        found = await self.request("getInlineQueryResults", bot_user_id=robot, chat_id=chat, query=query, offset="")
        result = found["results"][0]
        sent = await self.request(
            "sendInlineQueryResultMessage", chat_id=chat, query_id=found["inline_query_id"], result_id=result["id"]
        )
        return {"title": result["title"], "id": (await self.done(sent))["id"] >> 20}

    async def keyboards(self, to) -> bool:
        """As a bot: a keyboard below a message, and one in place of the letters."""
        chosen = {"@type": "targetChatChosen", "types": {"@type": "targetChatTypes", "allow_user_chats": True}}
        rows = (
            [button("Tap", "Callback", data=packed("tap")), button("Look", "Url", url="https://example.org/")],
            [button("Share", "SwitchInline", query="cats", target_chat=chosen)],
        )
        keys = [[key("Yes")], [key("Number", "RequestPhoneNumber"), key("Where", "RequestLocation")]]
        for words, markup in (("Below", below(*rows)), ("Instead", {"@type": "replyMarkupShowKeyboard", "rows": keys})):
            content = {"@type": "inputMessageText", "text": {"@type": "formattedText", "text": words}}
            await self.send(to, content, reply_markup=markup)
        return True

    async def buttons(self, peer, id: int) -> list[list[str]]:
        message = await self.request("getMessage", chat_id=await self.chat(peer), message_id=id << 20)
        found = []
        for one in (one for row in message["reply_markup"]["rows"] for one in row):
            name = one["type"]["@type"].partition("Type")[2]
            found.append([one["text"], next((kind for part, kind in BUTTONS.items() if part in name), "text")])
        return found
