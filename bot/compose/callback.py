"""What a button remembers: a typed action as callback data of at most 64 bytes, and back.

    1:p:2404.00727:KfTq      version, the action's code, its fields, and a check of all before it

With a key of the bot's own nobody else can make data that pass the check; without one it still finds damage.
Data of another version, of no action, damaged or forged, decode to nothing: the button is old.
"""

import base64
import dataclasses
import hashlib
import typing
from typing import Any, ClassVar, Protocol

VERSION = "1"
_MOST_BYTES = 64
_ESCAPES = {"%": "%25", ":": "%3A"}


class Action(Protocol):
    """A frozen dataclass with fields of str, int or bool, and a short code that is never given again."""

    CODE: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


class Codec:
    """Knows the actions that there are."""

    def __init__(self, *actions: type[Action], key: bytes = b"") -> None:
        self._by_code = {action.CODE: (action, _kinds(action)) for action in actions}
        if len(self._by_code) != len(actions):
            raise ValueError("two actions have one code")
        self._key = hashlib.sha256(key).digest()

    def encode(self, action: Action) -> str:
        """The data for a button; ValueError if the action is not known here, or too long for a button."""
        if self._by_code.get(action.CODE, (None,))[0] is not type(action):
            raise ValueError(f"unknown action {action!r}")
        names = (field.name for field in dataclasses.fields(action))
        data = ":".join((VERSION, action.CODE, *(_said(getattr(action, name)) for name in names)))
        data = f"{data}:{self._check(data)}"
        if len(data.encode()) > _MOST_BYTES:
            raise ValueError(f"too long for a button: {action!r}")
        return data

    def decode(self, data: str | None) -> Action | None:
        """The action that the data stand for, if this codec made them."""
        if not data or len(data) > _MOST_BYTES:
            return None
        version, _, rest = data.partition(":")
        code, *fields = rest.split(":")[:-1] or ("",)
        action, kinds = self._by_code.get(code, (None, ()))
        if version != VERSION or action is None or len(fields) != len(kinds):
            return None
        values = [_read(field, kind) for field, kind in zip(fields, kinds, strict=True)]
        if None in values:
            return None
        made = action(*values)
        return made if self._made(made, data) else None

    def _made(self, action: Action, data: str) -> bool:
        try:
            return self.encode(action) == data
        except ValueError:
            return False

    def _check(self, data: str) -> str:
        digest = hashlib.blake2s(data.encode(), digest_size=3, key=self._key).digest()
        return base64.urlsafe_b64encode(digest).decode()


def _kinds(action: type[Action]) -> tuple[type, ...]:
    hints = typing.get_type_hints(action)
    kinds = tuple(hints[field.name] for field in dataclasses.fields(action))
    if not set(kinds) <= {str, int, bool}:
        raise ValueError(f"{action.__name__} has fields that no button can remember")
    return kinds


def _said(value: object) -> str:
    text = str(int(value)) if isinstance(value, bool) else str(value)
    return "".join(_ESCAPES.get(letter, letter) for letter in text)


def _read(field: str, kind: type) -> str | int | bool | None:
    if kind is str:
        return field.replace("%3A", ":").replace("%25", "%")
    if kind is bool:
        return {"0": False, "1": True}.get(field)
    try:
        return int(field)
    except ValueError:
        return None
