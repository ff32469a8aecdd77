package org.overrank.objective;

import java.util.List;

/** Measurements that pass for data in their own units: for work that is told in solver units. */
public final class SolverUnits implements Objective {
  private final Objective data;

  /**
   * A view.
   *
   * @param data the measurements, closed by their owner
   */
  public SolverUnits(Objective data) {
    this.data = data;
  }

  @Override
  public ProblemShape shape() {
    return data.shape().in(Units.NONE);
  }

  @Override
  public Answers evaluate(List<? extends Request<?>> batch) {
    return data.evaluate(batch);
  }

  @Override
  public Residual residual(Factors point, double ridge) {
    return data.residual(point, ridge);
  }

  @Override
  public Objective roundedBy(double width) {
    return new SolverUnits(data.roundedBy(width));
  }

  @Override
  public void close() {}
}
