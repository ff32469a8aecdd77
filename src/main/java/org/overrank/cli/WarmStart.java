package org.overrank.cli;

import java.util.OptionalInt;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.spark.MeasuredData;
import org.overrank.spark.entries.IdIndex;
import org.overrank.spark.model.LowRankMatrix;

/** Carries the factors of a model over to a problem with other rows, columns or scales. */
final class WarmStart {
  private static final long LEFT = 101;
  private static final long RIGHT = 102;

  /** New columns are this much smaller than the model's; zero ones would never move. */
  private static final double PADDING = 1e-3;

  private WarmStart() {}

  /**
   * The model as a point of a problem: rows are matched by their ids, and zero where the model does
   * not know the id.
   *
   * @param model the model
   * @param data the problem
   * @return (U, V) of the model's width, in the scaled variables of the problem
   */
  static Factors point(LowRankMatrix model, MeasuredData data) {
    IdIndex rows = data.rows();
    IdIndex cols = data.cols();
    Matrix left = Matrix.zeros(rows.size(), model.factors().searchRank());
    for (int a = 0; a < rows.size(); a++) {
      int from = indexIn(model.rows(), rows, a);
      if (from >= 0) {
        copy(model.factors().left(), from, left, a, model.scales().row(from), data.scales().row(a));
      }
    }
    Matrix right = Matrix.zeros(cols.size(), model.factors().searchRank());
    for (int b = 0; b < cols.size(); b++) {
      int from = indexIn(model.cols(), cols, b);
      if (from >= 0) {
        copy(
            model.factors().right(),
            from,
            right,
            b,
            model.scales().col(from),
            data.scales().col(b));
      }
    }
    return new Factors(left, right);
  }

  /**
   * A point of another width.
   *
   * @param point in balanced gauge
   * @param searchRank R, or empty to keep the width
   * @param seed seed of columns that are added
   * @return the leading columns, or the point with small random columns behind its own
   */
  static Factors ofWidth(Factors point, OptionalInt searchRank, long seed) {
    int width = searchRank.orElse(point.searchRank());
    int missing = width - point.searchRank();
    if (missing <= 0) {
      return new Factors(point.left().leadingColumns(width), point.right().leadingColumns(width));
    }
    double entries = ((double) point.rows() + point.cols()) * point.searchRank();
    double typical = Math.sqrt(point.normSquared() / entries);
    Factors noise =
        new Factors(
            GaussianNumbers.matrix(point.rows(), missing, seed, LEFT),
            GaussianNumbers.matrix(point.cols(), missing, seed, RIGHT));
    return point.appendColumns(noise.times(PADDING * (typical > 0 ? typical : 1)));
  }

  private static int indexIn(IdIndex model, IdIndex data, int index) {
    return model.indexOf(data.idAt(index));
  }

  /** Equal scales leave the bits alone, so that a model is certified as it was. */
  private static void copy(Matrix from, int i, Matrix to, int j, double fromScale, double toScale) {
    double factor = fromScale == toScale ? 1 : toScale == 0 ? 0 : fromScale / toScale;
    for (int k = 0; k < from.cols(); k++) {
      to.set(j, k, factor * from.get(i, k));
    }
  }
}
