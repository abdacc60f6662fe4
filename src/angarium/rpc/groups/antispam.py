"""Against spam in supergroups."""

from __future__ import annotations

from angarium.domain.groups import antispam
from angarium.rpc.peers import read_channel, read_participant
from angarium.rpc.router import Call, method
from angarium.tl import functions

MOST = 100


@method("channels.reportSpam", writes=True, bots=False)
async def report_spam(call: Call, req: functions.channels.ReportSpam) -> bool:
    peer, who = read_channel(call, req.channel), read_participant(call, req.participant)
    await antispam.report(call.tx, call.user_id, peer, who, req.id[:MOST])
    return True


@method("channels.reportAntiSpamFalsePositive", writes=True, bots=False)
async def report_anti_spam_false_positive(call: Call, req: functions.channels.ReportAntiSpamFalsePositive) -> bool:
    await antispam.forgive(call.tx, call.user_id, read_channel(call, req.channel), req.msg_id)
    return True
