package org.overrank.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.launcher.JavaModuleOptions;
import org.overrank.OwnJvm;

/**
 * Spark's standalone Master and Workers as processes, from the jars that Maven resolved, on the
 * loopback interface and on ports that were free.
 *
 * <p>{@link #close} ends what was started here and nothing else.
 */
final class StandaloneCluster implements Cluster {
  /** What runs the tasks of an application. */
  static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

  /** What runs the driver of an application that was submitted in cluster mode. */
  static final String DRIVER = "org.apache.spark.deploy.worker.DriverWrapper";

  /** As jobs/overrank has it: warnings only. */
  static final String QUIET =
      "-Dlog4j2.configurationFile="
          + Path.of("src", "main", "resources", "log4j2.properties").toAbsolutePath();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Path properties;
  private final int port;
  private final int page;
  private final SparkProcess master;
  private final List<SparkProcess> workers = new ArrayList<>();
  private final List<ProcessHandle> orphans = new ArrayList<>();
  private int started;

  private StandaloneCluster(Path directory, Path properties) throws IOException {
    this.directory = directory;
    this.properties = properties;
    this.port = freePort();
    this.page = freePort();
    this.master =
        daemon(
            "master",
            "org.apache.spark.deploy.master.Master",
            List.of("--port", String.valueOf(port), "--webui-port", String.valueOf(page)));
  }

  /**
   * Starts a master and two workers.
   *
   * @param directory for logs and what executors leave
   * @param settings of Spark, for the daemons and for every application
   */
  static StandaloneCluster start(Path directory, Map<String, String> settings) throws Exception {
    Files.createDirectories(directory);
    linkJars(directory.resolve("home"));
    Path file = directory.resolve("spark.properties");
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.put("spark.master.rest.enabled", "false");
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    StandaloneCluster cluster = new StandaloneCluster(directory, file);
    try {
      cluster.addNode();
      cluster.addNode();
      cluster.awaitNodes(2);
      return cluster;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** SPARK_HOME, as far as workers need it: the jars. */
  private static void linkJars(Path home) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String jar : classPath().split(":", -1)) {
      try {
        Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
      } catch (FileAlreadyExistsException e) {
        // Linked by an earlier cluster in the same directory.
      }
    }
  }

  /** Spark without the application. */
  static String classPath() throws IOException {
    return Files.readString(Path.of(System.getProperty("spark.classpath.file"))).strip();
  }

  /** A port of the loopback interface that nobody uses, below those that clients are given. */
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Taken: another one.
      }
    }
  }

  private SparkProcess daemon(String name, String mainClass, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("@" + Path.of("conf", "jvm.args"), "-Xmx256m"));
    command.addAll(List.of(OwnJvm.QUICK.split(" ")));
    command.add(QUIET);
    command.addAll(List.of("-cp", classPath(), mainClass, "--host", "127.0.0.1"));
    command.addAll(List.of("--properties-file", properties.toString()));
    command.addAll(arguments);
    return SparkProcess.start(name, environment(), directory.resolve(name + ".log"), command);
  }

  private Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME", directory.resolve("home").toString(),
        "SPARK_SCALA_VERSION", "2.13",
        "SPARK_LOCAL_IP", "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME", "127.0.0.1",
        "SPARK_LOCAL_DIRS", directory.resolve("local").toString());
  }

  /** Starts one more worker with two cores, without waiting for it. */
  @Override
  public void addNode() throws IOException {
    String name = "worker" + started++;
    workers.add(
        daemon(
            name,
            "org.apache.spark.deploy.worker.Worker",
            List.of(
                "--cores",
                "2",
                "--memory",
                "2g",
                "--work-dir",
                directory.resolve("work").toString(),
                "--webui-port",
                String.valueOf(freePort()),
                url())));
  }

  @Override
  public void awaitNodes(int count) throws Exception {
    master.await(count + " workers", directory, () -> livingWorkers() == count);
  }

  private int livingWorkers() {
    return state().path("aliveworkers").asInt();
  }

  /** What the master says of itself; nothing while it does not answer. */
  JsonNode state() {
    try (var in = URI.create("http://127.0.0.1:" + page + "/json/").toURL().openStream()) {
      return JSON.readTree(in);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  @Override
  public List<ProcessHandle> executors() {
    return children(EXECUTOR);
  }

  @Override
  public List<ProcessHandle> drivers() {
    return children(DRIVER);
  }

  /** Processes of all workers that run a class, oldest worker first. */
  private List<ProcessHandle> children(String mainClass) {
    return workers.stream().flatMap(worker -> worker.children(mainClass).stream()).toList();
  }

  /** The executor notices and ends by itself. */
  @Override
  public void killNode() throws InterruptedException {
    SparkProcess worker =
        workers.stream()
            .filter(each -> !each.children(EXECUTOR).isEmpty())
            .findFirst()
            .orElseThrow();
    orphans.addAll(worker.children(EXECUTOR));
    worker.kill();
    workers.remove(worker);
  }

  @Override
  public Path localDirectory() {
    return directory.resolve("local");
  }

  @Override
  public String place(String name) {
    return directory.resolveSibling(name).toString();
  }

  @Override
  public List<String> supervision() {
    // Spark gives them to every driver but this one.
    String flags = JavaModuleOptions.defaultModuleOptions() + " " + OwnJvm.QUICK;
    return List.of("--supervise", "--driver-memory=512m", "--driver-java-options=" + flags);
  }

  @Override
  public String put(Path folder) {
    return folder.toString();
  }

  @Override
  public SparkProcess submit(
      String name,
      String deployMode,
      List<String> more,
      Map<String, String> settings,
      List<String> arguments)
      throws IOException {
    List<String> options = new ArrayList<>(List.of("--deploy-mode", deployMode));
    options.addAll(List.of("--properties-file", properties.toString()));
    options.addAll(more);
    return SparkProcess.start(
        name,
        environment(),
        directory.resolve(name + ".log"),
        submission(url(), classPath(), options, settings, arguments));
  }

  /** Arguments of java that submit the shaded jar. */
  static List<String> submission(
      String master,
      String classPath,
      List<String> options,
      Map<String, String> settings,
      List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("@" + Path.of("conf", "jvm.args"), "-Xmx1g"));
    command.addAll(List.of(OwnJvm.QUICK.split(" ")));
    command.add(QUIET);
    command.addAll(List.of("-cp", classPath, "org.apache.spark.deploy.SparkSubmit"));
    command.addAll(List.of("--class", "org.overrank.cli.Overrank", "--master", master));
    command.addAll(options);
    settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.add(System.getProperty("overrank.jar"));
    command.addAll(arguments);
    return command;
  }

  @Override
  public void close() {
    workers.forEach(SparkProcess::close);
    orphans.forEach(ProcessHandle::destroyForcibly);
    master.close();
  }
}
