package org.overrank.certify;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.overrank.objective.Structure;

/**
 * min F(X) = (1/N)‖A(X) − y‖² + 2λ‖X‖_* over matrices of a structure, by accelerated proximal
 * gradients on X with EJML's eigenvalues: it knows neither factors nor duality. Hermitian X = B +
 * iC is written [B −C; C B] here, with Re tr(AᴴX) worked out from real and imaginary parts.
 */
public final class StructuredOracle {
  private static final int ITERATIONS = 30_000;
  private static final double TOLERANCE = 1e-15;
  private static final int PATIENCE = 20;

  private final Structure structure;
  private final int size;
  private final double[][] matrices;
  private final double[] targets;
  private final double lambda;

  /**
   * A problem.
   *
   * @param matrices A_i by rows, size²; interleaved real and imaginary parts where X is complex
   */
  public StructuredOracle(
      Structure structure, int size, double[][] matrices, double[] targets, double lambda) {
    this.structure = structure;
    this.size = structure.isComplex() ? 2 * size : size;
    this.matrices = structure.isComplex() ? complex(matrices, size) : matrices;
    this.targets = targets;
    this.lambda = lambda;
  }

  /** Such that the real inner product with [B −C; C B] is Re tr(AᴴX). */
  private static double[][] complex(double[][] interleaved, int n) {
    return Arrays.stream(interleaved)
        .map(
            a -> {
              double[] real = new double[4 * n * n];
              for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                  double re = a[2 * (i * n + j)] / 2;
                  double im = a[2 * (i * n + j) + 1] / 2;
                  real[i * 2 * n + j] = re;
                  real[(n + i) * 2 * n + n + j] = re;
                  real[(n + i) * 2 * n + j] = im;
                  real[i * 2 * n + n + j] = -im;
                }
              }
              return real;
            })
        .toArray(double[][]::new);
  }

  /** F at the last iterate: above the optimum, and near it. */
  public double optimum() {
    double step = 1 / lipschitz();
    double weight = structure.isComplex() ? lambda / 2 : lambda;
    DMatrixRMaj x = new DMatrixRMaj(size, size);
    DMatrixRMaj ahead = x.copy();
    double momentum = 1;
    double value = value(x, 0, weight);
    int still = 0;
    for (int k = 0; k < ITERATIONS && still < PATIENCE; k++) {
      double[] norm = new double[1];
      DMatrixRMaj next = shrink(moved(ahead, step), 2 * weight * step, norm);
      double nextValue = value(next, norm[0], weight);
      double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      if (nextValue > value) {
        still = momentum == 1 ? still + 1 : still;
        momentum = 1;
        ahead = x.copy();
        continue;
      }
      still = value - nextValue <= TOLERANCE * value ? still + 1 : 0;
      ahead = next.copy();
      CommonOps_DDRM.scale(1 + (momentum - 1) / nextMomentum, ahead);
      CommonOps_DDRM.addEquals(ahead, -(momentum - 1) / nextMomentum, x);
      x = next;
      value = nextValue;
      momentum = nextMomentum;
    }
    return value;
  }

  private double lipschitz() {
    DMatrixRMaj all = new DMatrixRMaj(matrices);
    DMatrixRMaj gram = new DMatrixRMaj(targets.length, targets.length);
    CommonOps_DDRM.multTransB(2.0 / targets.length, all, all, gram);
    double largest = 0;
    EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(gram);
    for (int k = 0; k < targets.length; k++) {
      largest = Math.max(largest, eigen.getEigenvalue(k).getReal());
    }
    return largest + 1e-300;
  }

  private double residual(int i, DMatrixRMaj x) {
    double sum = -targets[i];
    for (int j = 0; j < matrices[i].length; j++) {
      sum += matrices[i][j] * x.get(j);
    }
    return sum;
  }

  private DMatrixRMaj moved(DMatrixRMaj x, double step) {
    DMatrixRMaj result = x.copy();
    for (int i = 0; i < targets.length; i++) {
      double factor = -step * 2 * residual(i, x) / targets.length;
      for (int j = 0; j < matrices[i].length; j++) {
        result.plus(j, factor * matrices[i][j]);
      }
    }
    DMatrixRMaj transposed = new DMatrixRMaj(size, size);
    CommonOps_DDRM.transpose(result, transposed);
    CommonOps_DDRM.add(0.5, result, 0.5, transposed, result);
    return result;
  }

  private DMatrixRMaj shrink(DMatrixRMaj x, double threshold, double[] norm) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(x);
    DMatrixRMaj result = new DMatrixRMaj(size, size);
    for (int k = 0; k < size; k++) {
      double e = eigen.getEigenvalue(k).getReal();
      double magnitude = structure == Structure.SYMMETRIC ? Math.abs(e) : e;
      double left = Math.copySign(Math.max(0, magnitude - threshold), e);
      norm[0] += Math.abs(left);
      CommonOps_DDRM.multAddTransB(left, eigen.getEigenVector(k), eigen.getEigenVector(k), result);
    }
    return result;
  }

  private double value(DMatrixRMaj x, double nuclear, double weight) {
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      sum += residual(i, x) * residual(i, x);
    }
    return sum / targets.length + 2 * weight * nuclear;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> eigen(DMatrixRMaj m) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(m.numRows, true, true);
    if (!eigen.decompose(m.copy())) {
      throw new IllegalStateException("EJML's eigenvalues failed");
    }
    return eigen;
  }
}
