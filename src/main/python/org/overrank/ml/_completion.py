"""Ratings: MatrixCompletion, in the place of ALS, and its model."""

from typing import Any, Optional

from pyspark import keyword_only
from pyspark.ml.param import Params
from pyspark.sql import DataFrame

from org.overrank.ml._stages import (
    Estimator,
    Model,
    SolverParams,
    flag,
    number,
    text,
    with_accessors,
)


class CompletionParams(Params):
    """Columns of users, items and ratings, and what is predicted where one is not known."""

    userCol = text("userCol", "column of the users' ids, of any type")
    itemCol = text("itemCol", "column of the items' ids, of any type")
    ratingCol = text("ratingCol", "column of the ratings")
    weightCol = text("weightCol", "column of positive weights; unset: all 1")
    predictionCol = text("predictionCol", "column of predictions")
    coldStartStrategy = text("coldStartStrategy", "for unknown users and items: nan, drop, mean")


@with_accessors
class MatrixCompletionModel(Model, CompletionParams):
    """A matrix of ratings that MatrixCompletion has fitted."""

    @property
    def userFactors(self) -> DataFrame:
        """A DataFrame of id and features, with bias where biases were subtracted."""
        return self._call_java("userFactors")

    @property
    def itemFactors(self) -> DataFrame:
        """A DataFrame of id and features, with bias where biases were subtracted."""
        return self._call_java("itemFactors")

    def recommendForAllUsers(self, numItems: int) -> DataFrame:
        """The best items for every user."""
        return self._call_java("recommendForAllUsers", numItems)

    def recommendForAllItems(self, numUsers: int) -> DataFrame:
        """The best users for every item."""
        return self._call_java("recommendForAllItems", numUsers)

    def recommendForUserSubset(self, dataset: DataFrame, numItems: int) -> DataFrame:
        """The best items for the users in a DataFrame."""
        return self._call_java("recommendForUserSubset", dataset, numItems)

    def recommendForItemSubset(self, dataset: DataFrame, numUsers: int) -> DataFrame:
        """The best users for the items in a DataFrame."""
        return self._call_java("recommendForItemSubset", dataset, numUsers)

    def foldInUsers(self, ratings: DataFrame) -> "MatrixCompletionModel":
        """A model that also knows the users of these ratings; it has no certificate."""
        return MatrixCompletionModel(self._local().foldInUsers(ratings._jdf))

    def foldInItems(self, ratings: DataFrame) -> "MatrixCompletionModel":
        """A model that also knows the items of these ratings; it has no certificate."""
        return MatrixCompletionModel(self._local().foldInItems(ratings._jdf))

    @property
    def hasSummary(self) -> bool:
        """Whether this is what a fit found, with a summary and a certificate."""
        return self._call_java("hasSummary")


@with_accessors
class MatrixCompletion(Estimator, CompletionParams, SolverParams):
    """Completes a matrix from some of its entries, in the place of ALS, and proves how good it is.

    >>> model = MatrixCompletion(userCol="user", itemCol="film", ratingCol="stars").fit(ratings)
    >>> model.certificate.relativeGap, model.summary.verdict
    """

    regularizer = text("regularizer", "what is penalised: weighted as in ALS, plain, frequency")
    center = text("center", "what is subtracted from the ratings first: none, mean, biases")
    duplicates = text("duplicates", "ratings of one cell: keep, mean, error")
    implicitPrefs = flag("implicitPrefs", "whether ratings are counts, as in ALS")
    alpha = number("alpha", "confidence that a rating of 1 gives, with implicitPrefs")
    unobservedWeight = number("unobservedWeight", "weight of a cell without a rating")

    @keyword_only
    def __init__(
        self,
        *,
        userCol: str = "user",
        itemCol: str = "item",
        ratingCol: str = "rating",
        weightCol: Optional[str] = None,
        predictionCol: str = "prediction",
        coldStartStrategy: str = "nan",
        regParam: Optional[float] = None,
        lambdaRule: str = "best",
        regularizer: str = "weighted",
        center: str = "none",
        duplicates: str = "keep",
        implicitPrefs: bool = False,
        alpha: float = 1.0,
        unobservedWeight: Optional[float] = None,
        searchRank: int = 0,
        relativeGap: float = 1e-3,
        maxPasses: int = 2000,
        maxIter: int = 2147483647,
        solver: str = "variable-projection",
        step: Optional[float] = None,
        start: str = "gaussian",
        escape: str = "never",
        compress: str = "auto",
        loss: str = "squared",
        structure: str = "general",
        seed: int = 1,
        checkpointDir: Optional[str] = None,
        checkpointSeconds: int = 60,
        numPartitions: int = 0,
        **of_als: Any,
    ) -> None:
        super().__init__()
        self._begin()
        self._setDefault(
            userCol="user",
            itemCol="item",
            ratingCol="rating",
            predictionCol="prediction",
            coldStartStrategy="nan",
            regularizer="weighted",
            center="none",
            duplicates="keep",
            implicitPrefs=False,
            alpha=1.0,
            solver="variable-projection",
        )
        self.setParams(**self._input_kwargs)

    def setParams(self, rank: Optional[int] = None, **params: Any) -> "MatrixCompletion":
        """Sets params by their names, and those of ALS that mean nothing here, with a warning."""
        for name in _OF_ALS & params.keys():
            getattr(self, "set" + name[0].upper() + name[1:])(params.pop(name))
        if rank is not None:
            params["searchRank"] = rank
        return self._set(**params)

    def setRank(self, value: int) -> "MatrixCompletion":
        """ALS's word for setSearchRank."""
        return self.setSearchRank(value)

    def setWarmStart(self, model: MatrixCompletionModel) -> "MatrixCompletion":
        """Begins at a fitted model."""
        self._java_obj.setWarmStart(model._local())
        return self

    def _create_model(self, java_model: Any) -> MatrixCompletionModel:
        return MatrixCompletionModel(java_model)


def _setter_of_als(title: str) -> Any:
    def setter(self: MatrixCompletion, value: Any) -> MatrixCompletion:
        getattr(self._java_obj, title)(value)
        return self

    setter.__doc__ = "A param of ALS that means nothing here, see the Java class."
    return setter


_OF_ALS = {
    "numUserBlocks",
    "numItemBlocks",
    "numBlocks",
    "nonnegative",
    "checkpointInterval",
    "intermediateStorageLevel",
    "finalStorageLevel",
    "blockSize",
}
for _name in sorted(_OF_ALS):
    _title = "set" + _name[0].upper() + _name[1:]
    setattr(MatrixCompletion, _title, _setter_of_als(_title))
