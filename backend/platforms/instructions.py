"""Tells a platform what the subscriber has decided, in the form of Standard Webhooks.

The signature is over ``"{id}.{timestamp}.{body}"`` with the key that the platform checks links
with, so that nobody else can end a subscription there. The status of the answer says everything;
its content is not read.
"""

import json
import time

import structlog

from backend.calls.caller import HttpCaller
from backend.calls.failure import CallFailed
from backend.calls.webhooks import signed_headers
from backend.domain.instruction import Answer, Instruction, InstructionResult
from backend.domain.integrator import Integrator
from backend.domain.ports import Clock
from backend.platforms.signing.keys import PlatformKeys
from backend.platforms.wiring import StorefrontWire
from backend.telemetry import metrics

REFUSALS = frozenset((409, 422))
"""Statuses with which a platform refuses what it has understood, for good."""

_log = structlog.get_logger(__name__)


class InstructionSender:
    """Implements the ``PlatformInstructions`` port."""

    def __init__(self, *, keys: PlatformKeys, caller: HttpCaller, clock: Clock) -> None:
        self._keys = keys
        self._caller = caller
        self._clock = clock

    def send(self, integrator: Integrator, instruction: Instruction) -> InstructionResult:
        """One attempt; whether and when there is another is the queue's business."""
        address = StorefrontWire.of(integrator).instructions_url
        if address is None:
            return InstructionResult(answer=Answer.NOT_TOLD, reason="no_address")
        started = time.perf_counter()
        result = self._post(address, integrator.code, instruction)
        seconds = time.perf_counter() - started
        metrics.observe_platform_call(integrator.code, "instruction", result.answer.value, seconds)
        _log.info(
            "instruction_sent",
            integrator=integrator.code,
            instruction=str(instruction.id),
            answer=result.answer.value,
            reason=result.reason,
        )
        return result

    def _post(self, address: str, code: str, instruction: Instruction) -> InstructionResult:
        body = _body(instruction)
        key = self._keys.signing_key(code)
        headers = signed_headers(key, instruction.id, self._clock.now(), body)
        try:
            return _result(self._caller.post(address, body, headers))
        except CallFailed as failed:
            return InstructionResult(answer=Answer.LATER, reason=failed.reason.value)


def _body(instruction: Instruction) -> bytes:
    """The same bytes for the same instruction, however often it is sent."""
    data = {"account": instruction.account, "subscription": instruction.subscription}
    if instruction.ends_on is not None:
        data["ends_on"] = instruction.ends_on.isoformat()
    content = {
        "type": f"subscription.{instruction.act.value}",
        "timestamp": instruction.created_at.isoformat(),
        "data": data,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _result(status: int) -> InstructionResult:
    if 200 <= status < 300:
        return InstructionResult(answer=Answer.DONE)
    answer = Answer.REFUSED if status in REFUSALS else Answer.LATER
    return InstructionResult(answer=answer, reason=f"status_{status}")
