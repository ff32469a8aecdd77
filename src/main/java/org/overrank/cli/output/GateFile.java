package org.overrank.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.Location;
import org.overrank.run.Gate;

/** {@code gate.json}: what became of a fit of a series. */
public final class GateFile {
  /** Its name. */
  public static final String NAME = "gate.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private GateFile() {}

  /**
   * Data that have drifted, which were not fitted.
   *
   * @param previous the output of the fit before
   * @param findings what has drifted
   * @return JSON
   */
  public static String drifted(Location previous, List<String> findings) {
    ObjectNode json = begun("drifted", previous);
    findings.forEach(json.withArray("findings")::add);
    return text(json);
  }

  /**
   * A fit that has ended.
   *
   * @param previous the output of the fit before, or null
   * @param gate the comparison with it, or null
   * @param useless whether it predicts no better than a plain baseline
   * @return JSON
   */
  public static String ended(@Nullable Location previous, @Nullable Gate gate, boolean useless) {
    boolean worse = gate != null && gate.isWorse();
    ObjectNode json = begun(worse ? "regressed" : useless ? "useless" : "accepted", previous);
    if (gate != null) {
      String key = gate.measure().toLowerCase(Locale.ROOT);
      String earlier = "previous" + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
      json.put("cells", gate.cells()).put(key, gate.error());
      json.put(earlier, gate.previousError()).put("tolerated", gate.tolerated());
    }
    return text(json);
  }

  private static ObjectNode begun(String verdict, @Nullable Location previous) {
    return JSON.createObjectNode()
        .put("verdict", verdict)
        .put("previous", previous == null ? null : previous.shown());
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
