package org.overrank.cli.output;

import java.util.List;
import java.util.Locale;
import org.overrank.data.MeasuredData;
import org.overrank.data.table.DataCounts;
import org.overrank.fit.ChosenLambda;
import org.overrank.fit.LambdaTrial;
import org.overrank.linalg.EnumWords;
import org.overrank.objective.ProblemShape;
import org.overrank.run.DataRequest;
import org.overrank.sensing.MeasurementKind;

/** Says in one line what was read, and remarks on it in more. */
public final class Announcement {
  private Announcement() {}

  /**
   * What was read, also for programs.
   *
   * @param request what was asked for
   * @param data what was read
   * @return the lines of {@link #of(DataRequest, MeasuredData)}, and their numbers
   */
  public static Event event(DataRequest request, MeasuredData data) {
    return Event.of("read", of(request, data))
        .with("input", request.shownPath())
        .with("measurements", data.counts().train())
        .with("heldOut", data.counts().heldOut())
        .with("rows", data.shape().rows() / request.parts())
        .with("cols", data.shape().cols() / request.parts())
        .with("partitions", data.partitions());
  }

  /**
   * The lines.
   *
   * @param request what was asked for
   * @param data what was read
   * @return such as "ratings.csv: 90,570 entries of a 943 x 1682 matrix (5.71 % of its cells) in 4
   *     partitions, 9,057 held out"
   */
  public static String of(DataRequest request, MeasuredData data) {
    ProblemShape shape = data.shape();
    DataCounts counts = data.counts();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%s: %,d %s of a %d x %d matrix%s in %d partitions",
            request.shownPath(),
            shape.measurements(),
            noun(request.kind()),
            shape.rows() / request.parts(),
            shape.cols() / request.parts(),
            share(shape),
            data.partitions()));
    append(line, counts.heldOut(), ("held out " + bracketed(request.heldOut())).strip());
    append(line, data.cold().rows(), "rows with nothing left to fit");
    append(line, data.cold().cols(), "columns with nothing left to fit");
    append(line, counts.dropped(), "bad rows dropped");
    append(line, counts.duplicates(), "duplicates");
    data.remarks().forEach(remark -> line.append("\nnote: ").append(remark));
    return line.toString();
  }

  /**
   * Says in one line which λ was chosen, and what that rests on.
   *
   * @param chosen how it was chosen
   * @param request what was asked for
   * @return such as "lambda 0.00017 chosen of 7 tried down to 3e-05 by hold-out RMSE 0.902 (best;
   *     59 passes; centred by biases), now fitted to all"
   */
  public static String of(ChosenLambda chosen, DataRequest request) {
    List<LambdaTrial> path = chosen.lambdaPath();
    LambdaTrial taken = chosen.taken();
    String weights = chosen.weights().map(words -> words + "; ").orElse("");
    return String.format(
        Locale.ROOT,
        "%slambda %.4g chosen of %d tried down to %.3g: %s (rule %s, %d passes,"
            + " %s); now fitted to %s",
        weights,
        taken.lambda(),
        path.size(),
        path.get(path.size() - 1).lambda(),
        taken.score(),
        chosen.lambdaRule(),
        chosen.pathPasses(),
        chosen.sloped().orElse("centred by " + request.center()),
        chosen.refit() ? "all measurements" : "what was not held out");
  }

  /**
   * What measurements of a kind are called.
   *
   * @param kind what they see
   * @return a noun in the plural
   */
  public static String noun(MeasurementKind kind) {
    return kind == MeasurementKind.ENTRIES ? "entries" : EnumWords.of(kind) + " measurements";
  }

  private static String share(ProblemShape shape) {
    if (!shape.sparse()) {
      return "";
    }
    double cells = (double) shape.rows() * shape.cols();
    return String.format(
        Locale.ROOT, " (%.3g %% of its cells)", 100 * shape.measurements() / cells);
  }

  private static void append(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append(String.format(Locale.ROOT, ", %,d %s", count, what));
    }
  }

  private static String bracketed(String words) {
    return words.isEmpty() ? "" : "(" + words + ")";
  }
}
