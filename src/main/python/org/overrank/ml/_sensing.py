"""Measurements that are not ratings: MatrixSensing and its model."""

from typing import Any, Optional

from pyspark import keyword_only
from pyspark.ml.param import Params
from pyspark.sql import DataFrame

from org.overrank.ml._stages import Estimator, Model, SolverParams, count, text, with_accessors


class SensingParams(Params):
    """Columns of the measurements' matrices A: whole, a b', or sparse."""

    measurementCol = text("measurementCol", "all cells of A by rows: a vector or an array")
    leftCol = text("leftCol", "column of a, where A = a b'")
    rightCol = text("rightCol", "column of b, where A = a b'")
    rowsCol = text("rowsCol", "column of the rows, from 0, of the cells of a sparse A")
    colsCol = text("colsCol", "column of the columns, from 0, of the cells of a sparse A")
    valuesCol = text("valuesCol", "column of the values of the cells of a sparse A")
    predictionCol = text("predictionCol", "column of predictions")


@with_accessors
class MatrixSensingModel(Model, SensingParams):
    """A matrix that MatrixSensing has recovered."""

    @property
    def leftFactors(self) -> Any:
        """The left factor, a matrix."""
        return self._call_java("leftFactors")

    @property
    def rightFactors(self) -> Any:
        """The right factor, a matrix."""
        return self._call_java("rightFactors")

    @property
    def singularValues(self) -> Any:
        """The singular values, a vector."""
        return self._call_java("singularValues")

    def matrix(self) -> Any:
        """The matrix itself."""
        return self._call_java("matrix")


@with_accessors
class MatrixSensing(Estimator, SensingParams, SolverParams):
    """Recovers a low-rank matrix from linear measurements, and proves how good the answer is."""

    labelCol = text("labelCol", "column of y")
    weightCol = text("weightCol", "column of positive weights; unset: all 1")
    numRows = count("numRows", "rows of the matrix; 0: read off the measurements")
    numCols = count("numCols", "columns of the matrix; 0: read off the measurements")

    @keyword_only
    def __init__(
        self,
        *,
        measurementCol: str = "measurement",
        leftCol: Optional[str] = None,
        rightCol: Optional[str] = None,
        rowsCol: Optional[str] = None,
        colsCol: Optional[str] = None,
        valuesCol: Optional[str] = None,
        labelCol: str = "label",
        weightCol: Optional[str] = None,
        predictionCol: str = "prediction",
        numRows: int = 0,
        numCols: int = 0,
        regParam: Optional[float] = None,
        lambdaRule: str = "best",
        searchRank: int = 0,
        relativeGap: float = 1e-3,
        maxPasses: int = 2000,
        maxIter: int = 2147483647,
        solver: str = "scaled-lbfgs",
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
    ) -> None:
        super().__init__()
        self._begin()
        self._setDefault(
            measurementCol="measurement",
            labelCol="label",
            predictionCol="prediction",
            numRows=0,
            numCols=0,
            solver="scaled-lbfgs",
        )
        self.setParams(**self._input_kwargs)

    def setParams(self, **params: Any) -> "MatrixSensing":
        """Sets params by their names."""
        return self._set(**params)

    def _create_model(self, java_model: Any) -> MatrixSensingModel:
        return MatrixSensingModel(java_model)
