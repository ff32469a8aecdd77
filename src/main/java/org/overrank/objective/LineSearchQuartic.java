package org.overrank.objective;

import java.util.List;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.MeasurementBlock;

/**
 * The data term along a line, η ↦ (1/N)‖A((U+ηP)(V+ηQ)ᵀ) − y‖², a quartic (theory, section 3).
 *
 * @param point (U, V)
 * @param direction (P, Q)
 */
public record LineSearchQuartic(Factors point, Factors direction)
    implements Request<Quartic>, MatrixRequest {
  @Override
  public Partial contribute(MeasurementBlock block) {
    double[] sums = new double[5];
    block.addLineCoefficients(
        point.left(), point.right(), direction.left(), direction.right(), sums);
    return new Partial(sums);
  }

  @Override
  public boolean seesMatrix(MatrixBlock block) {
    return block.formsMatrix(point.searchRank());
  }

  @Override
  public List<Matrix> matrices() {
    return List.of(
        MatrixBlock.lineMatrices(point.left(), point.right(), direction.left(), direction.right()));
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
  public Quartic answer(Partial total, ProblemShape shape) {
    double n = shape.measurements();
    Quartic ofEntries =
        new Quartic(
            total.sum(0) / n,
            total.sum(1) / n,
            total.sum(2) / n,
            total.sum(3) / n,
            total.sum(4) / n);
    BackgroundTerm background = BackgroundTerm.of(shape, point);
    return background == null ? ofEntries : ofEntries.plus(1 / n, background.along(direction));
  }
}
