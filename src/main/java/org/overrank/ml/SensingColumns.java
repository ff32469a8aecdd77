package org.overrank.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.Param;

/** The params behind {@link SensingParams}, of one stage. */
public final class SensingColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> measurementCol;
  final Param<String> leftCol;
  final Param<String> rightCol;
  final Param<String> rowsCol;
  final Param<String> colsCol;
  final Param<String> valuesCol;
  final Param<String> predictionCol;

  SensingColumns(String owner) {
    ParamKit kit = new ParamKit(owner);
    measurementCol =
        kit.text("measurementCol", "column of all cells of A by rows: a vector or an array");
    leftCol = kit.text("leftCol", "column of a, where A = a b'");
    rightCol = kit.text("rightCol", "column of b, where A = a b'");
    rowsCol = kit.text("rowsCol", "column of the rows, from 0, of the cells of a sparse A");
    colsCol = kit.text("colsCol", "column of the columns, from 0, of the cells of a sparse A");
    valuesCol = kit.text("valuesCol", "column of the values of the cells of a sparse A");
    predictionCol = kit.text("predictionCol", "column of predictions");
  }
}
