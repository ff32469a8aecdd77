package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.data.picture.Picture;
import org.overrank.fit.ChosenLambda;
import org.overrank.fit.FitSummary;
import org.overrank.fit.RecordJson;
import org.overrank.fit.TraceRow;

/** What the page's scripts draw, as JSON that is safe within a {@code <script>} element. */
final class PlotData {
  /** A screen shows no more; longer traces are thinned evenly, events and the last row kept. */
  static final int MOST_ROWS = 1000;

  /** Of the values in tiles, the share on either side that colours need not tell apart. */
  private static final double OUTERMOST = 0.01;

  private final FitSummary summary;
  private final List<TraceRow> trace;
  private final @Nullable Picture picture;

  private PlotData(FitSummary summary, List<TraceRow> trace, @Nullable Picture picture) {
    this.summary = summary;
    this.trace = trace;
    this.picture = picture;
  }

  /**
   * Writes the data.
   *
   * @param summary what the fit found
   * @param trace its iterations
   * @param picture what is shown of its data, or null
   * @return JSON without {@code <}; numbers that are not finite are null
   */
  static String json(FitSummary summary, List<TraceRow> trace, @Nullable Picture picture) {
    return ScriptData.json(new PlotData(summary, thinned(trace), picture).toJson());
  }

  static List<TraceRow> withEvents(List<TraceRow> trace) {
    return trace.stream().filter(row -> !row.event().isEmpty()).toList();
  }

  private ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("passes", summary.effort().passes());
    put(json, "lowerBound", bestBound());
    put(json, "gapAsked", summary.proof().relativeGapAsked());
    ObjectNode columns = json.putObject("trace");
    addColumn(columns, "iterations", TraceRow::iteration);
    addColumn(columns, "passes", TraceRow::passes);
    addColumn(columns, "seconds", TraceRow::seconds);
    addColumn(columns, "objective", TraceRow::objective);
    addColumn(columns, "gradientNorm", TraceRow::gradientNorm);
    addColumn(columns, "searchRank", TraceRow::searchRank);
    addCertificates(json.putArray("certificates"));
    addEvents(json.putArray("events"));
    ObjectNode spectrum = json.putObject("spectrum");
    summary.answer().singularValues().forEach(spectrum.putArray("values")::add);
    spectrum.put("rank", summary.answer().rank());
    spectrum.put("searchRank", summary.answer().searchRank());
    summary.choice().ifPresent(choice -> addPath(json.putObject("path"), choice));
    if (picture != null) {
      json.set("picture", shown(picture));
    }
    return json;
  }

  private static void addPath(ObjectNode path, ChosenLambda choice) {
    path.put("chosen", choice.chosenLambda());
    ArrayNode trials = path.putArray("trials");
    choice.lambdaPath().forEach(trial -> trials.add(RecordJson.write(trial)));
  }

  private static JsonNode shown(Picture picture) {
    JsonNode json = picture.tree();
    ObjectNode map = (ObjectNode) json.path("map");
    map.put("cells", picture.map().hasCells());
    picture.map().range(OUTERMOST).forEach(map.putArray("scale")::add);
    return json;
  }

  /** Every proven bound of the run is one on the same minimum: the highest counts. */
  private double bestBound() {
    return trace.stream()
        .filter(row -> isProven(row.gapBound()) && Double.isFinite(row.lowerBound()))
        .mapToDouble(TraceRow::lowerBound)
        .reduce(summary.proof().lowerBound(), Math::max);
  }

  private void addColumn(ObjectNode columns, String name, ToDoubleFunction<TraceRow> column) {
    ArrayNode values = columns.putArray(name);
    for (TraceRow row : trace) {
      double value = column.applyAsDouble(row);
      if (!Double.isFinite(value)) {
        values.addNull();
      } else if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
        values.add((long) value);
      } else {
        values.add(value);
      }
    }
  }

  /** The gaps of the trace, and the final one, which the trace need not hold. */
  private void addCertificates(ArrayNode points) {
    long last = -1;
    for (TraceRow row : trace) {
      if (Double.isFinite(row.relativeGap())) {
        addGap(points, row.passes(), row.gapBound(), row.relativeGap(), row.nu(), row.lowerBound());
        last = isProven(row.gapBound()) ? row.passes() : last;
      }
    }
    if (last < summary.effort().passes() && Double.isFinite(summary.proof().relativeGap())) {
      addGap(
          points,
          summary.effort().passes(),
          summary.proof().gapBound(),
          summary.proof().relativeGap(),
          summary.proof().nu(),
          summary.proof().lowerBound());
    }
  }

  private static void addGap(
      ArrayNode points, long passes, String bound, double gap, double nu, double lowerBound) {
    ObjectNode point = points.addObject();
    point.put("passes", passes).put("bound", bound).put("proven", isProven(bound));
    put(point, "gap", gap);
    put(point, "nu", nu);
    put(point, "lowerBound", lowerBound);
  }

  private void addEvents(ArrayNode events) {
    IntStream.range(0, trace.size())
        .filter(row -> !trace.get(row).event().isEmpty())
        .limit(Remarks.MOST_EVENTS)
        .forEach(
            row ->
                events
                    .addObject()
                    .put("row", row)
                    .put("passes", trace.get(row).passes())
                    .put("text", trace.get(row).event()));
  }

  private static boolean isProven(String gapBound) {
    return gapBound.equals("exact") || gapBound.equals("lanczos");
  }

  private static void put(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    } else {
      json.putNull(name);
    }
  }

  private static List<TraceRow> thinned(List<TraceRow> trace) {
    int stride = (trace.size() + MOST_ROWS - 1) / MOST_ROWS;
    if (stride <= 1) {
      return trace;
    }
    int last = trace.size() - 1;
    return IntStream.range(0, trace.size())
        .filter(row -> row % stride == 0 || row == last || !trace.get(row).event().isEmpty())
        .mapToObj(trace::get)
        .toList();
  }
}
