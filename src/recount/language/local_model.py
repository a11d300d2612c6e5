"""A language model behind an OpenAI-compatible address, as a second reader: `POST {address}/chat/completions`.

It is on this machine unless a user says otherwise. What it answers is data from a stranger: bounded, parsed as JSON,
looked up in the text word by word. Nothing of it is executed, opened or fetched.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from recount.language.addresses import Address, address_of
from recount.language.asking import MOST_SIGNS, answer_schema, question, windows
from recount.language.grounding import ground_of
from recount.language.optional import Found, Proposal, Reason, Tally
from recount.language.posting import Unanswered, posted
from recount.language.proposals import sift
from recount.language.strict_json import DepthError, strictly
from recount.records import Span, UsageError

AnswerForm = Literal["schema", "json", "free"]
ANSWER_FORMS: tuple[AnswerForm, ...] = get_args(AnswerForm)

GIVE_UP = 3
"""Questions in a row without an answer, after which the rest of a text is not asked: a dead server would otherwise
cost its timeout for every paragraph of every report."""

_BODY, _TOKENS = 1_000_000, 4096


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model is asked, and how. Settings that cannot work raise `UsageError` when they are made.

    `seconds` is for one answer, all of it. `retries` repeats a question that was broken off or met a busy server;
    an answer that came is never asked for again, since the same question has the same answer (temperature 0, a seed).
    `answer_form`: whether the server is asked to hold the model to a JSON Schema, to any JSON, or to nothing.
    """

    address: str
    model: str
    allow_remote: bool = False
    seconds: float = 60.0
    retries: int = 1
    largest_answer: int = _BODY
    seed: int = 0
    answer_form: AnswerForm = "schema"

    def __post_init__(self) -> None:
        address_of(self.address, allow_remote=self.allow_remote)
        if not self.model.strip() or len(self.model) > 200 or not self.model.isprintable():
            raise UsageError(f"{self.model[:40]!r} is no name of a model; expected one as the server lists it.")
        if not 0 < self.seconds <= 3600:
            raise UsageError(f"a timeout of {self.seconds:g} seconds was given; expected more than 0, at most 3600.")
        if not 0 <= self.retries <= 5:
            raise UsageError(f"{self.retries} retries were given; expected 0 to 5.")
        if not 1000 <= self.largest_answer <= 16_000_000:
            raise UsageError(f"answers of {self.largest_answer} bytes were given; expected 1,000 to 16,000,000.")
        if self.answer_form not in ANSWER_FORMS:
            raise UsageError(f"{self.answer_form!r} is no form of answer; expected one of {', '.join(ANSWER_FORMS)}.")


@dataclass(frozen=True, slots=True)
class LocalModel:
    """Asks a model about a text, some sentences at a time. `key` is sent to the address and stands nowhere else."""

    settings: ModelSettings
    key: str | None = field(default=None, repr=False)
    wait: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        if self.key is None:
            return
        if not self.key.isascii() or not self.key.isprintable() or " " in self.key or not self.key:
            raise UsageError("the key holds signs that no key has; expected ASCII letters and digits without spaces.")
        address = self._address
        if address.remote and not address.secure:
            raise UsageError(f"the key would travel unencrypted to {address.host}; expected an https address.")

    @property
    def name(self) -> str:
        """The reader's name: the model's, and that it was asked as a local model."""
        return f"local-model:{self.settings.model}"

    def read(self, text: str, sentences: Sequence[Span]) -> Found:
        """What the model proposes of the sentences, as far as its words stand in them.

        A question without a usable answer is counted; the next is asked all the same, until `GIVE_UP` in a row met
        no answer at all.
        """
        ground, tally, proposals = ground_of(text, sentences), Tally(secret=self.key), list[Proposal]()
        for sentence in sentences:
            if sentence.end - sentence.start > MOST_SIGNS:
                tally.add("too_long", f"{sentence.end - sentence.start:,} signs", where="sentence")
        unanswered = 0
        for shown in windows(sentences):
            if unanswered == GIVE_UP:
                tally.add("not_asked")
                continue
            try:
                content = self._asked(text, sentences, shown)
            except Unanswered as nothing:
                unanswered += 1
                tally.add(nothing.reason, nothing.seen)
                continue
            unanswered = 0
            answer = _value_of(content, tally)
            if answer is not None:
                proposals += sift(answer, ground, shown, self.name, tally)
        return Found(tuple(sorted(proposals, key=lambda made: made.sentence)), tally.refusals())

    def _asked(self, text: str, sentences: Sequence[Span], shown: Sequence[int]) -> bytes:
        body = json.dumps(self._request(text, sentences, shown)).encode()
        for attempt in range(1, self.settings.retries + 1):
            try:
                return self._once(body)
            except Unanswered as nothing:
                if not nothing.passing:
                    raise
                self.wait(float(attempt))
        return self._once(body)

    def _once(self, body: bytes) -> bytes:
        given = self.settings
        return posted(
            self._address, "/chat/completions", body, key=self.key, seconds=given.seconds, limit=given.largest_answer
        )

    def _request(self, text: str, sentences: Sequence[Span], shown: Sequence[int]) -> dict[str, object]:
        request: dict[str, object] = {
            "model": self.settings.model,
            "messages": question(text, sentences, shown),
            "temperature": 0,
            "seed": self.settings.seed,
            "max_tokens": _TOKENS,
            "stream": False,
        }
        if self.settings.answer_form == "schema":
            schema = {"name": "proposals", "schema": answer_schema()}
            request["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self.settings.answer_form == "json":
            request["response_format"] = {"type": "json_object"}
        return request

    @property
    def _address(self) -> Address:
        return address_of(self.settings.address, allow_remote=self.settings.allow_remote)


def _value_of(body: bytes, tally: Tally) -> object:
    """The value that the message of the first choice writes down; `None`, counted, where there is none."""
    outer = _parsed(body, tally)
    if outer is None:
        return None
    content = _content(outer)
    if content is None:
        tally.add("wrong_shape", body.decode("utf-8", "replace"), where="answer")
        return None
    return _parsed(content, tally)


def _parsed(written: str | bytes, tally: Tally) -> object:
    try:
        value = strictly(written)
    except ValueError as error:
        reason: Reason = "too_deep" if isinstance(error, DepthError) else "not_json"
        tally.add(reason, f"{error}, in: {written if isinstance(written, str) else written.decode('utf-8', 'replace')}")
        return None
    if value is None:
        tally.add("wrong_shape", "null", where="answer")
    return value


def _content(answer: object) -> str | None:
    choices = answer.get("choices") if isinstance(answer, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    return content if isinstance(content, str) else None
