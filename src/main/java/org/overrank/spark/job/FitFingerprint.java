package org.overrank.spark.job;

import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitSettings;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.ValueAndGradient;

/**
 * Tells a fit from others by its measurements, not by where they came from: f and its gradient at a
 * point that depends on the shape alone are the same to the bit where the measurements are.
 */
public final class FitFingerprint {
  private static final long SEED = 0x66696e676572L;
  private static final int BYTES = 16;

  private FitFingerprint() {}

  /**
   * The fingerprint; one pass, two with a warm start.
   *
   * @param data the measurements
   * @param settings what the fit is asked
   * @param words what else tells it from others
   * @return hexadecimal digits
   */
  public static String of(Objective data, FitSettings settings, String words) {
    ProblemShape shape = data.shape();
    Factors point =
        new Factors(
            GaussianNumbers.matrix(shape.rows(), 1, SEED, 1),
            GaussianNumbers.matrix(shape.cols(), 1, SEED, 2));
    String text =
        String.join(
            " ",
            words,
            at(data, point),
            start(data, settings.warmStart()),
            Double.toHexString(settings.lambda()),
            settings.searchRank().toString(),
            settings.solverWords(),
            Long.toString(settings.seed()),
            Double.toHexString(settings.relativeGap()));
    return Digest.hex(text, BYTES);
  }

  private static String start(Objective data, @Nullable Factors warm) {
    return warm == null ? "random" : at(data, warm) + " " + warm.normSquared();
  }

  private static String at(Objective data, Factors point) {
    ValueAndGradient.Answer answer = data.evaluate(new ValueAndGradient(point));
    return Double.toHexString(answer.value())
        + " "
        + Double.toHexString(answer.gradient().normSquared());
  }
}
