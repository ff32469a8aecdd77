package org.overrank.data.measurements;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Scales;
import org.overrank.data.model.FeatureFactors;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.sensing.SensingMatrix;

/**
 * Both sides of measurements that are told by ids.
 *
 * @param rows of the matrix
 * @param cols of the matrix
 */
public record IdSides(IdSide rows, IdSide cols) implements Serializable {
  /** {@return the shape of the matrix that is fitted} */
  public MatrixSize size() {
    return new MatrixSize(rows.length(), cols.length());
  }

  /**
   * What the measurement of a pair sees.
   *
   * @param row index of its row's id
   * @param col index of its column's id
   * @return a bᵀ
   */
  public SensingMatrix matrix(int row, int col) {
    return new SensingMatrix.RankOne(rows.vector(row), cols.vector(col));
  }

  /**
   * The matrix by ids.
   *
   * @param found a point of the problem
   * @param rowSums by row of the point, 0 where no measurement sees it
   * @param colSums by column, as these
   * @param valueMean what is predicted where nothing is known
   * @return the matrix, with what it says of features
   */
  public LowRankMatrix matrix(Factors found, double[] rowSums, double[] colSums, double valueMean) {
    boolean @Nullable [] touchedRows = touched(rows, rowSums);
    boolean @Nullable [] touchedCols = touched(cols, colSums);
    return new LowRankMatrix(
            rows.ids(),
            cols.ids(),
            new Factors(
                rows.factor(found.left(), touchedRows), cols.factor(found.right(), touchedCols)),
            Scales.of(scales(rows, touchedRows), scales(cols, touchedCols)),
            Centering.constant(0),
            valueMean)
        .withFeatures(
            new FeatureFactors(
                rows.names(),
                head(found.left(), rows.names().size()),
                cols.names(),
                head(found.right(), cols.names().size())));
  }

  private static boolean @Nullable [] touched(IdSide side, double[] sums) {
    if (!side.isOwn()) {
      return null;
    }
    boolean[] touched = new boolean[side.ids().size()];
    for (int id = 0; id < touched.length; id++) {
      touched[id] = sums[side.names().size() + id] != 0;
    }
    return touched;
  }

  /** Nothing is known of ids that were not measured and have no features. */
  private static double[] scales(IdSide side, boolean @Nullable [] touched) {
    double[] scales = new double[side.ids().size()];
    Arrays.setAll(scales, id -> side.names().isEmpty() && touched != null && !touched[id] ? 0 : 1);
    return scales;
  }

  private static Matrix head(Matrix from, int count) {
    Matrix head = Matrix.zeros(count, from.cols());
    System.arraycopy(from.data(), 0, head.data(), 0, count * from.cols());
    return head;
  }

  /**
   * A matrix as a point of the problem.
   *
   * @param model a matrix by ids
   * @return the point; what the model does not know is 0
   * @throws InvalidInputException if the model was fitted to other features
   */
  public Factors point(LowRankMatrix model) {
    FeatureFactors known = model.features();
    requireSame("--row-features", rows.names(), known.rowNames());
    requireSame("--col-features", cols.names(), known.colNames());
    return new Factors(
        side(rows, known.rows(), model.rows(), model.factors().left()),
        side(cols, known.cols(), model.cols(), model.factors().right()));
  }

  private static Matrix side(IdSide side, Matrix coefficients, IdIndex ids, Matrix factor) {
    Matrix all =
        coefficients.rows() == side.names().size()
            ? coefficients
            : Matrix.zeros(side.names().size(), factor.cols());
    return side.point(all, ids, factor);
  }

  private static void requireSame(String option, List<String> here, List<String> model) {
    if (!model.isEmpty() && !model.equals(here)) {
      throw new InvalidInputException(
          option + ": the model was fitted to the features " + model + ", not to " + here);
    }
  }
}
