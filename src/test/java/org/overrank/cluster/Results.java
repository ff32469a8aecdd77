package org.overrank.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What two runs of the same command must have in common to the last bit: all but the times. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What differs by nature: times, their digest, places, and the version, which a jar knows. */
  private static final List<String> INCIDENTAL =
      List.of("seconds", "secondsTotal", "finished", "spec", "version", "digest", "input");

  /** The length of the footer, and PAR1. */
  private static final int PARQUET_TAIL = 8;

  private Results() {}

  /** The model's files byte by byte, every number of the summary, and the trace. */
  static Map<String, String> ofFit(Path output) throws IOException {
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output.resolve("model"))) {
      for (Path file : files.filter(Results::isData).toList()) {
        boolean json = file.toString().endsWith(".json");
        results.put(
            output.relativize(file).toString(),
            json
                ? lasting(JSON.readTree(file.toFile()))
                : HexFormat.of().formatHex(withoutFooter(file)));
      }
    }
    results.put("summary", lasting(JSON.readTree(output.resolve("summary.json").toFile())));
    List<String> trace = Files.readAllLines(output.resolve("trace.csv"));
    int seconds = List.of(trace.get(0).split(",", -1)).indexOf("seconds");
    for (int k = 0; k < trace.size(); k++) {
      String[] fields = trace.get(k).split(",", -1);
      fields[seconds] = "";
      results.put(String.format("trace %4d", k), String.join(",", fields));
    }
    return results;
  }

  /** Hadoop leaves checksums beside the files of a disk. */
  private static boolean isData(Path file) {
    return Files.isRegularFile(file) && !file.toString().endsWith(".crc");
  }

  /** All values of a Parquet file; its footer lists encodings in an order that is chance. */
  private static byte[] withoutFooter(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (!file.toString().endsWith(".parquet")) {
      return bytes;
    }
    int end = bytes.length - PARQUET_TAIL;
    int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
    return Arrays.copyOf(bytes, end - footer);
  }

  /** The lines of all trials, whatever the order in which they ended. */
  static Map<String, String> ofSweep(Path output) throws IOException {
    Map<String, String> results = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve("trials.jsonl"))) {
      JsonNode trial = JSON.readTree(line);
      results.put(trial.path("trial").asText(), lasting(trial));
    }
    return results;
  }

  private static String lasting(JsonNode node) {
    ObjectNode copy = node.deepCopy();
    copy.remove(INCIDENTAL);
    // Where the table was.
    copy.findParents("path").forEach(parent -> ((ObjectNode) parent).remove("path"));
    return copy.toPrettyString();
  }
}
