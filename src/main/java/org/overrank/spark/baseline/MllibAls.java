package org.overrank.spark.baseline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.data.entries.Scales;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;
import org.overrank.optim.Solver;
import org.overrank.optim.SolverState;
import org.overrank.sensing.EntryBlock;
import org.overrank.spark.entries.EntryData;

/**
 * Spark MLlib's ALS, {@value #ITERATIONS} iterations from its own start: a baseline whose factors
 * are scored and certified on our objective.
 *
 * <p>ALS minimises Σ(⟨u_a, v_b⟩ − y)² + ρ(Σ n_a‖u_a‖² + Σ n_b‖v_b‖²), which is N times f of the
 * weighted regularizer with λ = ρ/N; ours are √n_a u_a and √n_b v_b. It calculates in floats and
 * knows neither weights nor another point to begin at, of which only the number of columns counts.
 */
public final class MllibAls implements Solver {
  /**
   * ALS's iterations, as many as it makes by default; one reads the ratings twice. Without a
   * checkpoint directory its plans grow with each, and twice as many overflow a thread's stack.
   */
  public static final int ITERATIONS = 10;

  private final SparkSession session;
  private final EntryData data;
  private final long seed;

  /**
   * The baseline for some entries.
   *
   * @param session where ALS runs
   * @param data entries of weight 1, with the weighted regularizer
   * @param seed of ALS's start
   */
  public MllibAls(SparkSession session, EntryData data, long seed) {
    this.session = session;
    this.data = data;
    this.seed = seed;
  }

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    // ALS fits its own product to the targets: 2^a of the scaled M.
    int coefficient = data.shape().units().coefficient();
    ALSModel model =
        new ALS()
            .setUserCol("row")
            .setItemCol("col")
            .setRatingCol("value")
            .setRank(start.searchRank())
            .setMaxIter(ITERATIONS)
            .setRegParam(
                Math.scalb(objective.lambda(), coefficient)
                    * objective.data().shape().measurements())
            .setSeed(seed)
            .setCheckpointInterval(-1)
            .fit(ratings());
    objective.countPasses(2L * ITERATIONS);
    Scales scales = data.scales();
    Factors found =
        new Factors(
                scaled(model.userFactors(), start.rows(), start.searchRank(), scales::row),
                scaled(model.itemFactors(), start.cols(), start.searchRank(), scales::col))
            .times(Math.pow(2, coefficient / 2.0));
    return new Found(found, objective.valueAndGradient(found));
  }

  private Dataset<Row> ratings() {
    StructType columns =
        new StructType()
            .add("row", DataTypes.IntegerType, false)
            .add("col", DataTypes.IntegerType, false)
            .add("value", DataTypes.DoubleType, false);
    return session.createDataFrame(data.train().flatMap(MllibAls::cells), columns);
  }

  private static Iterator<Row> cells(EntryBlock block) {
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < block.range().size(); k++) {
      for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
        int row = block.range().start() + k;
        rows.add(RowFactory.create(row, block.columns()[e], block.targets()[e]));
      }
    }
    return rows.iterator();
  }

  /** The scale of one index. */
  @FunctionalInterface
  private interface Scale {
    double of(int index);
  }

  private static Matrix scaled(Dataset<Row> factors, int rows, int width, Scale scale) {
    Matrix result = Matrix.zeros(rows, width);
    for (Row row : factors.select("id", "features").collectAsList()) {
      int index = row.getInt(0);
      List<Float> features = row.getList(1);
      for (int k = 0; k < width; k++) {
        result.set(index, k, features.get(k) / scale.of(index));
      }
    }
    return result;
  }

  /**
   * Where ALS has ended.
   *
   * @param point (U, V)
   * @param there f and its gradient
   */
  private record Found(Factors point, RegularizedObjective.Evaluation there)
      implements SolverState {
    @Override
    public double value() {
      return there.value();
    }

    @Override
    public Factors gradient() {
      return there.gradient();
    }

    @Override
    public double advance() {
      return 0;
    }
  }
}
