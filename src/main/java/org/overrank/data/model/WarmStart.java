package org.overrank.data.model;

import org.overrank.data.MeasuredData;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.measurements.IdSides;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/** Carries the factors of a model over to a problem with other rows, columns or scales. */
public final class WarmStart {
  private WarmStart() {}

  /**
   * The model as a point of a problem: rows are matched by their ids, and zero where the model does
   * not know the id.
   *
   * @param model the model
   * @param data the problem
   * @return (U, V) of the model's width, in the scaled variables of the problem
   */
  public static Factors point(LowRankMatrix model, MeasuredData data) {
    IdSides sides = data.sides();
    if (sides != null) {
      return sides.point(model);
    }
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
