package org.overrank.objective;

import java.util.List;

/**
 * An objective over entries whose solvers' passes read factors rounded to floats, see {@link
 * Request#rounded}. Residuals, and all that certificates and errors are made of, read them as they
 * are.
 *
 * <p>What solvers see is f at the rounded point, penalty included ({@link #asRead}): where f is
 * stationary, that is off by the square of the rounding only.
 */
public final class RoundedObjective implements Objective {
  /**
   * The relative gap from which on rounding begins to show: G at the rounded point is off by 1e-7
   * or so of itself, and so is the gap.
   */
  public static final double RESOLUTION = 1e-5;

  private final Objective exact;

  /**
   * Rounds what another objective is asked.
   *
   * @param exact the objective; closed with this one
   */
  public RoundedObjective(Objective exact) {
    this.exact = exact;
  }

  @Override
  public ProblemShape shape() {
    return exact.shape();
  }

  @Override
  public boolean supportsHalfSweeps() {
    return exact.supportsHalfSweeps();
  }

  @Override
  public Answers evaluate(List<? extends Request<?>> batch) {
    List<Request<?>> rounded = Rounding.of(batch);
    return exact.evaluate(rounded).to(batch, rounded);
  }

  @Override
  public Factors asRead(Factors point) {
    return new Rounding().round(point).asDoubles();
  }

  @Override
  public Residual residual(Factors point) {
    return exact.residual(point);
  }

  @Override
  public void close() {
    exact.close();
  }
}
