"""The bus inside one process: a dictionary of ears."""

from __future__ import annotations

import structlog

from angarium.bus import Ear
from angarium.model.bells import Bell, Topic

log = structlog.get_logger(__name__)


class LocalBus:
    """Rings synchronously, in the order of the commits. An ear that fails is logged and does not keep others from hearing."""

    def __init__(self) -> None:
        self._ears: dict[Topic, list[Ear]] = {}

    def ring(self, bell: Bell) -> None:
        for ear in tuple(self._ears.get(bell.topic, ())):
            try:
                ear(bell)
            except Exception:
                log.exception("an ear failed", topic=bell.topic)

    def listen(self, topic: Topic, ear: Ear) -> None:
        self._ears.setdefault(topic, []).append(ear)

    def leave(self, topic: Topic, ear: Ear) -> None:
        ears = self._ears.get(topic)
        if ears and ear in ears:
            ears.remove(ear)
            if not ears:
                del self._ears[topic]

    def heard(self, topic: Topic) -> bool:
        return topic in self._ears
