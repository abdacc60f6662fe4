"""Whom something of a business is for (https://core.telegram.org/constructor/businessRecipients)."""

from __future__ import annotations

from angarium.model.business import Recipients
from angarium.model.errors import Refusal


def check(recipients: Recipients) -> None:
    """Refuse BUSINESS_RECIPIENTS_EMPTY when it is for nobody."""
    groups = (recipients.existing_chats, recipients.new_chats, recipients.contacts, recipients.non_contacts)
    if not recipients.exclude and not any(groups) and not recipients.users:
        raise Refusal("BUSINESS_RECIPIENTS_EMPTY")


def is_meant(recipients: Recipients, other_id: int, *, contact: bool, new: bool) -> bool:
    """Whether something is for this person: `contact` of the business, in a chat that is `new`."""
    named = other_id in recipients.users or any(
        (
            recipients.existing_chats and not new,
            recipients.new_chats and new,
            recipients.contacts and contact,
            recipients.non_contacts and not contact,
        )
    )
    return other_id not in recipients.excluded and named != recipients.exclude
