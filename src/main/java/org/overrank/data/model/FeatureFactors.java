package org.overrank.data.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.overrank.linalg.Matrix;

/**
 * What a model says of features of rows and columns, by which ids are predicted that it has not
 * seen: A and B of u = Aᵀf + δ, v = Bᵀg + ε (theory, section 11).
 *
 * @param rowNames names of the rows' features, ascending; p of them, maybe none
 * @param rows A, p × R
 * @param colNames names of the columns' features, ascending; q of them, maybe none
 * @param cols B, q × R
 */
public record FeatureFactors(List<String> rowNames, Matrix rows, List<String> colNames, Matrix cols)
    implements Serializable {
  /** No features. */
  static final FeatureFactors NONE =
      new FeatureFactors(List.of(), Matrix.zeros(0, 0), List.of(), Matrix.zeros(0, 0));

  /** Detaches the lists, as lists that Kryo knows. */
  public FeatureFactors {
    rowNames = new ArrayList<>(rowNames);
    colNames = new ArrayList<>(colNames);
  }

  /** {@return whether there are none at all} */
  public boolean isEmpty() {
    return rowNames.isEmpty() && colNames.isEmpty();
  }

  /** Of the transposed matrix. */
  FeatureFactors transposed() {
    return new FeatureFactors(colNames, cols, rowNames, rows);
  }
}
