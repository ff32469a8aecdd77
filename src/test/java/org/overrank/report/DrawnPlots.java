package org.overrank.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a page's plots have drawn, read from the browser: where each text, dot and line stands. */
final class DrawnPlots {
  private static final String RESULT = "id=\"drawn\">";

  /**
   * A script for the end of a page: boxes of all that is drawn, in pixels of its plot, by figure.
   */
  static final String SCRIPT =
      """
      <pre id="drawn"></pre>
      <script>
      const drawn = {};
      for (const figure of document.querySelectorAll("figure:has(.plot)")) {
        const chart = echarts.getInstanceByDom(figure.querySelector(".plot"));
        if (!chart) continue;
        const all = chart.getZr().storage.getDisplayList(true);
        const marks = [];
        const own = new Set();
        chart._chartsViews[0].group.traverse((shape) => { own.add(shape); });
        for (const shape of all) {
          const box = shape.getBoundingRect().clone();
          const place = shape.getComputedTransform();
          if (place) box.applyTransform(place);
          marks.push({
            type: shape.type, data: shape.type === "rect" && own.has(shape), text: String(shape.style.text ?? ""),
            left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height,
          });
        }
        const at = (x, y) => { try { return chart.convertToPixel({ seriesIndex: 0 }, [x, y]); } catch { return null; } };
        const data = (chart.getOption().series ?? []).map((one) => (one.data ?? []).map((point) => {
          const value = point?.value ?? point;
          return Array.isArray(value) ? { value, pixel: at(value[0], value[1]) } : null;
        }));
        drawn[figure.id] = { width: chart.getWidth(), height: chart.getHeight(), marks, data };
      }
      const cell = document.querySelector("#trials td");
      drawn.cell = cell === null ? null : { width: cell.clientWidth, height: cell.clientHeight };
      document.getElementById("drawn").textContent = JSON.stringify(drawn);
      </script>\
      """;

  private final JsonNode all;

  private DrawnPlots(JsonNode all) {
    this.all = all;
  }

  /** What the script has left in a document. */
  static DrawnPlots of(String dom) throws IOException {
    String from = dom.substring(dom.lastIndexOf(RESULT) + RESULT.length());
    String json =
        from.substring(0, from.indexOf("</pre>"))
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
    return new DrawnPlots(new ObjectMapper().readTree(json));
  }

  /** The first cell of the table of trials. */
  JsonNode cell() {
    return all.path("cell");
  }

  /** Names of the figures that hold a plot. */
  List<String> figures() {
    List<String> names = new ArrayList<>();
    all.fieldNames()
        .forEachRemaining(
            name -> {
              if (all.path(name).has("marks")) {
                names.add(name);
              }
            });
    return names;
  }

  JsonNode figure(String name) {
    return all.path(name);
  }

  /** Texts of a figure that are not empty. */
  List<JsonNode> texts(String figure) {
    return marks(figure, mark -> !mark.path("text").asText().isBlank());
  }

  /** Guides of a figure that go straight up. */
  List<JsonNode> uprights(String figure) {
    return marks(figure, mark -> isGuide(mark) && width(mark) < 8 && height(mark) > 50);
  }

  /** Guides of a figure that lie flat. */
  List<JsonNode> levels(String figure) {
    return marks(figure, mark -> isGuide(mark) && height(mark) < 8 && width(mark) > 50);
  }

  /** Rectangles of a figure's data, in the order of the data. */
  List<JsonNode> rectangles(String figure) {
    return marks(figure, mark -> mark.path("data").asBoolean());
  }

  /** As the library calls the lines of a markLine. */
  private static boolean isGuide(JsonNode mark) {
    return mark.path("type").asText().equals("ec-line");
  }

  private List<JsonNode> marks(String figure, Predicate<JsonNode> which) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode mark : all.path(figure).path("marks")) {
      if (which.test(mark)) {
        found.add(mark);
      }
    }
    return found;
  }

  static double width(JsonNode mark) {
    return mark.path("right").asDouble() - mark.path("left").asDouble();
  }

  static double height(JsonNode mark) {
    return mark.path("bottom").asDouble() - mark.path("top").asDouble();
  }

  static double middle(JsonNode mark) {
    return (mark.path("left").asDouble() + mark.path("right").asDouble()) / 2;
  }
}
