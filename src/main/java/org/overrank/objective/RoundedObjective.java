package org.overrank.objective;

import java.util.List;

/**
 * An objective over entries whose solvers' passes read factors rounded to floats, see {@link
 * Request#rounded}. Residuals, and all that certificates and errors are made of, read them as they
 * are.
 */
public final class RoundedObjective implements Objective {
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
  public Residual residual(Factors point) {
    return exact.residual(point);
  }

  @Override
  public void close() {
    exact.close();
  }
}
