"""Complaints about people and messages; the operator reads them."""

from __future__ import annotations

from angarium.domain.accounts import reports
from angarium.model.accounts import Report
from angarium.model.errors import Refusal
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
    # https://core.telegram.org/api/report: first without an option, then with the one that was chosen.
    peer = read_peer(call, req.peer)
    option = req.option.decode("utf-8", "replace")
    if not option:
        return types.ReportResultChooseOption(
            title="Report",
            options=[
                types.MessageReportOption(text=words, option=name.encode()) for name, words in reports.OPTIONS.items()
            ],
        )
    if option not in reports.OPTIONS:
        raise Refusal("OPTION_INVALID")
    if option in reports.NEED_WORDS and not req.message:
        return types.ReportResultAddComment(option=req.option, optional=option != "other")
    ids = tuple(req.id[:_MOST])
    await reports.add(call.tx, call.user_id, Report(peer=peer, reason=option, comment=req.message[:_COMMENT], ids=ids))
    return types.ReportResultReported()


@method("messages.reportReaction", writes=True, bots=False)
async def report_reaction(call: Call, req: functions.messages.ReportReaction) -> bool:
    read_peer(call, req.peer)
    report = Report(peer=read_peer(call, req.reaction_peer), reason="reaction", ids=(req.id,))
    await reports.add(call.tx, call.user_id, report)
    return True
