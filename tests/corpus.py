"""The documents of others that lie beside this repository, where they do."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
DIGESTS = sorted((SHARED / "corpus" / "digests").glob("*.md"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
DOCUMENTS = DIGESTS + SEEDS

needs_corpus = pytest.mark.skipif(not DOCUMENTS, reason=f"no digest documents in {SHARED.name}/ beside the repository")
