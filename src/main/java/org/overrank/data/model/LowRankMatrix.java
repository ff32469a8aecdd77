package org.overrank.data.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Scales;
import org.overrank.linalg.Dot;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.objective.Factors;

/**
 * A fitted matrix in the units of the data: M_ab = μ + b_a + c_b + s_a t_b u_aᵀv_b.
 *
 * <p>(U, V) is the point that the fit certified, in the scaled variables of its problem; s and t
 * undo the scaling, μ, b and c the centering. Labels are told of a slope times M: see {@link
 * #sloped}.
 */
public final class LowRankMatrix implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdIndex rows;
  private final IdIndex cols;
  private final Factors factors;
  private final Scales scales;
  private final Centering centering;
  private final double valueMean;
  private final Loss loss;
  private final double slope;
  private final FeatureFactors features;

  /**
   * A matrix over its parts, which are not copied.
   *
   * @param rows the rows' ids, d1 of them
   * @param cols the columns' ids, d2 of them
   * @param factors (U, V), d1 × R and d2 × R
   * @param scales s and t
   * @param centering μ, b and c
   * @param valueMean the mean of the values, where a row or column is not known
   */
  public LowRankMatrix(
      IdIndex rows,
      IdIndex cols,
      Factors factors,
      Scales scales,
      Centering centering,
      double valueMean) {
    this(rows, cols, factors, scales, centering, valueMean, Losses.SQUARED, 1, FeatureFactors.NONE);
  }

  private LowRankMatrix(
      IdIndex rows,
      IdIndex cols,
      Factors factors,
      Scales scales,
      Centering centering,
      double valueMean,
      Loss loss,
      double slope,
      FeatureFactors features) {
    if (factors.rows() != rows.size() || factors.cols() != cols.size()) {
      throw new IllegalArgumentException(
          factors + " for " + rows.size() + " row ids and " + cols.size() + " column ids");
    }
    this.rows = rows;
    this.cols = cols;
    this.factors = factors;
    this.scales = scales;
    this.centering = centering;
    this.valueMean = valueMean;
    this.loss = loss;
    this.slope = slope;
    this.features = features;
  }

  /**
   * The same matrix, its cells told on the scale of the values.
   *
   * @param charged how predictions were charged; whose link lies between M and the values
   * @return over the same parts
   */
  public LowRankMatrix under(Loss charged) {
    return new LowRankMatrix(
        rows, cols, factors, scales, centering, valueMean, charged, slope, features);
  }

  /**
   * The same matrix, its cells told with another slope. A penalty makes log-odds smaller than they
   * are, by about one factor; the certified point stays as it is.
   *
   * @param times what M is multiplied by before it is told, positive; null for M itself
   * @return over the same parts
   */
  public LowRankMatrix sloped(@Nullable Double times) {
    double factor = times == null ? 1 : times;
    return new LowRankMatrix(
        rows, cols, factors, scales, centering, valueMean, loss, factor, features);
  }

  /**
   * What lies between M and the values.
   *
   * @return how predictions were charged
   */
  public Loss loss() {
    return loss;
  }

  /**
   * The value of one cell.
   *
   * @param row index of the row, or −1 if there is none
   * @param col index of the column, or −1 if there is none
   * @return the response to M_ab; the mean of the values, with the bias of the known id, if one is
   *     not known
   */
  public double predict(int row, int col) {
    return isKnownRow(row) && isKnownCol(col)
        ? predict(row, col, product(row, col))
        : centering.about(valueMean, row, col);
  }

  /**
   * The same on the scale of the link: log-odds, log-rates.
   *
   * @param row index of the row, or −1 if there is none
   * @param col index of the column, or −1 if there is none
   * @return M_ab itself, times the slope; the link of the mean of the values if an id is not known
   */
  public double link(int row, int col) {
    return isKnownRow(row) && isKnownCol(col)
        ? cell(row, col, product(row, col))
        : loss.link(centering.about(valueMean, row, col));
  }

  private double product(int row, int col) {
    int width = factors.searchRank();
    return Dot.product(
        factors.left().data(), row * width, factors.right().data(), col * width, width);
  }

  private double cell(int row, int col, double product) {
    return slope * (centering.at(row, col) + scales.row(row) * scales.col(col) * product);
  }

  /**
   * The value of one cell whose inner product is known already.
   *
   * @param row index of the row
   * @param col index of the column
   * @param product u_aᵀv_b
   * @return M_ab
   */
  public double predict(int row, int col, double product) {
    return loss.response(cell(row, col, product));
  }

  /**
   * Whether the fit has seen entries of a row.
   *
   * @param row its index, or −1 if there is none
   * @return false also for a row all of whose entries were held out
   */
  public boolean isKnownRow(int row) {
    return row >= 0 && scales.row(row) != 0;
  }

  /**
   * Whether the fit has seen entries of a column.
   *
   * @param col its index, or −1 if there is none
   * @return false also for a column all of whose entries were held out
   */
  public boolean isKnownCol(int col) {
    return col >= 0 && scales.col(col) != 0;
  }

  /**
   * The same matrix with rows and columns exchanged.
   *
   * @return a view over the same arrays
   */
  public LowRankMatrix transposed() {
    return new LowRankMatrix(
        cols,
        rows,
        new Factors(factors.right(), factors.left()),
        scales.transposed(),
        centering.transposed(),
        valueMean,
        loss,
        slope,
        features.transposed());
  }

  /**
   * The same with what it says of features.
   *
   * @param other A and B
   * @return over the same arrays
   */
  public LowRankMatrix withFeatures(FeatureFactors other) {
    return new LowRankMatrix(rows, cols, factors, scales, centering, valueMean, loss, slope, other);
  }

  /** {@return what it says of features, which may be none} */
  public FeatureFactors features() {
    return features;
  }

  /**
   * The rows' ids.
   *
   * @return d1 ids
   */
  public IdIndex rows() {
    return rows;
  }

  /**
   * The columns' ids.
   *
   * @return d2 ids
   */
  public IdIndex cols() {
    return cols;
  }

  /**
   * The point that the fit certified.
   *
   * @return (U, V) in the scaled variables
   */
  public Factors factors() {
    return factors;
  }

  /**
   * What undoes the scaling of the weighted trace norm.
   *
   * @return s and t
   */
  public Scales scales() {
    return scales;
  }

  /**
   * What is predicted where nothing is known.
   *
   * @return the mean of the values of the fit
   */
  public double valueMean() {
    return valueMean;
  }

  /**
   * What was subtracted.
   *
   * @return μ, b and c
   */
  public Centering centering() {
    return centering;
  }
}
