package org.overrank.spark.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.model.EvaluatedGroup;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.PredictionRule;
import org.overrank.data.table.Segment;
import org.overrank.spark.entries.EntryRowCheck;

/** What the rows of one partition of a table say of a matrix; goes over the wire. */
public final class EvaluationPart implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Segment> segments = new ArrayList<>();
  private final ArrayList<EvaluatedGroup> groups = new ArrayList<>();
  private long cold;
  private boolean tooMany;

  /**
   * Goes over the rows.
   *
   * @param rows laid out as {@link EntryLayout} says, the group after that if there are groups
   * @param check tells which are usable
   * @param grouped whether there are groups
   * @param matrix what predicts
   * @param rule what is told of each cell
   * @param unit as for {@link EvaluatedGroup}
   */
  static EvaluationPart of(
      Iterator<Row> rows,
      EntryRowCheck check,
      boolean grouped,
      LowRankMatrix matrix,
      PredictionRule rule,
      int unit) {
    EvaluationPart part = new EvaluationPart();
    Map<@Nullable String, EvaluatedGroup> known = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      String problem = check.problem(row);
      if (problem == null && isFar(check.cell(), unit)) {
        problem = "the value is too large beside those of the fit";
      }
      part.segment(row).count(problem);
      if (problem == null) {
        int a = matrix.rows().indexOf(row.get(EntryLayout.ROW));
        int b = matrix.cols().indexOf(row.get(EntryLayout.COL));
        part.cold += PredictionRule.isCold(matrix, a, b) ? 1 : 0;
        double[] told = rule.of(matrix, a, b);
        EvaluatedGroup group = told == null ? null : part.group(row, grouped, known, matrix, unit);
        if (group != null && told != null) {
          group.add(check.cell(), told);
        }
      }
    }
    return part;
  }

  /** Whether the square of a cell, in its unit, would overflow. */
  private static boolean isFar(double cell, int unit) {
    return !(Math.abs(Math.scalb(cell, -unit)) < 0x1p500);
  }

  private Segment segment(Row row) {
    String file = row.getString(EntryLayout.FILE);
    long start = row.getLong(EntryLayout.START);
    if (segments.isEmpty() || !segments.get(segments.size() - 1).isAt(file, start)) {
      segments.add(new Segment(file, start));
    }
    return segments.get(segments.size() - 1);
  }

  private @Nullable EvaluatedGroup group(
      Row row,
      boolean grouped,
      Map<@Nullable String, EvaluatedGroup> known,
      LowRankMatrix matrix,
      int unit) {
    Object by = grouped ? row.get(EntryLayout.MORE) : null;
    String name = by == null ? null : by.toString();
    EvaluatedGroup found = known.get(name);
    if (found == null && known.size() < Evaluator.MOST_GROUPS) {
      found = new EvaluatedGroup(name, matrix.valueMean(), unit, matrix.loss());
      known.put(name, found);
      groups.add(found);
    }
    tooMany |= found == null;
    return found;
  }

  List<Segment> segments() {
    return segments;
  }

  List<EvaluatedGroup> groups() {
    return groups;
  }

  /** Rows whose row or column is not known. */
  long cold() {
    return cold;
  }

  /** Whether some groups were left out. */
  boolean hasTooMany() {
    return tooMany;
  }
}
