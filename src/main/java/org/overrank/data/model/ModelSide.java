package org.overrank.data.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Scales;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/**
 * One side of a model as a table: index, id, scale, bias, factor.
 *
 * @param ids the ids by index
 * @param factor n × R
 * @param scale by index, length n
 * @param bias by index, length n
 */
@SuppressWarnings("ArrayRecordComponent") // A bundle of columns, never compared.
public record ModelSide(IdIndex ids, Matrix factor, double[] scale, double[] bias) {
  /**
   * The rows of a matrix.
   *
   * @param matrix which
   * @return ids, factors, biases and scales of its rows
   */
  public static ModelSide rowsOf(LowRankMatrix matrix) {
    int n = matrix.rows().size();
    double[] scale = new double[n];
    Arrays.setAll(scale, matrix.scales()::row);
    return new ModelSide(
        matrix.rows(), matrix.factors().left(), scale, filled(matrix.centering().rowBias(), n));
  }

  /**
   * The columns of a matrix.
   *
   * @param matrix which
   * @return ids, factors, biases and scales of its columns
   */
  public static ModelSide colsOf(LowRankMatrix matrix) {
    int n = matrix.cols().size();
    double[] scale = new double[n];
    Arrays.setAll(scale, matrix.scales()::col);
    return new ModelSide(
        matrix.cols(), matrix.factors().right(), scale, filled(matrix.centering().colBias(), n));
  }

  /**
   * A matrix of both its sides.
   *
   * @param rows some of its rows, or all
   * @param cols its columns
   * @param mean μ
   * @param biases whether biases are subtracted too
   * @param valueMean what is predicted where nothing is known
   * @return over the same arrays
   */
  public static LowRankMatrix matrix(
      ModelSide rows, ModelSide cols, double mean, boolean biases, double valueMean) {
    return new LowRankMatrix(
        rows.ids,
        cols.ids,
        new Factors(rows.factor, cols.factor),
        Scales.of(rows.scale, cols.scale),
        biases ? new Centering(mean, rows.bias, cols.bias) : Centering.constant(mean),
        valueMean);
  }

  /**
   * A digest of all that the table says, whatever the file's layout.
   *
   * @return SHA-256 over the rows in order: id, scale, bias, factor, to the bit
   */
  public String digest() {
    return digest(0, ids.size());
  }

  /**
   * The same of some rows.
   *
   * @param start index of the first
   * @param end one past the last
   * @return SHA-256 over them
   */
  public String digest(int start, int end) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      ByteBuffer row = ByteBuffer.allocate(Double.BYTES * (3 + factor.cols()));
      for (int i = start; i < end; i++) {
        row.clear();
        if (ids.idAt(i) instanceof Long number) {
          row.putLong(number);
        } else {
          byte[] text = ids.idAt(i).toString().getBytes(StandardCharsets.UTF_8);
          row.putLong(text.length);
          sha.update(text);
        }
        row.putDouble(scale[i]).putDouble(bias[i]);
        for (int k = 0; k < factor.cols(); k++) {
          row.putDouble(factor.get(i, k));
        }
        sha.update(row.flip());
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double[] filled(double[] bias, int n) {
    return bias.length == 0 ? new double[n] : bias;
  }
}
