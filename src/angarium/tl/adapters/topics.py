"""Methods that moved from channels to any peer and changed their name with it."""

from __future__ import annotations

from angarium.tl.adapters.peers import to_peer
from angarium.tl.adapters.registry import Fields, up
from angarium.tl.objects import TLObject, get_class

MOVED = {
    "channels.clickSponsoredMessage": "messages.clickSponsoredMessage",
    "channels.createForumTopic": "messages.createForumTopic",
    "channels.deleteTopicHistory": "messages.deleteTopicHistory",
    "channels.editCreator": "messages.editChatCreator",
    "channels.editForumTopic": "messages.editForumTopic",
    "channels.getForumTopics": "messages.getForumTopics",
    "channels.getForumTopicsByID": "messages.getForumTopicsByID",
    "channels.getFutureCreatorAfterLeave": "messages.getFutureChatCreatorAfterLeave",
    "channels.getSponsoredMessages": "messages.getSponsoredMessages",
    "channels.reorderPinnedForumTopics": "messages.reorderPinnedForumTopics",
    "channels.reportSponsoredMessage": "messages.reportSponsoredMessage",
    "channels.updatePinnedForumTopic": "messages.updatePinnedForumTopic",
    "channels.viewSponsoredMessage": "messages.viewSponsoredMessage",
    "contacts.toggleStoriesHidden": "stories.togglePeerStoriesHidden",
    "stories.getAllReadUserStories": "stories.getAllReadPeerStories",
}


def _enter(old: str, new: str) -> None:
    method = get_class(new, True)

    @up(old)
    def raise_method(fields: Fields) -> TLObject:
        named = fields.pop("channel", None)
        if named is None and old == "contacts.toggleStoriesHidden":
            named = fields.pop("id")
        if named is not None and "peer" in method.FIELDS:
            fields["peer"] = to_peer(named)
        return method(**fields)


for _old, _new in MOVED.items():
    _enter(_old, _new)
