package org.overrank.data.measurements;

import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingVector;

/**
 * Complex measurements as real ones of twice the size, so that Re tr(AᴴX) is ⟨A', M⟩ with M = ½[B
 * −C; C B] for X = B + iC: exactly, as signs and powers of two are all that changes (theory,
 * section 10). Numbers come interleaved: the real part and the imaginary part of one after those of
 * another.
 */
public final class ComplexMatrix {
  private ComplexMatrix() {}

  /**
   * [Re A −Im A; Im A Re A].
   *
   * @param cells 2·n·n numbers, A by rows
   * @param n rows and columns of A
   * @return a 2n × 2n matrix
   */
  public static SensingMatrix dense(double[] cells, int n) {
    double[] real = new double[Math.multiplyExact(4, Math.multiplyExact(n, n))];
    int width = 2 * n;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double re = cells[2 * (i * n + j)];
        double im = cells[2 * (i * n + j) + 1];
        real[i * width + j] = re;
        real[(n + i) * width + n + j] = re;
        real[(n + i) * width + j] = im;
        real[i * width + n + j] = -im;
      }
    }
    return new SensingMatrix.Dense(real);
  }

  /**
   * The same of some cells.
   *
   * @param rows row of each cell of A
   * @param cols column of each
   * @param values two numbers each
   * @param n rows and columns of A
   * @return four real cells for each
   */
  public static SensingMatrix sparse(int[] rows, int[] cols, double[] values, int n) {
    int count = rows.length;
    int[] realRows = new int[4 * count];
    int[] realCols = new int[4 * count];
    double[] real = new double[4 * count];
    for (int k = 0; k < count; k++) {
      for (int q = 0; q < 4; q++) {
        realRows[4 * k + q] = rows[k] + (q / 2) * n;
        realCols[4 * k + q] = cols[k] + (q % 2) * n;
      }
      real[4 * k] = values[2 * k];
      real[4 * k + 1] = -values[2 * k + 1];
      real[4 * k + 2] = values[2 * k + 1];
      real[4 * k + 3] = values[2 * k];
    }
    return new SensingMatrix.Sparse(realRows, realCols, real);
  }

  /**
   * abᴴ, which measures aᴴXb: (2a', b') with a' = (Re a; Im a).
   *
   * @param left a, 2n numbers
   * @param right b, 2n numbers
   * @return vectors of 2n numbers
   */
  public static SensingMatrix rankOne(double[] left, double[] right) {
    return new SensingMatrix.RankOne(stacked(left, 2), stacked(right, 1));
  }

  /**
   * A vector as it was before {@link #rankOne}.
   *
   * @param real (Re a; Im a), 2n numbers
   * @param factor multiplies it: ½ of a left one, 1 of a right one
   * @return a, 2n numbers, a real part before each imaginary part
   */
  public static double[] interleaved(SensingVector real, double factor) {
    double[] from = real.expanded();
    double[] to = new double[from.length];
    int n = from.length / 2;
    for (int i = 0; i < n; i++) {
      to[2 * i] = factor * from[i];
      to[2 * i + 1] = factor * from[n + i];
    }
    return to;
  }

  private static SensingVector stacked(double[] interleaved, double factor) {
    int n = interleaved.length / 2;
    double[] real = new double[2 * n];
    for (int i = 0; i < n; i++) {
      real[i] = factor * interleaved[2 * i];
      real[n + i] = factor * interleaved[2 * i + 1];
    }
    return SensingVector.dense(real);
  }
}
