"""What the estimators share: params of the solver, and how a stage talks to its Java half."""

from typing import Any, Callable, TypeVar

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaWrapper

from org.overrank.ml._answers import Certificate, Summary

C = TypeVar("C", bound=type)


def text(name: str, doc: str) -> "Param[str]":
    return Param(Params._dummy(), name, doc, TypeConverters.toString)


def number(name: str, doc: str) -> "Param[float]":
    return Param(Params._dummy(), name, doc, TypeConverters.toFloat)


def count(name: str, doc: str) -> "Param[int]":
    return Param(Params._dummy(), name, doc, TypeConverters.toInt)


def flag(name: str, doc: str) -> "Param[bool]":
    return Param(Params._dummy(), name, doc, TypeConverters.toBoolean)


def _getter(name: str) -> Callable[[Any], Any]:
    def get(self: Any) -> Any:
        return self.getOrDefault(name)

    get.__doc__ = f"The value of {name}, or its default."
    return get


def _setter(name: str) -> Callable[[Any, Any], Any]:
    def set_(self: Any, value: Any) -> Any:
        return self._set(**{name: value})

    set_.__doc__ = f"Sets {name}."
    return set_


def with_accessors(stage: C) -> C:
    """Gives a stage getX for each of its params, and setX, unless it has them."""
    for name in dir(stage):
        if isinstance(getattr(stage, name), Param):
            title = name[0].upper() + name[1:]
            for verb, make in (("get", _getter), ("set", _setter)):
                if not hasattr(stage, verb + title):
                    setattr(stage, verb + title, make(name))
    return stage


class SolverParams(Params):
    """How the problem is regularised and solved, and when that is good enough."""

    regParam = number("regParam", "weight of the penalty; unset: chosen on a tenth of the data")
    lambdaRule = text("lambdaRule", "which weight is chosen: best, one-standard-error")
    searchRank = count("searchRank", "columns of the factors; 0: widened until certified")
    relativeGap = number("relativeGap", "the proven relative gap at which a fit ends")
    maxPasses = count("maxPasses", "readings of the data at most")
    maxIter = count("maxIter", "iterations at most")
    solver = text("solver", "how the problem is solved")
    step = number("step", "fixed step of gradient descent; unset: exact line search")
    start = text("start", "where to begin: gaussian, spectral")
    escape = text("escape", "whether a search rank that was set may be exceeded: auto, never")
    compress = text("compress", "whether many measurements are replaced by few: auto, never")
    loss = text("loss", "how predictions are charged: squared, huber:WIDTH, logistic, poisson, ...")
    structure = text("structure", "what the matrix is known to be, such as symmetric")
    seed = count("seed", "seed of all that is random")
    checkpointDir = text("checkpointDir", "directory from which a killed fit goes on")
    checkpointSeconds = count("checkpointSeconds", "seconds between checkpoints")
    numPartitions = count("numPartitions", "blocks of data; 0: by their size")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            lambdaRule="best",
            searchRank=0,
            relativeGap=1e-3,
            maxPasses=2000,
            maxIter=2147483647,
            start="gaussian",
            escape="never",
            compress="auto",
            loss="squared",
            structure="general",
            seed=1,
            checkpointSeconds=60,
            numPartitions=0,
        )


class Estimator(JavaEstimator, JavaMLReadable, JavaMLWritable):
    """An estimator whose Java half has the same name."""

    def _begin(self) -> None:
        self._java_obj = self._new_java_obj("org.overrank.ml." + type(self).__name__, self.uid)


class Model(JavaModel, JavaMLReadable, JavaMLWritable):
    """A fitted matrix."""

    @property
    def rank(self) -> int:
        """The numerical rank of the fitted matrix."""
        return self._call_java("rank")

    @property
    def summary(self) -> Summary:
        """How the fit went."""
        java = self._local().summary()
        return Summary._of(java, JavaWrapper(java)._call_java("objectiveHistory"))

    @property
    def certificate(self) -> Certificate:
        """How good the answer is, proven."""
        return Certificate._of(self._local().certificate())

    def _local(self) -> Any:
        if isinstance(self._java_obj, str):
            raise NotImplementedError(
                "Spark Connect does not hand this out: repr(model) says the verdict, and"
                " summary.json in the folder of a saved model has every number"
            )
        return self._java_obj
