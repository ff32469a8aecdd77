package org.overrank.fit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.SplitMix;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.ValueAndGradient;

/**
 * Tells a fit from others by all that decides how it runs: what it is asked, budgets apart, and its
 * measurements, not where they came from. f and its gradient at a point that depends on the shape
 * alone are the same to the bit where the measurements, as they are minimised, are: values,
 * weights, coefficients, what was subtracted or held out, and the pieces they are cut into.
 */
public final class FitIdentity {
  private static final long SEED = 0x66696e676572L;

  private FitIdentity() {}

  /**
   * The identity; one pass, two with a warm start.
   *
   * @param data the measurements
   * @param settings what the fit is asked
   * @param equivalent whether it begins on fewer, equivalent measurements
   * @return what two fits have in common only if they are the same, for users to read
   */
  public static String of(Objective data, FitSettings settings, boolean equivalent) {
    ProblemShape shape = data.shape();
    Factors point =
        new Factors(
            GaussianNumbers.matrix(shape.rows(), 1, SEED, 1),
            GaussianNumbers.matrix(shape.cols(), 1, SEED, 2));
    return String.format(
        Locale.ROOT,
        "lambda %s%s, search rank %s%s%s, solver %s%s, start %s, seed %d, gap %s, %d measurements of %d"
            + " x %d%s with digest %016x",
        settings.lambda(),
        shape.loss().isSquared() ? "" : ", loss " + shape.loss().word(),
        settings.searchRank().isPresent() ? settings.searchRank().getAsInt() : "auto",
        settings.escape() == EscapeRule.AUTO ? " and escapes" : "",
        settings.structure().isSquare() ? ", structure " + settings.structure().word() : "",
        settings.solver().word(),
        settings.step().isPresent() ? " of step " + settings.step().getAsDouble() : "",
        start(data, settings.start(), settings.warmStart()),
        settings.seed(),
        settings.relativeGap(),
        shape.measurements(),
        shape.rows(),
        shape.cols(),
        equivalent ? ", compressed," : "",
        digest(data, point));
  }

  private static String start(Objective data, StartKind kind, @Nullable Factors warm) {
    return warm == null
        ? kind.toString()
        : String.format(
            Locale.ROOT,
            "%s with digest %016x of %d columns",
            kind,
            digest(data, data.shape().units().factorsOf(warm)),
            warm.searchRank());
  }

  private static long digest(Objective data, Factors point) {
    return point.isImplied() ? point.right().hashCode() : digestOf(data, point);
  }

  private static long digestOf(Objective data, Factors point) {
    ValueAndGradient.Answer answer = data.evaluate(new ValueAndGradient(point));
    long bits = SplitMix.mix(Double.doubleToLongBits(answer.value()));
    bits = SplitMix.mix(bits ^ Double.doubleToLongBits(answer.gradient().normSquared()));
    bits = SplitMix.mix(bits ^ data.shape().units().hashCode());
    return SplitMix.mix(bits ^ Double.doubleToLongBits(point.normSquared()));
  }
}
