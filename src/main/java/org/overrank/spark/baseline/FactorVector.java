package org.overrank.spark.baseline;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/** Factors as one vector of Breeze's, U's rows before V's. */
final class FactorVector {
  private FactorVector() {}

  static DenseVector<Object> of(Factors factors) {
    double[] left = factors.left().data();
    double[] right = factors.right().data();
    double[] all = new double[left.length + right.length];
    System.arraycopy(left, 0, all, 0, left.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    return DenseVector$.MODULE$.apply$mDc$sp(all);
  }

  /** Factors of the same size as others. */
  static Factors back(DenseVector<Object> vector, Factors like) {
    int width = like.searchRank();
    double[] left = new double[like.rows() * width];
    double[] right = new double[like.cols() * width];
    for (int i = 0; i < left.length; i++) {
      left[i] = vector.apply$mcD$sp(i);
    }
    for (int i = 0; i < right.length; i++) {
      right[i] = vector.apply$mcD$sp(left.length + i);
    }
    return new Factors(
        Matrix.wrap(like.rows(), width, left), Matrix.wrap(like.cols(), width, right));
  }
}
