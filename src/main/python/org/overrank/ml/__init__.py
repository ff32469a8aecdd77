"""Matrix completion and sensing for PySpark: thin wrappers of the Java estimators.

The jar of overrank holds this file; give it to Spark twice, for the JVM and for Python:

    pyspark --jars overrank.jar --py-files overrank.jar

    from org.overrank.ml import MatrixCompletion
    model = MatrixCompletion(userCol="user", itemCol="movie", ratingCol="stars").fit(ratings)
    model.certificate["relativeGap"], model.recommendForAllUsers(10)

Params, their defaults and what they mean are those of the Java classes: explainParams() lists them.
"""

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaWrapper

__all__ = ["MatrixCompletion", "MatrixCompletionModel", "MatrixSensing", "MatrixSensingModel"]

_TEXT, _FLOAT, _INT = TypeConverters.toString, TypeConverters.toFloat, TypeConverters.toInt
_FLAG = TypeConverters.toBoolean

_SOLVER = dict(
    regParam=_FLOAT,
    lambdaRule=_TEXT,
    searchRank=_INT,
    relativeGap=_FLOAT,
    maxPasses=_INT,
    maxIter=_INT,
    solver=_TEXT,
    step=_FLOAT,
    start=_TEXT,
    escape=_TEXT,
    compress=_TEXT,
    structure=_TEXT,
    seed=_INT,
    checkpointDir=_TEXT,
    checkpointSeconds=_INT,
    numPartitions=_INT,
)
_COMPLETION_COLUMNS = dict(
    userCol=_TEXT,
    itemCol=_TEXT,
    ratingCol=_TEXT,
    weightCol=_TEXT,
    predictionCol=_TEXT,
    coldStartStrategy=_TEXT,
)
_SENSING_COLUMNS = dict(
    measurementCol=_TEXT,
    leftCol=_TEXT,
    rightCol=_TEXT,
    rowsCol=_TEXT,
    colsCol=_TEXT,
    valuesCol=_TEXT,
    predictionCol=_TEXT,
)


def _with_params(**converters):
    """Gives a class its params, and setX and getX for each."""

    def decorate(cls):
        for name, converter in converters.items():
            param = Param(Params._dummy(), name, "see explainParams of the Java class", converter)
            setattr(cls, name, param)
            title = name[0].upper() + name[1:]
            setattr(cls, "set" + title, lambda self, value, name=name: self._set(**{name: value}))
            setattr(cls, "get" + title, lambda self, name=name: self.getOrDefault(name))
        return cls

    return decorate


class _Estimator(JavaEstimator, JavaMLReadable, JavaMLWritable):
    def __init__(self, **params):
        super().__init__()
        self._java_obj = self._new_java_obj("org.overrank.ml." + type(self).__name__, self.uid)
        for param in self.params:
            param.doc = self._java_obj.getParam(param.name).doc()
        # The defaults are the JVM's.
        self._transfer_params_from_java()
        self.setParams(**params)

    def setParams(self, **params):
        """Sets params by their names."""
        return self._set(**params)

    def _create_model(self, java_model):
        return self._model_class(java_model)


class TrainingSummary(JavaWrapper):
    """How a fit went and what it has proven."""

    @property
    def objectiveHistory(self):
        """A DataFrame with a row an iterate."""
        return self._call_java("objectiveHistory")

    relativeGap = property(lambda self: self._call_java("relativeGap"))
    objective = property(lambda self: self._call_java("objective"))
    certified = property(lambda self: self._call_java("certified"))
    stopReason = property(lambda self: self._call_java("stopReason"))
    verdict = property(lambda self: self._call_java("verdict"))
    totalIterations = property(lambda self: self._call_java("totalIterations"))


class _Model(JavaModel, JavaMLReadable, JavaMLWritable):
    @property
    def rank(self):
        """The numerical rank of the fitted matrix."""
        return self._call_java("rank")

    @property
    def summary(self):
        """How the fit went."""
        return TrainingSummary(self._java_obj.summary())

    @property
    def certificate(self):
        """How good the answer is, proven: a dict of numbers."""
        proof = self._java_obj.certificate()
        names = ["objective", "convexObjective", "lowerBound", "relativeGap", "nu", "failureProbability"]
        return {name: getattr(proof, name)() for name in names}


@_with_params(**_COMPLETION_COLUMNS)
class MatrixCompletionModel(_Model):
    """A matrix of ratings that MatrixCompletion has fitted."""

    @property
    def userFactors(self):
        """A DataFrame of id and features, with bias where biases were subtracted."""
        return self._call_java("userFactors")

    @property
    def itemFactors(self):
        """A DataFrame of id and features, with bias where biases were subtracted."""
        return self._call_java("itemFactors")

    def recommendForAllUsers(self, numItems):
        """The best items for every user."""
        return self._call_java("recommendForAllUsers", numItems)

    def recommendForAllItems(self, numUsers):
        """The best users for every item."""
        return self._call_java("recommendForAllItems", numUsers)

    def recommendForUserSubset(self, dataset, numItems):
        """The best items for the users in a DataFrame."""
        return self._call_java("recommendForUserSubset", dataset, numItems)

    def recommendForItemSubset(self, dataset, numUsers):
        """The best users for the items in a DataFrame."""
        return self._call_java("recommendForItemSubset", dataset, numUsers)

    def foldInUsers(self, ratings):
        """A model that also knows the users of these ratings; it has no certificate."""
        return MatrixCompletionModel(self._java_obj.foldInUsers(ratings._jdf))

    def foldInItems(self, ratings):
        """A model that also knows the items of these ratings; it has no certificate."""
        return MatrixCompletionModel(self._java_obj.foldInItems(ratings._jdf))

    @property
    def hasSummary(self):
        """Whether this is what a fit found, with a summary and a certificate."""
        return self._call_java("hasSummary")


@_with_params(
    **_COMPLETION_COLUMNS,
    **_SOLVER,
    regularizer=_TEXT,
    center=_TEXT,
    duplicates=_TEXT,
    implicitPrefs=_FLAG,
    alpha=_FLOAT,
    unobservedWeight=_FLOAT,
)
class MatrixCompletion(_Estimator):
    """Completes a matrix from some of its entries, in the place of ALS, and proves how good it is."""

    _model_class = MatrixCompletionModel

    def setWarmStart(self, model):
        """Begins at a fitted model."""
        self._java_obj.setWarmStart(model._java_obj)
        return self

    def setRank(self, value):
        """ALS's word for setSearchRank."""
        return self.setSearchRank(value)

    def setParams(self, rank=None, **params):
        """Sets params by their names, and those of ALS that mean nothing here, with a warning."""
        for name in _OF_ALS & params.keys():
            getattr(self, "set" + name[0].upper() + name[1:])(params.pop(name))
        if rank is not None:
            params["searchRank"] = rank
        return self._set(**params)


def _setter_of_als(title):
    def setter(self, value):
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


@_with_params(**_SENSING_COLUMNS)
class MatrixSensingModel(_Model):
    """A matrix that MatrixSensing has recovered."""

    leftFactors = property(lambda self: self._call_java("leftFactors"))
    rightFactors = property(lambda self: self._call_java("rightFactors"))
    singularValues = property(lambda self: self._call_java("singularValues"))

    def matrix(self):
        """The matrix itself."""
        return self._call_java("matrix")


@_with_params(
    **_SENSING_COLUMNS, **_SOLVER, labelCol=_TEXT, weightCol=_TEXT, numRows=_INT, numCols=_INT
)
class MatrixSensing(_Estimator):
    """Recovers a low-rank matrix from linear measurements, and proves how good the answer is."""

    _model_class = MatrixSensingModel
