package org.overrank.cli.output;

import java.io.IOException;
import java.io.Writer;
import org.overrank.linalg.Matrix;

/**
 * The cells of a Hermitian matrix as CSV: X = ZZᴴ, whose factor U holds (p; q) and (−q; p) of every
 * column p + iq of Z/√2 (theory, section 10). Opposite cells are conjugate to the bit.
 */
final class ComplexCells {
  private ComplexCells() {}

  /**
   * Writes all cells.
   *
   * @param factor U, 2n × 2R
   * @param out where; not closed
   * @throws IOException if it cannot be written
   */
  static void write(Matrix factor, Writer out) throws IOException {
    int n = factor.rows() / 2;
    out.write(CsvLine.of("row", "col", "re", "im"));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double re = 0;
        double im = 0;
        for (int k = 0; k < factor.cols(); k += 2) {
          re += factor.get(i, k) * factor.get(j, k) + factor.get(n + i, k) * factor.get(n + j, k);
          im += factor.get(n + i, k) * factor.get(j, k) - factor.get(i, k) * factor.get(n + j, k);
        }
        out.write(
            CsvLine.of(
                Integer.toString(i),
                Integer.toString(j),
                Double.toString(2 * re),
                Double.toString(2 * im + 0.0)));
      }
    }
  }
}
