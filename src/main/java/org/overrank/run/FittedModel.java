package org.overrank.run;

import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.Scales;
import org.overrank.data.measurements.IdSides;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.ValueRange;
import org.overrank.fit.FitSummary;
import org.overrank.linalg.Matrix;
import org.overrank.loss.Losses;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Structure;

/** Makes models of answers. */
final class FittedModel {
  private FittedModel() {}

  /**
   * What is to be known of the model that a fit has found.
   *
   * @param summary what was found, in numbers
   * @param width columns of its factors
   * @param data the measurements
   * @param request what was asked
   * @param judgement of what was held out, or null
   * @param structure what was known of the matrix
   * @param slope what M is multiplied by before labels are told of it, or null
   * @return the metadata
   */
  static ModelMetadata metadata(
      FitSummary summary,
      int width,
      MeasuredData data,
      DataRequest request,
      @Nullable HoldoutJudgement judgement,
      Structure structure,
      @Nullable Double slope) {
    ValueRange range = data.valueRange();
    IdSides sides = data.sides();
    return new ModelMetadata(
        ModelMetadata.FORMAT_VERSION,
        summary.versions().version(),
        summary.asked().lambda(),
        summary.proof().relativeGapAsked(),
        summary.asked().seed(),
        width,
        summary.answer().rank(),
        data.mean(),
        summary.problem().measurements(),
        sides == null ? data.shape().rows() : sides.rows().ids().size(),
        sides == null ? data.shape().cols() : sides.cols().ids().size(),
        data.rowKind(),
        data.cols().kind(),
        request.source(),
        request.options(summary.problem().partitions()),
        measured(request, sides),
        new ModelMetadata.Values(
            data.valueMean(),
            data.trainWeight() / summary.problem().measurements(),
            data.shape().units().leftExponent(),
            range == null ? null : range.low(),
            range == null ? null : range.high()),
        judgement == null ? null : judgement.residuals(),
        structure.isSquare() ? structure : null,
        slope);
  }

  private static ModelMetadata.@Nullable Measured measured(
      DataRequest request, @Nullable IdSides sides) {
    ModelMetadata.Measured measured = request.measured();
    return measured == null || sides == null
        ? measured
        : measured.withFeatures(sides.rows().names(), sides.cols().names());
  }

  /**
   * The matrix that a fit has found.
   *
   * @param found its answer
   * @param data the measurements
   * @return the matrix by the ids of the data, over the arrays of both
   */
  static LowRankMatrix matrix(Factors found, MeasuredData data) {
    if (data.sides() != null) {
      return data.matrix(found);
    }
    ProblemShape shape = data.shape();
    return new LowRankMatrix(
            data.rows(),
            data.cols(),
            known(found, data.scales()),
            data.scales(),
            data.centering(),
            data.valueMean())
        .under(shape.sparse() ? shape.loss() : Losses.SQUARED);
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
