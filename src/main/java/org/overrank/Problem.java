package org.overrank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.ProblemKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.run.FrameProblem;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingVector;
import org.overrank.sensing.Storage;

/**
 * A low-rank matrix to be found from linear measurements of it: the front door for Java programs.
 *
 * <p>Problems of arrays are solved in this JVM, without Spark; those of DataFrames on Spark.
 */
public final class Problem {
  private final Function<FitSettings, Answer> solve;

  private Problem(Function<FitSettings, Answer> solve) {
    this.solve = solve;
  }

  /**
   * Some entries of a matrix, as large as their indices say.
   *
   * @param rows the row of each entry, from 0
   * @param cols its column, from 0
   * @param values its value
   * @return the problem of completing the matrix
   * @throws InvalidInputException if lengths differ, an index is negative, a value is not finite or
   *     a cell occurs twice: one line that says which entry
   */
  public static Problem ofEntries(int[] rows, int[] cols, double[] values) {
    requireSameLength("rows, columns and values", rows.length, cols.length, values.length);
    int d1 = size("row", rows);
    int d2 = size("column", cols);
    requireDistinct(rows, cols);
    List<Measurement> entries =
        measurements(values, i -> new SensingMatrix.Entry(rows[i], cols[i], 1));
    return local(MeasurementKind.ENTRIES, LocalObjective.ofEntries(d1, d2, entries));
  }

  /**
   * Inner products ⟨A_i, M⟩ with full matrices.
   *
   * @param rows d1
   * @param cols d2
   * @param matrices the cells of each A_i by rows, d1·d2 of them
   * @param values the inner product of each
   * @return the problem
   * @throws InvalidInputException if sizes differ or a number is not finite
   */
  public static Problem ofDense(int rows, int cols, double[][] matrices, double[] values) {
    requireSameLength("matrices and values", matrices.length, values.length);
    for (int i = 0; i < matrices.length; i++) {
      requireLength("matrix " + i, matrices[i], (long) rows * cols);
    }
    return matrices(
        MeasurementKind.DENSE, rows, cols, values, i -> new SensingMatrix.Dense(matrices[i]));
  }

  /**
   * Bilinear forms a_iᵀ M b_i.
   *
   * @param lefts each a_i, d1 numbers
   * @param rights each b_i, d2 numbers
   * @param values the value of each form
   * @return the problem
   * @throws InvalidInputException if sizes differ or a number is not finite
   */
  public static Problem ofRankOne(double[][] lefts, double[][] rights, double[] values) {
    requireSameLength("vectors and values", lefts.length, rights.length, values.length);
    int d1 = lefts[0].length;
    int d2 = rights[0].length;
    for (int i = 0; i < lefts.length; i++) {
      requireLength("left vector " + i, lefts[i], d1);
      requireLength("right vector " + i, rights[i], d2);
    }
    return matrices(
        MeasurementKind.RANK_ONE,
        d1,
        d2,
        values,
        i ->
            new SensingMatrix.RankOne(
                SensingVector.dense(lefts[i]), SensingVector.dense(rights[i])));
  }

  /**
   * Entries of a table on Spark, by ids of any type.
   *
   * @param table one row an entry
   * @param row the column of the rows' ids
   * @param col the column of the columns' ids
   * @param value the column of the values
   * @return the problem of completing the matrix
   */
  public static Problem ofEntries(Dataset<Row> table, String row, String col, String value) {
    FrameProblem problem = new FrameProblem(table, row, col, value);
    return new Problem(
        settings -> {
          FrameProblem.Solved solved = problem.fit(settings);
          return new Answer(solved.result(), solved.verdict(), solved::predict);
        });
  }

  /**
   * Finds the matrix, and proves how good it is.
   *
   * @param settings λ, and whatever else is not left to its default
   * @return the answer; whether it is certified it says itself
   * @throws InvalidInputException if the settings do not go with the measurements
   */
  public Answer fit(FitSettings settings) {
    return solve.apply(settings);
  }

  private static Problem matrices(
      MeasurementKind kind, int rows, int cols, double[] values, IntFunction<SensingMatrix> each) {
    return local(
        kind,
        LocalObjective.of(
            new BlockSpec(kind, rows, cols, Storage.DOUBLE, 0), measurements(values, each)));
  }

  private static Problem local(MeasurementKind kind, Objective data) {
    data.shape().units().requirePrintable();
    return new Problem(
        asked -> {
          ProblemKind problem = new ProblemKind(kind, data.shape().loss());
          asked.requireFor(problem);
          FitSettings settings = asked.on(problem);
          Objective working = settings.compression().of(data, settings.relativeGap()).orElse(data);
          FitResult result =
              new Fit(
                      data,
                      working,
                      settings,
                      settings.createSolver(data.shape().units()),
                      row -> {})
                  .run();
          return Answer.of(result, settings);
        });
  }

  private static List<Measurement> measurements(
      double[] values, IntFunction<SensingMatrix> matrix) {
    List<Measurement> measurements = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      requireFinite("value " + i, values[i]);
      measurements.add(new Measurement(matrix.apply(i), values[i], 1));
    }
    return measurements;
  }

  private static int size(String what, int[] indices) {
    int largest = -1;
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] == Integer.MAX_VALUE) {
        throw new InvalidInputException("entry " + i + ": there is no " + what + " " + indices[i]);
      }
      largest = Math.max(largest, indices[i]);
    }
    return largest + 1;
  }

  private static void requireDistinct(int[] rows, int[] cols) {
    long[] cells = new long[rows.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = ((long) rows[i] << 32) | cols[i];
    }
    Arrays.sort(cells);
    for (int i = 1; i < cells.length; i++) {
      if (cells[i] == cells[i - 1]) {
        throw new InvalidInputException(
            "row " + (cells[i] >> 32) + ", column " + (int) cells[i] + " has two entries");
      }
    }
  }

  private static void requireSameLength(String what, int... lengths) {
    if (Arrays.stream(lengths).distinct().count() > 1) {
      throw new InvalidInputException(what + " are not equally many: " + Arrays.toString(lengths));
    }
    if (lengths[0] == 0) {
      throw new InvalidInputException("there are no measurements");
    }
  }

  private static void requireLength(String what, double[] numbers, long length) {
    if (numbers.length != length || length == 0) {
      throw new InvalidInputException(what + " has " + numbers.length + " numbers, not " + length);
    }
    for (double number : numbers) {
      requireFinite(what, number);
    }
  }

  private static void requireFinite(String what, double number) {
    if (!Double.isFinite(number)) {
      throw new InvalidInputException(what + " is not finite: " + number);
    }
  }
}
