"""Methods whose result has another type in older layers: canonical result → older result."""

from __future__ import annotations

from typing import Any

from angarium.tl import types
from angarium.tl.adapters.registry import result
from angarium.tl.errors import NotInLayer


@result(
    "account.verifyEmail", "channels.deleteHistory", "messages.report", "phone.sendGroupCallMessage",
    "stories.canSendStory", "stories.report",
)  # fmt: skip
def say_done(value: Any) -> bool:
    """It was a Bool."""
    return value is not False


@result("messages.addChatUser", "messages.createChat", "channels.inviteToChannel")
def take_updates(value: Any) -> Any:
    """Who could not be invited was not said."""
    return value.updates if isinstance(value, types.messages.InvitedUsers) else value


@result("channels.joinChannel", "messages.importChatInvite")
def take_join(value: Any) -> Any:
    """Raises NotInLayer when a web view must be shown first."""
    if isinstance(value, types.messages.ChatInviteJoinResultWebView):
        raise NotInLayer(value.NAME, 0)
    return value.updates if isinstance(value, types.messages.ChatInviteJoinResultOk) else value


@result("help.getAppConfig")
def take_config(value: Any) -> Any:
    """Without a hash to compare the whole was sent each time."""
    return value.config if isinstance(value, types.help.AppConfig) else value


@result("messages.getDialogFilters")
def take_filters(value: Any) -> Any:
    """The list alone."""
    return value.filters if isinstance(value, types.messages.DialogFilters) else value


@result("messages.getMessageReadParticipants")
def take_readers(value: list[Any]) -> list[int]:
    """Who, but not when."""
    return [reader if isinstance(reader, int) else reader.user_id for reader in value]


@result("stats.getMessagePublicForwards")
def take_forwards(value: Any) -> Any:
    """A page of messages; stories were not passed on yet."""
    if not isinstance(value, types.stats.PublicForwards):
        return value
    found = [one.message for one in value.forwards if isinstance(one, types.PublicForwardMessage)]
    return types.messages.MessagesSlice(
        count=value.count, messages=found, topics=[], chats=value.chats, users=value.users
    )


@result("messages.getWebPage")
def take_page(value: Any) -> Any:
    """The page alone."""
    return value.webpage if isinstance(value, types.messages.WebPage) else value


@result("messages.getWebPagePreview")
def take_preview(value: Any) -> Any:
    """The media alone."""
    return value.media if isinstance(value, types.messages.WebPagePreview) else value


@result("messages.requestAppWebView")
def take_app_view(value: Any) -> Any:
    """The address alone."""
    return types.AppWebViewResultUrl(url=value.url) if isinstance(value, types.WebViewResultUrl) else value


@result("messages.requestSimpleWebView")
def take_simple_view(value: Any) -> Any:
    """The address alone."""
    return types.SimpleWebViewResultUrl(url=value.url) if isinstance(value, types.WebViewResultUrl) else value


@result("stories.getPeerMaxIDs")
def take_story_ids(value: list[Any]) -> list[int]:
    """The newest story's id, 0 for none."""
    return [story if isinstance(story, int) else story.max_id or 0 for story in value]
