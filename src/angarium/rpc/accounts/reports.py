"""Complaints about people and messages; the operator reads them."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.accounts import reports
from angarium.model.accounts import Report
from angarium.model.errors import Refusal
from angarium.model.ids import Peer
from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_MOST = 100
_COMMENT = 1024


def _reason(given: types.TypeReportReason | None) -> str:
    """The word for a reason: inputReportReasonChildAbuse → "child abuse"."""
    name = given.NAME.removeprefix("inputReportReason") if given is not None else "Other"
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


@method("account.reportPeer", writes=True, bots=False)
async def report_peer(call: Call, req: functions.account.ReportPeer) -> bool:
    peer = read_peer(call, req.peer)
    report = Report(peer=peer, reason=_reason(req.reason), comment=req.message[:_COMMENT])
    await reports.add(call.tx, call.user_id, report)
    return True


@method("account.reportProfilePhoto", writes=True, bots=False)
async def report_profile_photo(call: Call, req: functions.account.ReportProfilePhoto) -> bool:
    peer = read_peer(call, req.peer)
    photo_id = req.photo_id.id if isinstance(req.photo_id, types.InputPhoto) else 0
    report = Report(peer=peer, reason=_reason(req.reason), comment=req.message[:_COMMENT], photo_id=photo_id)
    await reports.add(call.tx, call.user_id, report)
    return True


@method("messages.reportSpam", writes=True, bots=False)
async def report_spam(call: Call, req: functions.messages.ReportSpam) -> bool:
    await reports.add(call.tx, call.user_id, Report(peer=read_peer(call, req.peer), reason="spam"))
    return True


@method("messages.report", writes=True, bots=False)
async def report_messages(call: Call, req: functions.messages.Report) -> types.TypeReportResult:
    return await answer_report(call, read_peer(call, req.peer), req.id, req.option, req.message)


async def answer_report(
    call: Call, peer: Peer, ids: Sequence[int], chosen: bytes, comment: str
) -> types.TypeReportResult:
    """https://core.telegram.org/api/report: first without an option, then with the one that was chosen. Refuses OPTION_INVALID."""
    option = chosen.decode("utf-8", "replace")
    if not option:
        return types.ReportResultChooseOption(
            title="Report",
            options=[
                types.MessageReportOption(text=words, option=name.encode()) for name, words in reports.OPTIONS.items()
            ],
        )
    if option not in reports.OPTIONS:
        raise Refusal("OPTION_INVALID")
    if option in reports.NEED_WORDS and not comment:
        return types.ReportResultAddComment(option=chosen, optional=option != "other")
    report = Report(peer=peer, reason=option, comment=comment[:_COMMENT], ids=tuple(ids[:_MOST]))
    await reports.add(call.tx, call.user_id, report)
    return types.ReportResultReported()


@method("messages.reportReaction", writes=True, bots=False)
async def report_reaction(call: Call, req: functions.messages.ReportReaction) -> bool:
    read_peer(call, req.peer)
    report = Report(peer=read_peer(call, req.reaction_peer), reason="reaction", ids=(req.id,))
    await reports.add(call.tx, call.user_id, report)
    return True
