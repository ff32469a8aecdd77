package org.overrank.linalg;

/**
 * S + L Rᵀ, S sparse and L, R with few columns, whose entries are never formed.
 *
 * <p>What it says of its size is said of |S| + |L||R|ᵀ: nothing is believed to be small because the
 * two cancel.
 */
public final class SparsePlusThin implements ExplicitOperator {
  private final SparseMatrix sparse;
  private final Matrix left;
  private final Matrix right;

  /**
   * A sum over matrices that are not copied.
   *
   * @param sparse S, m × n
   * @param left L, m × k
   * @param right R, n × k
   */
  public SparsePlusThin(SparseMatrix sparse, Matrix left, Matrix right) {
    if (left.rows() != sparse.rows()
        || right.rows() != sparse.cols()
        || left.cols() != right.cols()) {
      throw new IllegalArgumentException(left + " and " + right + " beside " + sparse.rows());
    }
    this.sparse = sparse;
    this.left = left;
    this.right = right;
  }

  @Override
  public int rows() {
    return sparse.rows();
  }

  @Override
  public int cols() {
    return sparse.cols();
  }

  @Override
  public Matrix times(Matrix x) {
    return sum(sparse.times(x), Multiply.ab(left, Multiply.atb(right, x)));
  }

  @Override
  public Matrix transposedTimes(Matrix y) {
    return sum(sparse.transposedTimes(y), Multiply.ab(right, Multiply.atb(left, y)));
  }

  private static Matrix sum(Matrix to, Matrix more) {
    for (int i = 0; i < to.data().length; i++) {
      to.data()[i] += more.data()[i];
    }
    return to;
  }

  /**
   * {@inheritDoc}
   *
   * <p>SSᵀ + (S R + ½ L RᵀR) Lᵀ and its transpose, or the same of the other side.
   */
  @Override
  public Matrix gramOfShorterSide() {
    boolean byRows = rows() <= cols();
    Matrix own = byRows ? left : right;
    Matrix other = byRows ? right : left;
    Matrix gram = sparse.gramOfShorterSide();
    Matrix image = byRows ? sparse.times(other) : sparse.transposedTimes(other);
    Matrix half = Multiply.ab(own, Gram.xtx(other));
    for (int i = 0; i < half.data().length; i++) {
      half.data()[i] = image.data()[i] + half.data()[i] / 2;
    }
    Matrix product = Multiply.abt(half, own);
    int n = gram.rows();
    double[] to = gram.data();
    double[] add = product.data();
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        to[i * n + j] += add[i * n + j] + add[j * n + i];
        to[j * n + i] = to[i * n + j];
      }
    }
    return gram;
  }

  /** {@inheritDoc} Inner products with S and with the thin factors follow one another. */
  @Override
  public int longestInnerProduct() {
    return Math.max(rows(), cols()) + 2 * left.cols() + 8;
  }

  /** {@inheritDoc} At least that: (‖S‖_F + ‖L‖_F‖R‖_F)². */
  @Override
  public double frobeniusNormSquared() {
    double thin =
        Math.sqrt(Norms.squaredAccurately(left.data()))
            * Math.sqrt(Norms.squaredAccurately(right.data()));
    double norm = Math.sqrt(sparse.frobeniusNormSquared()) + thin;
    return norm * norm * (1 + 0x1.0p-48);
  }

  /** {@inheritDoc} At least that, by the lengths of the rows of L and R. */
  @Override
  public double largestMagnitude() {
    return sparse.largestMagnitude() + longestRow(left) * longestRow(right);
  }

  private static double longestRow(Matrix x) {
    double longest = 0;
    int width = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      longest = Math.max(longest, Dot.product(x.data(), i * width, x.data(), i * width, width));
    }
    return Math.sqrt(longest);
  }

  @Override
  public Matrix toDense() {
    return sum(sparse.toDense(), Multiply.abt(left, right));
  }

  @Override
  public SparsePlusThin scaledBy(double factor) {
    Matrix scaled = Matrix.wrap(left.rows(), left.cols(), Norms.scaled(left.data(), factor));
    return new SparsePlusThin(sparse.scaledBy(factor), scaled, right);
  }

  @Override
  public void forgetTranspose() {
    sparse.forgetTranspose();
  }
}
