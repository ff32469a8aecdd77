package org.overrank.sensing;

import org.overrank.linalg.FloatMatrix;
import org.overrank.linalg.GatheredRows;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowMatrix;

/**
 * The rows of a factor as the loops over entries use them, kept as doubles or as floats. A float is
 * widened whenever it is used, so results are those of the same numbers as doubles.
 *
 * <p>Holds a factor from {@link #read} to {@link #release}; nothing is allocated in between.
 */
final class FactorRows {
  private static final double[] NO_DOUBLES = {};
  private static final float[] NO_FLOATS = {};

  private final int width;
  private final GatheredRows gathered;
  private final double[] wide;
  private double[] doubles = NO_DOUBLES;
  private float[] floats = NO_FLOATS;
  private boolean single;
  private int start;

  FactorRows(int width) {
    this.width = width;
    gathered = new GatheredRows(width);
    wide = new double[width];
  }

  /** Uses the rows of a factor from now on. */
  void read(RowMatrix factor) {
    single = factor instanceof FloatMatrix;
    if (factor instanceof FloatMatrix rounded) {
      floats = rounded.data();
    } else if (factor instanceof Matrix matrix) {
      doubles = matrix.data();
    }
  }

  /** Forgets the factor. */
  void release() {
    doubles = NO_DOUBLES;
    floats = NO_FLOATS;
  }

  /** Chooses the row that {@link #row} and {@link #rowStart} are about. */
  void choose(int row) {
    start = row * width;
    if (single) {
      for (int k = 0; k < width; k++) {
        wide[k] = floats[start + k];
      }
      start = 0;
    }
  }

  /** An array with the chosen row. */
  double[] row() {
    return single ? wide : doubles;
  }

  /** Where in {@link #row} the chosen row begins. */
  int rowStart() {
    return start;
  }

  /** See {@link GatheredRows#products}. */
  void products(double[] u, int uStart, int[] rows, int first, int last, double[] out) {
    if (single) {
      gathered.products(u, uStart, floats, rows, first, last, out);
    } else {
      gathered.products(u, uStart, doubles, rows, first, last, out);
    }
  }

  /** See {@link GatheredRows#addTo}. */
  void addTo(double[] w, int[] rows, int first, int last, double[] g, int gStart) {
    if (single) {
      gathered.addTo(w, floats, rows, first, last, g, gStart);
    } else {
      gathered.addTo(w, doubles, rows, first, last, g, gStart);
    }
  }

  /** out[k] = c v_k for the row v. */
  void scaled(double c, int row, double[] out) {
    if (single) {
      gathered.scaled(c, floats, row, out);
      return;
    }
    int from = row * width;
    for (int k = 0; k < width; k++) {
      out[k] = c * doubles[from + k];
    }
  }

  /** out[k][at] = c v_k for the row v. */
  void scaled(double c, int row, double[][] out, int at) {
    int from = row * width;
    if (single) {
      for (int k = 0; k < width; k++) {
        out[k][at] = c * floats[from + k];
      }
    } else {
      for (int k = 0; k < width; k++) {
        out[k][at] = c * doubles[from + k];
      }
    }
  }
}
