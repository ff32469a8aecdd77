package org.overrank.data.measurements;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.IdIndex;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.SensingVector;

/**
 * One side of measurements that are told by ids: what vector stands for which id (theory, section
 * 11).
 *
 * <p>With p features f of an id, the vector is f, or where ids have a part of their own [f; e_id].
 * Without features it is e_id.
 */
public final class IdSide implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdIndex ids;
  private final List<String> names;
  private final Matrix features;
  private final boolean own;

  /**
   * A side over parts that are not copied.
   *
   * @param ids n ids
   * @param names of the features, ascending; p of them
   * @param features n × p, by the order of the ids
   * @param own whether each id has a part of its own
   */
  public IdSide(IdIndex ids, List<String> names, Matrix features, boolean own) {
    this.ids = ids;
    this.names = new ArrayList<>(names);
    this.features = features;
    this.own = own || names.isEmpty();
  }

  /**
   * A side without features.
   *
   * @param ids n ids
   * @return vectors of length n
   */
  public static IdSide plain(IdIndex ids) {
    return new IdSide(ids, List.of(), Matrix.zeros(ids.size(), 0), true);
  }

  /** {@return the ids, n of them} */
  public IdIndex ids() {
    return ids;
  }

  /** {@return the names of the features, p of them} */
  public List<String> names() {
    return names;
  }

  /** {@return whether each id has a part of its own} */
  public boolean isOwn() {
    return own;
  }

  /** {@return the length of the vectors, p or p + n} */
  public int length() {
    return names.size() + (own ? ids.size() : 0);
  }

  /**
   * What stands for an id.
   *
   * @param index of the id
   * @return its vector
   */
  public SensingVector vector(int index) {
    int p = names.size();
    double[] row = Arrays.copyOfRange(features.data(), index * p, (index + 1) * p);
    if (!own) {
      return SensingVector.dense(row);
    }
    int[] there = new int[p + 1];
    double[] values = new double[p + 1];
    int count = 0;
    for (int k = 0; k < p; k++) {
      if (row[k] != 0) {
        there[count] = k;
        values[count++] = row[k];
      }
    }
    there[count] = p + index;
    values[count++] = 1;
    return SensingVector.sparse(
        length(), Arrays.copyOf(there, count), Arrays.copyOf(values, count));
  }

  /**
   * Aᵀf of each id, the features of one after the other added up.
   *
   * @param coefficients A, p × R or more rows, of which the first p count
   * @return n × R
   */
  Matrix explained(Matrix coefficients) {
    int width = coefficients.cols();
    Matrix result = Matrix.zeros(ids.size(), width);
    for (int id = 0; id < ids.size(); id++) {
      for (int k = 0; k < names.size(); k++) {
        double f = features.get(id, k);
        for (int c = 0; c < width; c++) {
          result.set(id, c, result.get(id, c) + f * coefficients.get(k, c));
        }
      }
    }
    return result;
  }

  /**
   * What a point says of each id.
   *
   * @param point [A; δ], or A, or δ
   * @param touched whether anything of an id's own was measured, by id; null if all was
   * @return Aᵀf + δ, n × R; δ is 0 where nothing was measured
   */
  Matrix factor(Matrix point, boolean @Nullable [] touched) {
    Matrix result = explained(point);
    for (int id = 0; own && id < ids.size(); id++) {
      for (int c = 0; (touched == null || touched[id]) && c < point.cols(); c++) {
        result.set(id, c, result.get(id, c) + point.get(names.size() + id, c));
      }
    }
    return result;
  }

  /**
   * The point that says something of each id.
   *
   * @param coefficients A, p × R
   * @param others ids of a model
   * @param factor what the model says of them
   * @return [A; δ], or A, or δ; δ is 0 of ids that the model does not know
   */
  Matrix point(Matrix coefficients, IdIndex others, Matrix factor) {
    int p = names.size();
    Matrix result = Matrix.zeros(length(), factor.cols());
    System.arraycopy(coefficients.data(), 0, result.data(), 0, p * factor.cols());
    Matrix explained = explained(coefficients);
    for (int id = 0; own && id < ids.size(); id++) {
      int from = others.indexOf(ids.idAt(id));
      for (int c = 0; from >= 0 && c < factor.cols(); c++) {
        result.set(p + id, c, factor.get(from, c) - explained.get(id, c));
      }
    }
    return result;
  }
}
