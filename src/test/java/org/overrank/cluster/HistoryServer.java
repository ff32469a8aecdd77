package org.overrank.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.overrank.OwnJvm;

/** Spark's own history server on a directory of event logs. */
final class HistoryServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SparkProcess process;
  private final String api;

  private HistoryServer(SparkProcess process, String api) {
    this.process = process;
    this.api = api;
  }

  /**
   * Starts a server and waits until it knows an application.
   *
   * @param directory for its log
   * @param events what it reads
   */
  static HistoryServer of(Path directory, Path events) throws Exception {
    int port = StandaloneCluster.freePort();
    List<String> command = new ArrayList<>(List.of("@" + Path.of("conf", "jvm.args"), "-Xmx512m"));
    command.addAll(List.of(OwnJvm.QUICK.split(" ")));
    command.add("-Dspark.history.fs.logDirectory=" + events.toUri());
    command.add("-Dspark.history.ui.port=" + port);
    command.addAll(List.of("-cp", StandaloneCluster.classPath()));
    command.add("org.apache.spark.deploy.history.HistoryServer");
    Map<String, String> environment =
        Map.of("SPARK_LOCAL_IP", "127.0.0.1", "SPARK_LOCAL_HOSTNAME", "127.0.0.1");
    SparkProcess process =
        SparkProcess.start("history", environment, directory.resolve("history.log"), command);
    HistoryServer server =
        new HistoryServer(process, "http://127.0.0.1:" + port + "/api/v1/applications");
    try {
      process.await("an application", directory, () -> server.get("").size() > 0);
      return server;
    } catch (Exception | Error e) {
      process.close();
      throw e;
    }
  }

  /** All jobs of the application. */
  JsonNode jobs() {
    return get("/" + application() + "/jobs");
  }

  private String application() {
    return get("").get(0).path("id").asText();
  }

  private JsonNode get(String path) {
    try (var in = URI.create(api + path).toURL().openStream()) {
      return JSON.readTree(in);
    } catch (IOException e) {
      return JSON.createArrayNode();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
