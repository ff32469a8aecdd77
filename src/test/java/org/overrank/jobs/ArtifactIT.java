package org.overrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.run.Versions;

/**
 * The jar and its published pom, installed into an empty repository: a Maven project of someone
 * else's, and Spark's {@code --packages}, find all they need.
 */
@Tag("cluster")
final class ArtifactIT {
  private static final String ARTIFACT = "overrank-spark4_2.13";

  @TempDir static Path directory;
  private static Path repository;

  @BeforeAll
  static void install() throws Exception {
    repository = directory.resolve("repository");
    Path jar = Path.of(System.getProperty("overrank.jar"));
    mvn(
        directory,
        "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file",
        "-Dfile=" + jar,
        "-DpomFile=" + jar.resolveSibling("published.pom"));
  }

  @Test
  void aProjectOfEightLines_printsACertifiedGap_withoutSpark() throws Exception {
    Path project = copied("src/test/resources/org/overrank/jobs/sample-project");
    String said = mvn(project, "compile", "exec:java", "-Doverrank.version=" + version());
    assertThat(said).contains("Certified: the objective is proven to be within").contains("gap ");
    assertThat(said).contains("user 2 gives film 2 4.5"); // of rank one
    assertThat(repository.resolve("org/apache/spark")).doesNotExist();
    assertThat(repository.resolve("info/picocli")).doesNotExist();
  }

  @Test
  void sparksPackages_runTheCommandLine() throws Exception {
    Path table = directory.resolve("ok.csv");
    List<String> lines = new ArrayList<>(List.of("row,col,value"));
    for (int k = 0; k < 60; k++) {
      lines.add(k / 6 + "," + k % 6 + "," + (1 + k / 6) * (1 + k % 6));
    }
    Files.write(table, lines);
    List<String> command = new ArrayList<>(List.of(java(), "@conf/jvm.args", "-Xmx1g", "-cp"));
    command.add(Files.readString(Path.of(System.getProperty("spark.classpath.file"))).strip());
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(
        List.of("--master", "local[2]", "--repositories", repository.toUri().toString()));
    command.addAll(List.of("--conf", "spark.jars.ivy=" + directory.resolve("ivy")));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    command.addAll(List.of("--packages", "org.overrank:" + ARTIFACT + ":" + version()));
    command.addAll(List.of("--class", "org.overrank.cli.Overrank", "spark-internal", "fit"));
    command.addAll(List.of("--input", table.toString(), "--lambda", "0.01"));
    command.addAll(List.of("--output", directory.resolve("out").toString()));
    ShellRun run = ShellRun.of(Map.of(), command);
    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output()).contains("Certified: the objective is proven");
    assertThat(directory.resolve("out/summary.json")).exists();
  }

  private static String version() {
    return Versions.ofOverrank();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path copied(String project) throws IOException {
    Path source = Path.of(project);
    Path target = directory.resolve(source.getFileName());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(source.relativize(file)));
      }
    }
    return target;
  }

  /** Maven with the repository of this test alone; what it lacks comes from the build's own. */
  private static String mvn(Path project, String... arguments) throws Exception {
    Path settings = directory.resolve("settings.xml");
    String nearby =
        "<id>%s</id><url>" + Path.of(System.getProperty("build.repository")).toUri() + "</url>";
    Files.writeString(
        settings,
        ("<settings><profiles><profile><id>near</id><repositories><repository>%s</repository>"
                + "</repositories><pluginRepositories><pluginRepository>%s</pluginRepository>"
                + "</pluginRepositories></profile></profiles>"
                + "<activeProfiles><activeProfile>near</activeProfile></activeProfiles></settings>")
            .formatted(nearby.formatted("near"), nearby.formatted("near-plugins")));
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-s", settings.toString()));
    command.add("-Dmaven.repo.local=" + repository);
    if (Files.exists(project.resolve("pom.xml"))) {
      command.addAll(List.of("-f", project.toString()));
    }
    command.addAll(Arrays.asList(arguments));
    ShellRun run = ShellRun.of(Map.of(), command);
    assertThat(run.exit()).as(run.output()).isZero();
    return run.output();
  }
}
