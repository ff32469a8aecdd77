package org.overrank.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMApp;
import org.apache.spark.deploy.yarn.ApplicationMaster;
import org.overrank.OwnJvm;

/**
 * YARN and HDFS on the loopback interface: the resource manager, the name node and a data node in
 * this process, every node manager in one of its own, and what they start in containers.
 */
final class YarnCluster implements Cluster {
  private static final String EXECUTOR =
      "org.apache.spark.executor.YarnCoarseGrainedExecutorBackend";
  private static final String DRIVER = ApplicationMaster.class.getName();

  private final Path directory;
  private final Map<String, String> settings;
  private final MiniDFSCluster hdfs;
  private final Configuration conf;
  private final ResourceManager manager;
  private final List<SparkProcess> nodes = new ArrayList<>();
  private int started;

  private YarnCluster(Path directory, Map<String, String> settings) throws IOException {
    this.directory = directory;
    this.settings = settings;
    Configuration plain = new Configuration();
    plain.set("dfs.permissions.enabled", "false");
    hdfs =
        new MiniDFSCluster.Builder(plain, directory.resolve("hdfs").toFile())
            .numDataNodes(1)
            .build();
    hdfs.waitClusterUp();
    conf = configuration(hdfs.getURI().toString());
    manager = new ResourceManager();
    manager.init(conf);
    manager.start();
    write(conf, directory.resolve("conf"));
  }

  private static Configuration configuration(String hdfs) throws IOException {
    Configuration conf = new YarnConfiguration();
    conf.set("fs.defaultFS", hdfs);
    for (String address : List.of("", ".scheduler", ".resource-tracker", ".admin", ".webapp")) {
      conf.set(
          "yarn.resourcemanager" + address + ".address",
          "127.0.0.1:" + StandaloneCluster.freePort());
    }
    conf.set("yarn.scheduler.minimum-allocation-mb", "256");
    conf.set("yarn.resourcemanager.am.max-attempts", "2");
    conf.set(
        "yarn.resourcemanager.scheduler.class",
        "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler");
    // A node that is gone is noticed within seconds, not after ten minutes.
    conf.set("yarn.nm.liveness-monitor.expiry-interval-ms", "4000");
    conf.set("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "200");
    conf.set("yarn.nodemanager.resource.memory-mb", "4096");
    conf.set("yarn.nodemanager.resource.cpu-vcores", "4");
    conf.set("yarn.nodemanager.vmem-check-enabled", "false");
    conf.set("yarn.nodemanager.pmem-check-enabled", "false");
    conf.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99");
    return conf;
  }

  private static void write(Configuration conf, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : List.of("core-site.xml", "yarn-site.xml")) {
      try (var out = Files.newOutputStream(folder.resolve(file))) {
        conf.writeXml(out);
      }
    }
  }

  /**
   * Starts HDFS, a resource manager and two nodes.
   *
   * @param directory for logs and what executors leave
   * @param settings of Spark, for every application
   */
  static YarnCluster start(Path directory, Map<String, String> settings) throws Exception {
    YarnCluster cluster = new YarnCluster(Files.createDirectories(directory), settings);
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

  private static String jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sparkClassPath() throws IOException {
    return StandaloneCluster.classPath() + ":" + jarOf(ApplicationMaster.class);
  }

  @Override
  public void addNode() throws IOException {
    String name = "node" + started++;
    Path folder = directory.resolve(name);
    Configuration own = new Configuration(conf);
    for (String address : List.of("", ".localizer", ".webapp", ".collector-service")) {
      own.set(
          "yarn.nodemanager" + address + ".address", "127.0.0.1:" + StandaloneCluster.freePort());
    }
    own.set("yarn.nodemanager.local-dirs", localDirectory().resolve(name).toString());
    own.set("yarn.nodemanager.log-dirs", directory.resolve("logs").resolve(name).toString());
    write(own, folder);
    List<String> command = new ArrayList<>(List.of("@" + Path.of("conf", "jvm.args"), "-Xmx256m"));
    command.addAll(List.of(OwnJvm.QUICK.split(" ")));
    command.add(StandaloneCluster.QUIET);
    String classPath =
        folder + ":" + StandaloneCluster.classPath() + ":" + jarOf(NodeManager.class);
    command.addAll(List.of("-cp", classPath, NodeManager.class.getName()));
    nodes.add(SparkProcess.start(name, Map.of(), directory.resolve(name + ".log"), command));
  }

  @Override
  public void awaitNodes(int count) throws Exception {
    nodes.get(nodes.size() - 1).await(count + " nodes", directory, () -> livingNodes() == count);
  }

  private int livingNodes() {
    return (int)
        manager.getRMContext().getRMNodes().values().stream()
            .filter(node -> node.getState() == NodeState.RUNNING)
            .count();
  }

  @Override
  public List<ProcessHandle> executors() {
    return containers(EXECUTOR);
  }

  @Override
  public List<ProcessHandle> drivers() {
    return containers(DRIVER);
  }

  private List<ProcessHandle> containers(String mainClass) {
    return nodes.stream().flatMap(node -> node.descendants(mainClass).stream()).toList();
  }

  /** With all that runs there, as where a machine is switched off. */
  @Override
  public void killNode() throws InterruptedException {
    SparkProcess node =
        nodes.stream()
            .filter(each -> !each.descendants(EXECUTOR).isEmpty())
            .findFirst()
            .orElseThrow();
    node.killAll();
    nodes.remove(node);
  }

  @Override
  public Path localDirectory() {
    return directory.resolve("local");
  }

  @Override
  public String place(String name) {
    return hdfs.getURI() + "/" + name;
  }

  @Override
  public String put(Path folder) throws IOException {
    String place = place(folder.getFileName().toString());
    hdfs.getFileSystem()
        .copyFromLocalFile(
            new org.apache.hadoop.fs.Path(folder.toString()), new org.apache.hadoop.fs.Path(place));
    return place;
  }

  @Override
  public List<String> supervision() {
    return List.of("--driver-memory=512m", "--conf", "spark.yarn.maxAppAttempts=2");
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
    options.addAll(more);
    Map<String, String> all = new HashMap<>(this.settings);
    String jars =
        Arrays.stream(sparkClassPath().split(":", -1))
            .map(jar -> "local:" + jar)
            .collect(Collectors.joining(","));
    all.put("spark.yarn.jars", jars);
    for (String variable : List.of("SPARK_LOCAL_IP", "SPARK_LOCAL_HOSTNAME")) {
      all.put("spark.yarn.appMasterEnv." + variable, "127.0.0.1");
      all.put("spark.executorEnv." + variable, "127.0.0.1");
    }
    all.putAll(settings);
    Path home = directory.resolve("conf");
    return SparkProcess.start(
        name,
        Map.of(
            "HADOOP_CONF_DIR", home.toString(),
            "SPARK_LOCAL_IP", "127.0.0.1",
            "SPARK_LOCAL_HOSTNAME", "127.0.0.1"),
        directory.resolve(name + ".log"),
        StandaloneCluster.submission(
            "yarn", home + ":" + sparkClassPath(), options, all, arguments));
  }

  /** What YARN says of all applications, oldest first. */
  List<RMApp> applications() {
    return manager.getRMContext().getRMApps().values().stream()
        .sorted((a, b) -> a.getApplicationId().compareTo(b.getApplicationId()))
        .toList();
  }

  /** What containers have printed, for a look after a failure. */
  String logs() {
    try (Stream<Path> files = Files.walk(directory.resolve("logs"))) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(file).append(":\n").append(Files.readString(file)).append('\n');
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(SparkProcess::close);
    manager.stop();
    hdfs.shutdown(true);
  }
}
