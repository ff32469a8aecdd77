"""What a fit proves and how it went, as plain objects that outlive the JVM."""

from dataclasses import dataclass
from typing import Any, Dict, List


@dataclass(frozen=True)
class Certificate:
    """How good an answer is, proven.

    The objective is at most ``relativeGap`` above the best that any rank can reach, as a share.
    Where ``failureProbability`` is above 0, that is the chance that the proof fails.
    """

    objective: float
    convexObjective: float
    lowerBound: float
    relativeGap: float
    nu: float
    failureProbability: float

    @classmethod
    def _of(cls, java: Any) -> "Certificate":
        return cls(**{name: getattr(java, name)() for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Summary:
    """How a fit went: the verdict in a sentence, why it ended, and its iterates as dicts."""

    verdict: str
    certified: bool
    stopReason: str
    objective: float
    relativeGap: float
    totalIterations: int
    warnings: List[str]
    objectiveHistory: List[Dict[str, Any]]

    @classmethod
    def _of(cls, java: Any, history: Any) -> "Summary":
        numbers = {
            name: getattr(java, name)()
            for name in cls.__dataclass_fields__
            if name not in ("warnings", "objectiveHistory")
        }
        return cls(
            **numbers,
            warnings=list(java.warnings()),
            objectiveHistory=[row.asDict() for row in history.collect()],
        )
