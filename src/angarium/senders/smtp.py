"""Brings notices by mail."""

from __future__ import annotations

from email.message import EmailMessage

import aiosmtplib

from angarium.model.config import Smtp
from angarium.senders import Notice, SendFailed

_TIMEOUT = 20  # seconds


class SmtpSender:
    """`notice.to` is a mail address."""

    def __init__(self, settings: Smtp) -> None:
        self._settings = settings

    async def send(self, notice: Notice) -> None:
        settings = self._settings
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = settings.sender, notice.to, notice.subject
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers to codes
        mail.set_content(notice.text)
        try:
            await aiosmtplib.send(
                mail,
                hostname=settings.host,
                port=settings.port,
                username=settings.user or None,
                password=settings.password or None,
                use_tls=settings.security == "tls",
                start_tls=settings.security == "starttls",
                timeout=_TIMEOUT,
            )
        except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
            raise SendFailed(f"{settings.host}: {fault}") from fault
