package org.overrank.certify;

import org.overrank.objective.Factors;

/**
 * How large a point (U, V) is.
 *
 * @param searchRank R
 * @param normSquared ‖U‖² + ‖V‖²
 * @param columns Σ_k ‖u_k‖‖v_k‖, the same in every scaling of the columns; ‖UVᵀ‖_* where they are
 *     orthogonal
 */
record PointSize(int searchRank, double normSquared, double columns) {
  /**
   * The size of a point.
   *
   * @param point (U, V), or V alone
   * @param solvedColumns Σ_a u_ak² by column, where U was solved for
   * @return its size
   */
  static PointSize of(Factors point, double[] solvedColumns) {
    double[] left = point.isImplied() ? solvedColumns : point.left().columnNormsSquared();
    double[] right = point.right().columnNormsSquared();
    double norm = point.normSquared();
    double columns = 0;
    for (int k = 0; k < left.length; k++) {
      norm += point.isImplied() ? left[k] : 0;
      columns += Math.sqrt(left[k]) * Math.sqrt(right[k]);
    }
    return new PointSize(point.searchRank(), norm, columns);
  }
}
