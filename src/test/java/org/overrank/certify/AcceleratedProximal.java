package org.overrank.certify;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Accelerated proximal gradient steps on a matrix, with adaptive restart, from zero. */
abstract class AcceleratedProximal {
  private static final double TOLERANCE = 1e-13;

  /** F. */
  abstract double value(DMatrixRMaj m);

  /** The proximal step from a matrix. */
  abstract DMatrixRMaj step(DMatrixRMaj from);

  /** F at the last iterate: an upper bound of the optimum, and near it to about twelve digits. */
  final double least(int rows, int cols, int iterations) {
    DMatrixRMaj m = new DMatrixRMaj(rows, cols);
    DMatrixRMaj ahead = m.copy();
    double momentum = 1;
    double value = value(m);
    for (int k = 0; k < iterations; k++) {
      DMatrixRMaj next = step(ahead);
      double nextValue = value(next);
      double change = relativeChange(next, m);
      double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      if (nextValue > value) {
        nextMomentum = 1;
        ahead = m.copy();
      } else {
        ahead = next.copy();
        CommonOps_DDRM.scale(1 + (momentum - 1) / nextMomentum, ahead);
        CommonOps_DDRM.addEquals(ahead, -(momentum - 1) / nextMomentum, m);
        m = next;
        value = nextValue;
      }
      momentum = nextMomentum;
      if (change < TOLERANCE) {
        break;
      }
    }
    return value;
  }

  /** The matrix with smaller singular values, none below 0. */
  static DMatrixRMaj shrink(DMatrixRMaj m, double threshold) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd = svd(m);
    DMatrixRMaj w = svd.getW(null);
    for (int i = 0; i < Math.min(w.numRows, w.numCols); i++) {
      w.set(i, i, Math.max(0, w.get(i, i) - threshold));
    }
    DMatrixRMaj left = new DMatrixRMaj(1, 1);
    CommonOps_DDRM.mult(svd.getU(null, false), w, left);
    DMatrixRMaj result = new DMatrixRMaj(1, 1);
    CommonOps_DDRM.mult(left, svd.getV(null, true), result);
    return result;
  }

  static SingularValueDecomposition_F64<DMatrixRMaj> svd(DMatrixRMaj m) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(m.numRows, m.numCols, true, true, true);
    if (!svd.decompose(m.copy())) {
      throw new IllegalStateException("EJML's SVD failed");
    }
    return svd;
  }

  private static double relativeChange(DMatrixRMaj a, DMatrixRMaj b) {
    double change = 0;
    double size = 1e-300;
    for (int i = 0; i < a.getNumElements(); i++) {
      change += Math.abs(a.get(i) - b.get(i));
      size += Math.abs(a.get(i));
    }
    return change / size;
  }
}
