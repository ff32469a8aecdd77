package org.overrank.run;

import java.util.function.IntToDoubleFunction;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.Scales;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSummary;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/** Makes models of answers. */
public final class FittedModel {
  private FittedModel() {}

  /**
   * The model that a fit has found.
   *
   * @param summary what was found, in numbers
   * @param result what was found
   * @param data the measurements
   * @param request what was asked
   * @return the model, over the arrays of the answer and of the data
   */
  public static LowRankModel of(
      FitSummary summary, FitResult result, MeasuredData data, DataRequest request) {
    ModelMetadata metadata =
        new ModelMetadata(
            ModelMetadata.FORMAT_VERSION,
            summary.versions().version(),
            summary.asked().lambda(),
            summary.proof().relativeGapAsked(),
            summary.asked().seed(),
            result.factors().searchRank(),
            summary.answer().rank(),
            data.centering().mean(),
            summary.problem().measurements(),
            summary.problem().rows(),
            summary.problem().cols(),
            data.rows().kind(),
            data.cols().kind(),
            request.source(),
            request.options(summary.problem().partitions()),
            request.measured(),
            new ModelMetadata.Values(
                data.valueMean(),
                data.trainWeight() / summary.problem().measurements(),
                data.shape().units().leftExponent()));
    return new LowRankModel(metadata, matrix(result.factors(), data));
  }

  /** A point as a matrix, in the words of the data. */
  static LowRankMatrix matrix(Factors point, MeasuredData data) {
    return new LowRankMatrix(
        data.rows(),
        data.cols(),
        known(point, data.scales()),
        data.scales(),
        data.centering(),
        data.valueMean());
  }

  /**
   * What is left of the start, or of rounding, in rows and columns without entries, is taken out.
   */
  private static Factors known(Factors found, Scales scales) {
    return scales.isPlain()
        ? found
        : new Factors(known(found.left(), scales::row), known(found.right(), scales::col));
  }

  private static Matrix known(Matrix found, IntToDoubleFunction scale) {
    Matrix kept = Matrix.zeros(found.rows(), found.cols());
    for (int i = 0; i < found.rows(); i++) {
      if (scale.applyAsDouble(i) != 0) {
        System.arraycopy(
            found.data(), i * found.cols(), kept.data(), i * found.cols(), found.cols());
      }
    }
    return kept;
  }
}
