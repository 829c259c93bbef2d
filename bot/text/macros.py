"""The words of LaTeX that titles and abstracts use, by what is to be done with them.

Tables of our own rather than pylatexenc's: those know text macros well, but formulas hardly, and each of its
readers takes % for a comment. Mathematical symbols come from the table of latex2mathml (see symbols).
"""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Text

CHARACTERS = {
    **{char: char for char in "%&#$_{}[]()"},
    **dict.fromkeys(" ,;:>\n\t\\", " "),
    **dict.fromkeys("!-/@", ""),
    **dict.fromkeys(_names("newline linebreak par quad qquad space enspace thinspace"), " "),
    **dict.fromkeys(_names("textonehalf half"), "½"),
    **dict.fromkeys(_names("deg degree textdegree"), "°"),
    **dict.fromkeys(_names("copyright textcopyright"), "©"),
    **dict.fromkeys(_names("pounds textsterling"), "£"),
    **dict.fromkeys(_names("euro texteuro"), "€"),
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_",
    "textbar": "|", "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘",
    "textquoteright": "’", "textquotesingle": "'", "textless": "<", "textgreater": ">", "textendash": "–",
    "textemdash": "—", "textellipsis": "…", "textregistered": "®", "texttrademark": "™", "textyen": "¥",
    "textcent": "¢", "S": "§", "textpm": "±", "texttimes": "×", "textperiodcentered": "·",
    "textbullet": "•", "slash": "/", "xspace": "", "guillemotleft": "«", "guillemotright": "»",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX",
}  # fmt: skip

# Letters of words: LaTeX takes the space after them as the end of the command.
LETTERS = {
    "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "ss": "ß", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ",
    "DJ": "Đ", "ng": "ŋ",
}  # fmt: skip

# Macros that many authors define alike.
ABBREVIATIONS = {
    "eg": "e.g.", "ie": "i.e.", "etal": "et al.", "etc": "etc.", "iid": "i.i.d.", "cf": "cf.", "vs": "vs.",
    "wrt": "w.r.t.", "aka": "a.k.a.",
}  # fmt: skip

SWITCHES = _names(
    "em it bf sc tt rm sf sl itshape bfseries mdseries scshape ttfamily sffamily rmfamily upshape slshape "
    "normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge noindent centering "
    "protect relax boldmath unboldmath sloppy item"
)
WORDS = _names(
    "text textrm textnormal textup textmd textit textbf textsf texttt textsc textsl emph Emph mbox hbox fbox "
    "mathrm mathit mathsf mathtt mathnormal mathup operatorname underline uline"
)
UNSEEN = _names("label vspace hspace color begin end includegraphics bibliography thispagestyle input")

# Accents, of text and of formulas

COMBINING = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328", "d": "\u0323",
    "b": "\u0331", "t": "\u0361", "acute": "\u0301", "grave": "\u0300", "hat": "\u0302",
    "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304",
    "overline": "\u0304", "breve": "\u0306", "check": "\u030c", "widecheck": "\u030c",
    "dot": "\u0307", "ddot": "\u0308", "dddot": "\u20db", "mathring": "\u030a", "vec": "\u20d7",
    "overrightarrow": "\u20d7", "underline": "\u0332", "uline": "\u0332",
}  # fmt: skip

# Formulas

FONTS = {
    **dict.fromkeys(_names("mathbb Bbb mathds mathbbm"), "mathbb"),
    **dict.fromkeys(_names("mathbf boldsymbol bm pmb bold"), "mathbf"),
    **dict.fromkeys(_names("mathcal mathscr cal"), "mathcal"),
    "mathfrak": "mathfrak",
}

# Commands whose argument may be a command with an argument: \hat\mathbf{x}.
PREFIXES = COMBINING.keys() | FONTS.keys() | WORDS | {"sqrt", "not", "ensuremath"}

# Where the table of symbols knows nothing, or a character that is less well known or less often to be had.
SYMBOLS = LETTERS | {
    "epsilon": "ε", "phi": "φ", "sim": "∼", "mid": "|", "|": "‖", "cdot": "·", "ast": "*", "circ": "∘",
    "bullet": "•", "dots": "…", "intercal": "ᵀ", "complement": "∁", "imath": "ı", "jmath": "ȷ", "dag": "†",
    "ddag": "‡", "triangleq": "≜", "square": "□", "blacksquare": "■", "setminus": "∖", "lbrace": "{",
    "rbrace": "}", "backslash": "\\", "textbackslash": "\\", "textmu": "μ", "P": "¶",
}  # fmt: skip

FUNCTIONS = {
    **{name: name for name in _names(
        "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim ln log max "
        "min Pr sec sin sinh sup tan tanh argmax argmin"
    )},
    "liminf": "lim inf", "limsup": "lim sup", "bmod": "mod", "mod": "mod",
}  # fmt: skip

# Macros that many authors define alike, by what they stand for.
STANDARD = {
    **{letter: rf"\mathbb{{{letter}}}" for letter in "RNZQE"},
    **{f"g{letter}": rf"\mathcal{{{letter}}}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **{f"b{letter}": rf"\mathbf{{{letter}}}" for letter in "uvwxyzABVWXYZ"},
    "Tilde": r"\tilde", "Hat": r"\hat", "Bar": r"\bar", "Max": r"\max", "Min": r"\min", "eps": r"\epsilon",
    "mbR": r"\mathbb{R}", "bigO": r"\mathcal{O}", "half": r"{\frac{1}{2}}", "iid": r"\text{i.i.d.}",
    "textbackslash": r"\backslash",
}  # fmt: skip

SPACES = _names(r"quad qquad enspace thinspace , ; : > ~") | {" ", "\n", "\t"}
LAYOUT = _names(
    "left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl Biggr "
    "limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag strut mathstrut "
    "rm bf it sf tt sc em sl normalfont bfseries sffamily ttfamily itshape rmfamily boldmath small tiny "
    "protect relax ! - / @"
)
UNSEEN_MATH = _names("phantom hphantom vphantom label hspace vspace color tag mspace")
KEPT = _names("mathop mathbin mathrel mathord mathinner mathopen mathclose ensuremath boxed")

SUBSCRIPTS = dict(
    zip(
        "0123456789+−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ⊤",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡᵀ",
        strict=True,
    )
)
# What stands high by itself.
RAISED = {"∘": "°", "*": "*", "⋆": "*", "′": "′", "′′": "″", "′′′": "‴", "†": "†", "‡": "‡", "ᵀ": "ᵀ"}
