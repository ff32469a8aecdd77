package org.overrank.data.measurements;

import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Scales;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/** Rows and columns that a model has not seen, by what it says of their features. */
public final class FurtherIds {
  private FurtherIds() {}

  /**
   * A matrix with more ids; those that it knows stay as they are.
   *
   * @param model the matrix
   * @param rows features of rows, or null for no more
   * @param cols features of columns, or null for no more
   * @return the larger one
   */
  public static LowRankMatrix of(
      LowRankMatrix model, @Nullable IdSide rows, @Nullable IdSide cols) {
    Larger left =
        Larger.of(
            model.rows(),
            model.factors().left(),
            model.scales()::row,
            rows,
            model.features().rows());
    Larger right =
        Larger.of(
            model.cols(),
            model.factors().right(),
            model.scales()::col,
            cols,
            model.features().cols());
    return new LowRankMatrix(
            left.ids,
            right.ids,
            new Factors(left.factor, right.factor),
            Scales.of(left.scale, right.scale),
            model.centering(),
            model.valueMean())
        .withFeatures(model.features());
  }

  @SuppressWarnings("ArrayRecordComponent") // A bundle of columns, never compared.
  private record Larger(IdIndex ids, Matrix factor, double[] scale) {
    static Larger of(
        IdIndex known,
        Matrix factor,
        IntToDoubleFunction scales,
        @Nullable IdSide more,
        Matrix coefficients) {
      IdIndex ids = more == null ? known : known.union(more.ids());
      Matrix explained = more == null ? factor : more.explained(coefficients);
      Matrix result = Matrix.zeros(ids.size(), factor.cols());
      double[] scale = new double[ids.size()];
      for (int id = 0; id < scale.length; id++) {
        int at = known.indexOf(ids.idAt(id));
        boolean isKnown = at >= 0 && scales.applyAsDouble(at) != 0;
        int there = isKnown || more == null ? at : more.ids().indexOf(ids.idAt(id));
        scale[id] = isKnown ? scales.applyAsDouble(at) : more == null || there < 0 ? 0 : 1;
        for (int c = 0; there >= 0 && c < factor.cols(); c++) {
          result.set(id, c, (isKnown ? factor : explained).get(there, c));
        }
      }
      return new Larger(ids, result, scale);
    }
  }
}
