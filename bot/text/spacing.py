"""The pieces of a formula in a line, and the space between them: n log n, p < 0.05, (1/2)x."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a piece of a formula is, for the space around it."""

    ORDINARY = auto()
    LOOSE = auto()  # ends in a script without a form of its own: x_max
    FRACTION = auto()
    FUNCTION = auto()
    BINARY = auto()
    RELATION = auto()
    OPENING = auto()
    CLOSING = auto()
    PUNCTUATION = auto()
    SPACE = auto()


_OPERANDS = {Kind.ORDINARY, Kind.LOOSE, Kind.FRACTION, Kind.FUNCTION, Kind.CLOSING}

_KINDS = dict.fromkeys("=<>≔≕∶", Kind.RELATION)
_KINDS |= dict.fromkeys("+−*/±∓×÷·∘∪∩⊕⊗∧∨∖⋅⊙⊎⋆", Kind.BINARY)
_KINDS |= dict.fromkeys("∑∏∐∫∬∭∮⋃⋂⨁⨂", Kind.FUNCTION)
_KINDS |= dict.fromkeys("([{⟨⌊⌈", Kind.OPENING) | dict.fromkeys(")]}⟩⌋⌉", Kind.CLOSING)
_KINDS |= dict.fromkeys(",;:", Kind.PUNCTUATION) | {":=": Kind.RELATION}
_RELATIONS = ("←⇿", "∈∍", "∝∝", "∣∦", "∼⊋", "⊏⊒", "⊢⊸", "⋐⋿", "⟰⟿", "⤀⥿", "⩰⫿")


def kind_of(char: str) -> Kind:
    """What a character is, as LaTeX sees it."""
    if char in _KINDS:
        return _KINDS[char]
    is_relation = len(char) == 1 and any(pair[0] <= char <= pair[1] for pair in _RELATIONS)
    return Kind.RELATION if is_relation else Kind.ORDINARY


@dataclass(slots=True)
class Atom:
    """A piece that scripts can be put on."""

    text: str
    kind: Kind
    is_spaced: bool  # by the author: LaTeX ignores that, but around + it tells how tight a formula is meant


class Line:
    """The atoms of a formula in their order."""

    def __init__(self, *, is_tight: bool) -> None:
        self.atoms: list[Atom] = []
        self.is_tight = is_tight
        self.is_spaced = False

    def put(self, text: str, kind: Kind | None = None) -> None:
        """Go on with a piece, if there is anything to it."""
        if text:
            self.atoms.append(Atom(text, kind or kind_of(text), self.is_spaced))
        self.is_spaced = False

    def text(self) -> str:
        """The pieces with the space between them."""
        out = []
        for index, atom in enumerate(self.atoms):
            before = self.atoms[index - 1] if index else None
            after = self.atoms[index + 1] if index + 1 < len(self.atoms) else None
            out.append(" " if before and self._has_gap(index, before, atom) else "")
            out.append(fenced(atom, before, after))
        return "".join(out)

    def _has_gap(self, index: int, left: Atom, right: Atom) -> bool:
        kinds = (left.kind, right.kind)
        if Kind.SPACE in kinds or (self.is_tight and Kind.FUNCTION not in kinds):
            return False
        if Kind.RELATION in kinds:
            return index > 1 or right.kind is Kind.RELATION
        if left.kind is Kind.PUNCTUATION:
            return left.text != ":" or right.is_spaced
        if Kind.BINARY in kinds:
            return self._is_wide(index if right.kind is Kind.BINARY else index - 1)
        return _reads_as_one(left, right)

    def _is_wide(self, index: int) -> bool:
        """Whether a binary operator stands between spaces: it did so in the source, and has a left side."""
        return index > 0 and self.atoms[index - 1].kind in _OPERANDS and self.atoms[index].is_spaced


def _reads_as_one(left: Atom, right: Atom) -> bool:
    """Whether two atoms without a space would be misread: n log n, x_max y, 1 000."""
    if right.kind is Kind.FUNCTION:
        return left.kind in _OPERANDS
    if left.kind is Kind.FUNCTION:
        return right.kind not in (Kind.CLOSING, Kind.PUNCTUATION) and right.text[0] not in "([{|‖"
    if left.kind is Kind.LOOSE:
        return right.text[0].isalnum()
    return right.is_spaced and left.text[-1].isdigit() and right.text[0].isdigit()


def fenced(atom: Atom, before: Atom | None, after: Atom | None) -> str:
    """A fraction in parentheses where its neighbours would become part of it: (1/2)x."""
    touches = (before and before.kind in _OPERANDS - {Kind.FUNCTION}) or (
        after and after.kind in _OPERANDS - {Kind.CLOSING} | {Kind.OPENING}
    )
    return f"({atom.text})" if atom.kind is Kind.FRACTION and touches else atom.text
