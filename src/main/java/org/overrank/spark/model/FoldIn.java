package org.overrank.spark.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.overrank.data.entries.BiasFit;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Scales;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.model.FoldedRows;
import org.overrank.data.model.KnownEntries;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.loss.Loss;
import org.overrank.objective.Factors;
import org.overrank.objective.Units;
import org.overrank.sensing.Background;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowElimination;
import org.overrank.spark.Jobs;
import org.overrank.spark.entries.EntryData;

/**
 * New rows of a fitted matrix, each from its own entries, all columns as they are.
 *
 * <p>The bias of a row and then its factor are the minimisers of the fit's own objective over that
 * row alone: b_a = Σ w (y − μ − c_b)/(Σ w + κw̄) where the fit has biases, and u_a the exact ridge
 * solve with ρ = λN, which is what half a sweep of the fit does. A row that the fit has seen, with
 * the same entries, so comes out as it was, up to the gap of the fit; but several entries of one
 * cell, which ALS's penalty of clicks counts each, count here as one.
 *
 * @param model the fit
 * @param regularizer how its factors are penalised
 * @param unobserved what cells say that are not in the table
 * @param biasRidge κw̄
 * @param ridge ρ = λN, in the gauge of the columns' factor
 */
public record FoldIn(
    LowRankMatrix model,
    Regularizer regularizer,
    Unobserved unobserved,
    double biasRidge,
    double ridge) {
  /**
   * A model with more rows.
   *
   * @param matrix its rows, or those of {@code fit} transposed
   * @param folded rows that are new or were replaced
   * @param skipped rows none of whose columns is known, left out
   */
  public record Outcome(LowRankMatrix matrix, int folded, int skipped) {}

  /**
   * Prepares to fold into a model.
   *
   * @param fitted the model of entries
   * @param transposed whether columns shall be folded in, and not rows
   * @return what solves for rows
   */
  public static FoldIn into(LowRankModel fitted, boolean transposed) {
    ModelMetadata metadata = fitted.metadata();
    Loss loss = metadata.entries().charged();
    if (!loss.isSquared()) {
      throw new InvalidInputException(
          "folding in solves least squares: not into a model of loss "
              + loss.word()
              + "; fit again");
    }
    ModelMetadata.Values values = metadata.values();
    LowRankMatrix matrix = fitted.matrix();
    Integer exponent = values == null ? null : values.leftExponent();
    int more = exponent == null ? 0 : exponent;
    return new FoldIn(
        transposed ? matrix.transposed() : matrix,
        metadata.entries().regularizer(),
        metadata.entries().unobserved(),
        BiasFit.PSEUDO_COUNTS * (values == null ? 1 : values.meanWeight()),
        Math.scalb(metadata.lambda(), transposed ? more : -more) * metadata.measurements());
  }

  /**
   * Solves for the rows of some entries.
   *
   * @param context the cluster
   * @param entries plain and not centered, with what the fit's say of cells that are not in the
   *     table; their rows replace rows of the same ids
   * @return the matrix with its old and its new rows
   * @throws InvalidInputException if no entry is in a known column
   */
  public Outcome rows(JavaSparkContext context, EntryData entries) {
    Units units = entries.shape().units();
    FoldIn scaled = in(units);
    Broadcast<LowRankMatrix> shared = context.broadcast(scaled.model);
    Regularizer penalty = regularizer;
    Unobserved unseen = unobserved;
    double ofBias = scaled.biasRidge;
    double ofFactor = scaled.ridge;
    IdIndex columns = entries.cols();
    int[] known = new int[columns.size()];
    Arrays.setAll(
        known,
        b -> {
          int col = model.cols().indexOf(columns.idAt(b));
          return model.isKnownCol(col) ? col : -1;
        });
    List<FoldedRows> solved;
    try {
      solved =
          Jobs.collect(
              entries
                  .train()
                  .map(
                      block ->
                          new FoldIn(shared.value(), penalty, unseen, ofBias, ofFactor)
                              .solve(block, known))
                  .map(rows -> rows.times(units.matrix() - units.right(), units.matrix())));
    } finally {
      shared.destroy();
    }
    int folded = solved.stream().mapToInt(block -> block.rows().length).sum();
    if (folded == 0) {
      throw new InvalidInputException("none of the entries is in a row or column that is known");
    }
    return new Outcome(merged(entries.rows(), solved), folded, entries.rows().size() - folded);
  }

  /** The same in the units of some entries, V and the centre with them. */
  private FoldIn in(Units units) {
    LowRankMatrix scaled =
        new LowRankMatrix(
            model.rows(),
            model.cols(),
            units.factorsOf(model.factors()),
            model.scales(),
            model.centering().times(-units.matrix()),
            model.valueMean());
    int ofRidge = 2 * (units.matrix() - units.right()) - 2 * units.target();
    return new FoldIn(
        scaled,
        regularizer,
        unobserved,
        Math.scalb(biasRidge, -2 * units.coefficient()),
        Math.scalb(ridge, ofRidge));
  }

  private FoldedRows solve(EntryBlock block, int[] known) {
    KnownEntries entries = KnownEntries.of(block, known, model.cols().size());
    int width = model.factors().searchRank();
    int count = entries.rows().length;
    double[] scale = new double[count];
    double[] bias = new double[count];
    Centering centering = model.centering();
    for (int row = 0; row < count; row++) {
      scale[row] = scale(entries, row);
      bias[row] = centering.hasBiases() ? entries.bias(row, centering, biasRidge) : 0;
    }
    EntryBlock problem = entries.problem(centering, bias, scale, model.scales());
    double[] factor = new double[count * width];
    if (count > 0) {
      Background unseen = block.background();
      elimination(problem, scale, unseen == null ? 0 : unseen.weight()).solve(factor);
    }
    return new FoldedRows(entries.rows(), factor, scale, bias);
  }

  /** As the fit's, see {@link Scales}. */
  private double scale(KnownEntries entries, int row) {
    return switch (regularizer) {
      case PLAIN -> 1;
      case WEIGHTED -> 1 / Math.sqrt((double) entries.count(row, unobserved));
      case FREQUENCY ->
          1 / Math.sqrt(entries.count(row) + unobserved.weight() * model.cols().size());
    };
  }

  /** With the background of all columns of the model, where there is one. */
  private RowElimination elimination(EntryBlock problem, double[] scale, double weight) {
    Matrix right = model.factors().right();
    double[] colScale = new double[right.rows()];
    Arrays.setAll(colScale, model.scales()::col);
    return RowElimination.of(
        weight == 0 ? problem : problem.over(Background.of(weight, scale, colScale)), right, ridge);
  }

  private LowRankMatrix merged(IdIndex newIds, List<FoldedRows> solved) {
    List<Object> foldedIds = new ArrayList<>();
    solved.forEach(
        block -> Arrays.stream(block.rows()).forEach(a -> foldedIds.add(newIds.idAt(a))));
    IdIndex rows = model.rows().union(newIds.only(foldedIds));
    int n = rows.size();
    int width = model.factors().searchRank();
    Matrix left = Matrix.zeros(n, width);
    double[] scale = new double[n];
    double[] bias = new double[n];
    double[] oldBias = model.centering().rowBias();
    for (int a = 0; a < model.rows().size(); a++) {
      int to = rows.indexOf(model.rows().idAt(a));
      System.arraycopy(model.factors().left().data(), a * width, left.data(), to * width, width);
      scale[to] = model.scales().row(a);
      bias[to] = oldBias.length == 0 ? 0 : oldBias[a];
    }
    for (FoldedRows block : solved) {
      for (int k = 0; k < block.rows().length; k++) {
        int to = rows.indexOf(newIds.idAt(block.rows()[k]));
        System.arraycopy(block.factor(), k * width, left.data(), to * width, width);
        scale[to] = block.scale()[k];
        bias[to] = block.bias()[k];
      }
    }
    double[] colScale = new double[model.cols().size()];
    Arrays.setAll(colScale, model.scales()::col);
    Centering centering = model.centering();
    return new LowRankMatrix(
        rows,
        model.cols(),
        new Factors(left, model.factors().right()),
        Scales.of(scale, colScale),
        centering.hasBiases()
            ? new Centering(centering.mean(), bias, centering.colBias())
            : centering,
        model.valueMean());
  }
}
