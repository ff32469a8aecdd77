package org.overrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Every file for a scheduler passes the parser of its language, and says the same time. */
class SchedulesTest {
  private static final Path FILES = Path.of("jobs", "schedule");
  private static final String TIME = "30 2 * * *";
  private static final String CALL =
      "/opt/overrank/jobs/nightly-sweep /opt/overrank/conf/nightly.conf /var/lib/overrank/nights";

  @ParameterizedTest
  @ValueSource(strings = {"jobs/overrank", "jobs/nightly-sweep", ".ci/run"})
  void shellScripts(String script) throws IOException, InterruptedException {
    ShellRun parsed = ShellRun.of("bash", "-n", script);
    assertThat(parsed.exit()).as(parsed.output()).isZero();
    assertThat(Files.isExecutable(Path.of(script))).isTrue();
  }

  @Test
  void crontab() throws IOException {
    List<String> lines =
        Files.readAllLines(FILES.resolve("crontab")).stream()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .toList();
    assertThat(lines).containsExactly(TIME + " " + CALL);
    new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(TIME);
  }

  @Test
  void yaml() throws IOException {
    Map<?, ?> cronJob = yaml("kubernetes-cronjob.yaml");
    assertThat(cronJob.get("apiVersion")).isEqualTo("batch/v1");
    assertThat(cronJob.get("kind")).isEqualTo("CronJob");
    assertThat(at(cronJob, "spec", "schedule")).isEqualTo(TIME);
    List<?> containers =
        (List<?>) at(cronJob, "spec", "jobTemplate", "spec", "template", "spec", "containers");
    List<?> command = (List<?>) at((Map<?, ?>) containers.get(0), "command");
    assertThat(command.stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .isEqualTo(CALL);
    Map<?, ?> application = yaml("spark-application.yaml");
    assertThat(application.get("kind")).isEqualTo("ScheduledSparkApplication");
    assertThat(at(application, "spec", "schedule")).isEqualTo(TIME);
    assertThat(at(application, "spec", "template", "mainClass"))
        .isEqualTo("org.overrank.cli.Overrank");
    assertThat((List<?>) at(application, "spec", "template", "arguments"))
        .first()
        .isEqualTo("sweep");
  }

  @Test
  void systemdUnits(@TempDir Path units) throws IOException, InterruptedException {
    assumeTrue(ShellRun.has("systemd-analyze"), "no systemd here");
    String service = Files.readString(FILES.resolve("overrank-nightly.service"));
    assertThat(service).contains("ExecStart=" + CALL);
    // The verifier wants programs that are there, and users that are known.
    Files.writeString(
        units.resolve("overrank-nightly.service"),
        service
            .replace("/opt/overrank/jobs/nightly-sweep", "/bin/true")
            .replace("User=overrank", "User=root"));
    Files.copy(FILES.resolve("overrank-nightly.timer"), units.resolve("overrank-nightly.timer"));
    ShellRun verified =
        ShellRun.of(
            "systemd-analyze",
            "verify",
            "--man=no",
            units.resolve("overrank-nightly.service").toString(),
            units.resolve("overrank-nightly.timer").toString());
    assertThat(verified.output().lines().filter(line -> line.contains("overrank-nightly")))
        .isEmpty();
    ShellRun calendar = ShellRun.of("systemd-analyze", "calendar", "*-*-* 02:30:00");
    assertThat(calendar.exit()).as(calendar.output()).isZero();
  }

  @Test
  void airflow() throws IOException, InterruptedException {
    assumeTrue(ShellRun.has("python3"), "no Python here");
    String file = FILES.resolve("airflow_dag.py").toString();
    ShellRun parsed =
        ShellRun.of("python3", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", file);
    assertThat(parsed.exit()).as(parsed.output()).isZero();
    assertThat(Files.readString(Path.of(file))).contains("schedule=\"" + TIME + "\"");
  }

  private static Map<?, ?> yaml(String name) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions()))
        .load(Files.readString(FILES.resolve(name)));
  }

  private static Object at(Map<?, ?> yaml, String... path) {
    Object here = yaml;
    for (String key : path) {
      here = Objects.requireNonNull(((Map<?, ?>) here).get(key), key);
    }
    return here;
  }
}
