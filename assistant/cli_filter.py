"""What `gongkai indicators` is narrowed to: names that people use → reports and indicator codes of the store."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from index.catalog import ReportEntry
from index.errors import UsageError


def of_region(entries: Sequence[ReportEntry], name: str) -> list[ReportEntry]:
    """The reports of a place's own government, by any of the place's names, or of an issuer by its full name.

    A department's report is not its place's, so it takes the department's name. Raises UsageError for a name that is
    neither a place's nor an issuer's.
    """
    from index.places import gazetteer

    issued = [entry for entry in entries if entry.identity.issuer.name == name]
    if issued:
        return issued
    own = [entry for entry in entries if entry.identity.issuer.level != "department"]
    named = [entry for entry in own if entry.identity.issuer.region == name]
    if named:
        return named
    places = gazetteer().lookup(name)
    if not places:
        known = sorted({entry.identity.issuer.region for entry in entries})
        raise UsageError(f"No place or issuer called {name!r} is known; {_nearest(name, known, 'gongkai reports')}.")
    paths = {place.path for place in places}
    return [entry for entry in own if entry.identity.issuer.region_path in paths]


def known_code(code: str) -> str:
    """`code` itself. Raises UsageError, with the codes that come close, when the ontology has none such."""
    from index.ontology import ontology

    codes = list(ontology().terms)
    if code in codes:
        return code
    raise UsageError(f"No indicator has the code {code!r}; {_nearest(code, codes, 'gongkai indicators')}.")


def _nearest(name: str, known: Sequence[str], command: str) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or [item for item in known if name in item][:3]
    return f"the nearest are {', '.join(near)}" if near else f"`{command}` lists what is there"
