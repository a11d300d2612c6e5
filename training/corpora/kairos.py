"""KAIROS event types, as WikiEvents marks them, to PLOVER roots."""

from __future__ import annotations

_ROOTS = {
    # A killing or a wound is the outcome of an attack in these texts, and PLOVER codes the attack.
    "Conflict.Attack": "ASSAULT",
    "Life.Die": "ASSAULT",
    "Life.Injure": "ASSAULT",
    # ASSAULT has a mode 'destroy'.
    "ArtifactExistence.DamageDestroyDisableDismantle.Damage": "ASSAULT",
    "ArtifactExistence.DamageDestroyDisableDismantle.Destroy": "ASSAULT",
    "Conflict.Demonstrate": "PROTEST",
    "Contact.RequestCommand": "REQUEST",
    "Contact.ThreatenCoerce": "THREATEN",
    "Control.ImpedeInterfereWith": "COERCE",
    "Movement.Transportation.PreventPassage": "COERCE",
    "Justice.ArrestJailDetain": "COERCE",
    # CAMEO 173, 'arrest, detain, or charge with legal action', is COERCE with mode arrest.
    "Justice.ChargeIndict": "COERCE",
    # SANCTION has a mode 'convict', ACCUSE a mode 'investigate', RETREAT (so YIELD) a mode 'release'.
    "Justice.Convict": "SANCTION",
    "Justice.Sentence": "SANCTION",
    "Justice.InvestigateCrime": "ACCUSE",
    "Justice.ReleaseParole": "YIELD",
    "Transaction.Donation": "AID",
}
"""Not here, since they fit no root or several: Contact.Contact (most triggers are 'said'), Cognitive, Disaster,
GenericCrime, Medical, Personnel, Movement but for passage barred, buying and selling, making, trials, defeat."""


def root_of(kind: str) -> str | None:
    """The root of a type or of the longest type above it; `None` for types without one."""
    parts = kind.split(".")
    above = (".".join(parts[:depth]) for depth in range(len(parts), 0, -1))
    return next((_ROOTS[name] for name in above if name in _ROOTS), None)
