package org.overrank.objective;

import java.util.List;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.MeasurementBlock;

/**
 * The data term along a line, η ↦ (1/N)‖A((U+ηP)(V+ηQ)ᵀ) − y‖², a quartic (theory, section 3).
 *
 * @param point (U, V)
 * @param direction (P, Q)
 */
public record LineSearchQuartic(Point point, Point direction)
    implements Request<Quartic>, MatrixRequest {
  @Override
  public Partial contribute(MeasurementBlock block) {
    double[] sums = new double[5];
    if (block instanceof EntryBlock entries) {
      entries.addLineCoefficients(
          point.left(), point.right(), direction.left(), direction.right(), sums);
    } else {
      Factors x = point.asDoubles();
      Factors d = direction.asDoubles();
      block.addLineCoefficients(x.left(), x.right(), d.left(), d.right(), sums);
    }
    return new Partial(sums);
  }

  @Override
  public boolean seesMatrix(MatrixBlock block) {
    return block.formsMatrix(point.searchRank());
  }

  @Override
  public List<Matrix> matrices() {
    Factors x = point.asDoubles();
    Factors d = direction.asDoubles();
    return List.of(MatrixBlock.lineMatrices(x.left(), x.right(), d.left(), d.right()));
  }

  @Override
  public boolean needsAdjoint() {
    return false;
  }

  @Override
  public Partial contribute(MatrixBlock block, double[][] images, FactorSlice adjoint) {
    double[] sums = new double[5];
    block.subtractTargets(images[0]);
    MatrixBlock.addLine(images, sums);
    return new Partial(sums);
  }

  @Override
  public LineSearchQuartic rounded(Rounding rounding) {
    return new LineSearchQuartic(rounding.round(point), rounding.round(direction));
  }

  @Override
  public Quartic answer(Partial total, ProblemShape shape) {
    double n = shape.measurements();
    return new Quartic(
        total.sum(0) / n, total.sum(1) / n, total.sum(2) / n, total.sum(3) / n, total.sum(4) / n);
  }
}
