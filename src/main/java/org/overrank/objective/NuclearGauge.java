package org.overrank.objective;

import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.ProductSvd;
import org.overrank.linalg.Svd;

/** Any matrix: all pairs, the nuclear norm and the spectral norm (theory, section 2). */
final class NuclearGauge implements Gauge {
  @Override
  public Factors project(Factors pair) {
    return pair;
  }

  @Override
  public int columnsTogether() {
    return 1;
  }

  @Override
  public boolean isSquare() {
    return false;
  }

  @Override
  public boolean isCone() {
    return false;
  }

  @Override
  public Matrix project(Matrix g) {
    return g;
  }

  @Override
  public LinearOperator project(LinearOperator g) {
    return g;
  }

  @Override
  public int productsOfOne() {
    return 1;
  }

  @Override
  public Balanced balanced(Factors point) {
    ProductSvd svd = ProductSvd.of(point.left(), point.right());
    return new Balanced(Factors.balanced(svd, svd.values().length), svd.nuclearNorm());
  }

  @Override
  public Balanced proximal(Matrix z, double threshold) {
    Svd svd = Svd.of(z);
    double[] values = svd.values();
    int rank = 0;
    while (rank < values.length && values[rank] > threshold) {
      rank++;
    }
    int width = Math.max(1, rank);
    Matrix left = svd.leftVectors().leadingColumns(width);
    Matrix right = svd.rightVectors().leadingColumns(width);
    double nuclearNorm = 0;
    for (int k = 0; k < width; k++) {
      double shrunk = Math.max(0, values[k] - threshold);
      nuclearNorm += shrunk;
      left.scaleColumn(k, Math.sqrt(shrunk));
      right.scaleColumn(k, Math.sqrt(shrunk));
    }
    return new Balanced(new Factors(left, right), nuclearNorm);
  }

  @Override
  public double[] coordinates(Factors pair) {
    double[] left = pair.left().data();
    double[] right = pair.right().data();
    double[] flat = new double[left.length + right.length];
    System.arraycopy(left, 0, flat, 0, left.length);
    System.arraycopy(right, 0, flat, left.length, right.length);
    return flat;
  }

  @Override
  public Factors pair(double[] coordinates, Factors like) {
    Factors pair = Factors.zeros(like.rows(), like.cols(), like.searchRank());
    double[] left = pair.left().data();
    double[] right = pair.right().data();
    System.arraycopy(coordinates, 0, left, 0, left.length);
    System.arraycopy(coordinates, left.length, right, 0, right.length);
    return pair;
  }
}
