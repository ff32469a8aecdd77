package org.overrank.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;

/**
 * The columns that an estimator of sensing and its model have in common: those of one kind of
 * measurement, and that of predictions.
 *
 * @param <S> the stage
 */
public interface SensingParams<S> extends Params {
  /** {@return the params themselves} */
  SensingColumns columns();

  /** {@return this} */
  S self();

  /**
   * What the columns that are set hold.
   *
   * @return rank-one, sparse, or dense where neither is set
   * @throws InvalidInputException if columns of two kinds are set, or some of a kind are missing
   */
  default MeasurementKind measurementKind() {
    SensingColumns all = columns();
    int forms = count(all.leftCol, all.rightCol);
    int cells = count(all.rowsCol, all.colsCol, all.valuesCol);
    int whole = isSet(all.measurementCol) ? 1 : 0;
    boolean complete = (forms == 0 || forms == 2) && (cells == 0 || cells == 3);
    if (!complete || Math.min(forms, 1) + Math.min(cells, 1) + whole > 1) {
      throw new InvalidInputException(
          "set one of: measurementCol; leftCol and rightCol; rowsCol, colsCol and valuesCol");
    }
    if (forms > 0) {
      return MeasurementKind.RANK_ONE;
    }
    return cells > 0 ? MeasurementKind.SPARSE : MeasurementKind.DENSE;
  }

  private int count(Param<?>... some) {
    int set = 0;
    for (Param<?> param : some) {
      set += isSet(param) ? 1 : 0;
    }
    return set;
  }

  /** {@return the param of the column of all cells of A, by rows} */
  default Param<String> measurementCol() {
    return columns().measurementCol;
  }

  /** {@return the column of all cells of A, by rows} */
  default String getMeasurementCol() {
    return getOrDefault(columns().measurementCol);
  }

  /**
   * Sets the column of all cells of A by rows: a vector, an array, or an array of arrays, which
   * tells the shape.
   *
   * @param value its name
   * @return this
   */
  default S setMeasurementCol(String value) {
    set(columns().measurementCol, value);
    return self();
  }

  /** {@return the param of the column of a, where A = abᵀ} */
  default Param<String> leftCol() {
    return columns().leftCol;
  }

  /** {@return the column of a, where A = abᵀ} */
  default String getLeftCol() {
    return getOrDefault(columns().leftCol);
  }

  /**
   * Sets the column of a, where A = abᵀ: a vector or an array.
   *
   * @param value its name
   * @return this
   */
  default S setLeftCol(String value) {
    set(columns().leftCol, value);
    return self();
  }

  /** {@return the param of the column of b, where A = abᵀ} */
  default Param<String> rightCol() {
    return columns().rightCol;
  }

  /** {@return the column of b, where A = abᵀ} */
  default String getRightCol() {
    return getOrDefault(columns().rightCol);
  }

  /**
   * Sets the column of b, where A = abᵀ: a vector or an array.
   *
   * @param value its name
   * @return this
   */
  default S setRightCol(String value) {
    set(columns().rightCol, value);
    return self();
  }

  /** {@return the param of the column of the rows of the cells of a sparse A} */
  default Param<String> rowsCol() {
    return columns().rowsCol;
  }

  /** {@return the column of the rows of the cells of a sparse A} */
  default String getRowsCol() {
    return getOrDefault(columns().rowsCol);
  }

  /**
   * Sets the column of the rows, from 0, of the cells of a sparse A: an array.
   *
   * @param value its name
   * @return this
   */
  default S setRowsCol(String value) {
    set(columns().rowsCol, value);
    return self();
  }

  /** {@return the param of the column of the columns of the cells of a sparse A} */
  default Param<String> colsCol() {
    return columns().colsCol;
  }

  /** {@return the column of the columns of the cells of a sparse A} */
  default String getColsCol() {
    return getOrDefault(columns().colsCol);
  }

  /**
   * Sets the column of the columns, from 0, of the cells of a sparse A: an array.
   *
   * @param value its name
   * @return this
   */
  default S setColsCol(String value) {
    set(columns().colsCol, value);
    return self();
  }

  /** {@return the param of the column of the values of the cells of a sparse A} */
  default Param<String> valuesCol() {
    return columns().valuesCol;
  }

  /** {@return the column of the values of the cells of a sparse A} */
  default String getValuesCol() {
    return getOrDefault(columns().valuesCol);
  }

  /**
   * Sets the column of the values of the cells of a sparse A: an array.
   *
   * @param value its name
   * @return this
   */
  default S setValuesCol(String value) {
    set(columns().valuesCol, value);
    return self();
  }

  /** {@return the param of the column of predictions} */
  default Param<String> predictionCol() {
    return columns().predictionCol;
  }

  /** {@return the column of predictions} */
  default String getPredictionCol() {
    return getOrDefault(columns().predictionCol);
  }

  /**
   * Sets the column of predictions.
   *
   * @param value its name
   * @return this
   */
  default S setPredictionCol(String value) {
    set(columns().predictionCol, value);
    return self();
  }
}
