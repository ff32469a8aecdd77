package org.overrank.spark.model;

import java.util.Arrays;
import org.overrank.linalg.Matrix;
import org.overrank.spark.entries.IdIndex;

/**
 * One side of a model as a table: index, id, scale, bias, factor.
 *
 * @param ids the ids by index
 * @param factor n × R
 * @param scale by index, length n
 * @param bias by index, length n
 */
@SuppressWarnings("ArrayRecordComponent") // A bundle of columns, never compared.
record ModelSide(IdIndex ids, Matrix factor, double[] scale, double[] bias) {
  static ModelSide rowsOf(LowRankMatrix matrix) {
    int n = matrix.rows().size();
    double[] scale = new double[n];
    Arrays.setAll(scale, matrix.scales()::row);
    return new ModelSide(
        matrix.rows(), matrix.factors().left(), scale, filled(matrix.centering().rowBias(), n));
  }

  static ModelSide colsOf(LowRankMatrix matrix) {
    int n = matrix.cols().size();
    double[] scale = new double[n];
    Arrays.setAll(scale, matrix.scales()::col);
    return new ModelSide(
        matrix.cols(), matrix.factors().right(), scale, filled(matrix.centering().colBias(), n));
  }

  private static double[] filled(double[] bias, int n) {
    return bias.length == 0 ? new double[n] : bias;
  }
}
