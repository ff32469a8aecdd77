package org.overrank.spark.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.CanonicalLong;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.model.EvaluatedGroup;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.PredictionRule;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.Segment;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.spark.Jobs;
import org.overrank.spark.entries.EntryRowCheck;
import org.overrank.spark.entries.EntryRows;
import org.overrank.spark.entries.WideTable;
import org.overrank.spark.table.SparkErrors;
import org.overrank.spark.table.TableFiles;

/** Compares a matrix with the values of a table of cells: one pass. */
public final class Evaluator {
  /** Groups that a table may have. */
  public static final int MOST_GROUPS = 100_000;

  private Evaluator() {}

  /**
   * What was found.
   *
   * @param all all rows together, maybe none
   * @param groups by the column that was asked for, in the order of ids, the one without an id
   *     last; empty where none was
   * @param coldCells rows whose row or column the matrix does not know
   * @param badRows rows that were not usable
   */
  public record Evaluation(
      EvaluatedGroup all, List<EvaluatedGroup> groups, long coldCells, long badRows) {
    /** Detaches the list. */
    public Evaluation {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Reads the table and compares.
   *
   * @param files the table
   * @param source names of its columns
   * @param by a further column whose values make groups, or null
   * @param onBadRow what to do with unusable rows
   * @param model what predicts
   * @param rule what is told of each cell
   * @return the errors
   * @throws InvalidInputException if the table cannot be used
   */
  public static Evaluation of(
      TableFiles files,
      EntrySource source,
      @Nullable String by,
      BadRowPolicy onBadRow,
      LowRankModel model,
      PredictionRule rule) {
    return SparkErrors.reading(
        source.path(),
        () -> {
          WideTable.@Nullable Cells wide =
              source.wide() == null
                  ? null
                  : new WideTable(files, source).cells(model.metadata().ofCells(), onBadRow, by);
          JavaRDD<Row> table = wide == null ? EntryRows.of(files, source, by) : wide.rows();
          EntryLayout layout = EntryRows.layout(files, source);
          List<EvaluationPart> parts = parts(table, layout, by != null, model, rule);
          InputOrder order =
              new InputOrder(
                  parts.stream().flatMap(p -> p.segments().stream()).toArray(Segment[]::new));
          check(order, onBadRow, source, wide != null);
          if (parts.stream().anyMatch(EvaluationPart::hasTooMany)) {
            throw new InvalidInputException(
                String.format("--by %s: makes more than %,d groups", by, MOST_GROUPS));
          }
          long bad = wide == null ? order.badRows() : wide.badRows();
          return together(parts, by != null, bad, model.metadata());
        });
  }

  private static List<EvaluationPart> parts(
      JavaRDD<Row> table,
      EntryLayout layout,
      boolean grouped,
      LowRankModel model,
      PredictionRule rule) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(table.context());
    int unit = unit(model.metadata().valueMean());
    if (model instanceof StoredModel many) {
      return Jobs.collect(
          table.zipPartitions(
              NeededRows.of(many, table.map(row -> row.get(EntryLayout.ROW))),
              (rows, piece) -> part(rows, layout, grouped, piece.next(), rule, unit)));
    }
    Broadcast<LowRankMatrix> whole = context.broadcast(model.matrix());
    try {
      return Jobs.collect(
          table
              .mapPartitions(rows -> part(rows, layout, grouped, whole.value(), rule, unit))
              .setName("overrank evaluation"));
    } finally {
      whole.destroy();
    }
  }

  private static Iterator<EvaluationPart> part(
      Iterator<Row> rows,
      EntryLayout layout,
      boolean grouped,
      LowRankMatrix matrix,
      PredictionRule rule,
      int unit) {
    return List.of(
            EvaluationPart.of(
                rows, new EntryRowCheck(layout, matrix.loss()), grouped, matrix, rule, unit))
        .iterator();
  }

  /** Near enough to the size of the values that no square of theirs over- or underflows. */
  private static int unit(double valueMean) {
    return PowersOfTwo.orNone(PowersOfTwo.exponent(valueMean));
  }

  /** Cells of a wide table, which are usable, are no rows of it. */
  private static void check(
      InputOrder order, BadRowPolicy onBadRow, EntrySource source, boolean wide) {
    String problem = order.firstProblem();
    if (problem != null && wide) {
      throw new InvalidInputException(
          source.path() + ": a value is too large beside those of the fit");
    }
    if (problem != null && onBadRow == BadRowPolicy.FAIL) {
      throw new InvalidInputException(problem);
    }
    if (wide && order.rows() == 0) {
      throw new InvalidInputException(source.path() + ": none of its cells has a value");
    }
    order.requireUsable(source.path());
  }

  private static Evaluation together(
      List<EvaluationPart> parts, boolean grouped, long badRows, ModelMetadata of) {
    Map<@Nullable String, EvaluatedGroup> groups = new HashMap<>();
    EvaluatedGroup all =
        new EvaluatedGroup(null, of.valueMean(), unit(of.valueMean()), of.entries().charged());
    long cold = 0;
    for (EvaluationPart part : parts) {
      cold += part.cold();
      for (EvaluatedGroup group : part.groups()) {
        all.plus(group);
        groups.merge(group.name(), group, EvaluatedGroup::plus);
      }
    }
    return new Evaluation(
        all, grouped ? inOrder(List.copyOf(groups.values())) : List.of(), cold, badRows);
  }

  /** As ids are: by number where all are, else by text. */
  private static List<EvaluatedGroup> inOrder(List<EvaluatedGroup> groups) {
    boolean numbers =
        groups.stream().map(EvaluatedGroup::name).allMatch(n -> n == null || CanonicalLong.is(n));
    Comparator<String> order =
        numbers ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder();
    return groups.stream()
        .sorted(Comparator.comparing(EvaluatedGroup::name, Comparator.nullsLast(order)))
        .toList();
  }
}
