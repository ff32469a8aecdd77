package org.overrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final String IMAGE = "/opt/overrank";
  private static final String TIME = "30 2 * * *";
  private static final String CALL =
      "/opt/overrank/jobs/nightly-sweep /opt/overrank/conf/nightly.conf /var/lib/overrank/nights";
  private static final String FIT_TIME = "30 4 * * *";
  private static final String FIT_CALL =
      "/opt/overrank/jobs/nightly-fit /opt/overrank/conf/nightly-fit.conf /var/lib/overrank/models";

  @ParameterizedTest
  @ValueSource(strings = {"jobs/overrank", "jobs/nightly-sweep", "jobs/nightly-fit", ".ci/run"})
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
    assertThat(lines)
        .containsExactly(
            "MAILTO=root",
            "OVERRANK_QUIET=1",
            "OVERRANK_ACCEPT=3 75",
            TIME + " " + CALL,
            FIT_TIME + " " + FIT_CALL);
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    parser.parse(TIME);
    parser.parse(FIT_TIME);
  }

  @Test
  void yaml() throws IOException {
    assertCronJob("kubernetes-cronjob.yaml", TIME, CALL);
    assertCronJob("kubernetes-cronjob-fit.yaml", FIT_TIME, FIT_CALL);
    Map<?, ?> application = yaml("spark-application.yaml");
    assertThat(application.get("kind")).isEqualTo("ScheduledSparkApplication");
    assertThat(at(application, "spec", "schedule")).isEqualTo(TIME);
    assertThat(at(application, "spec", "template", "mainClass"))
        .isEqualTo("org.overrank.cli.Overrank");
    assertThat((List<?>) at(application, "spec", "template", "arguments"))
        .first()
        .isEqualTo("sweep");
  }

  private static void assertCronJob(String file, String time, String call) throws IOException {
    Map<?, ?> cronJob = yaml(file);
    assertThat(cronJob.get("apiVersion")).isEqualTo("batch/v1");
    assertThat(cronJob.get("kind")).isEqualTo("CronJob");
    assertThat(at(cronJob, "spec", "schedule")).isEqualTo(time);
    Map<?, ?> job = (Map<?, ?>) at(cronJob, "spec", "jobTemplate", "spec");
    List<?> command = (List<?>) at(container(job), "command");
    assertThat(command.stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .isEqualTo(call);
    // 3 is success to every scheduler; worse, drifted or not to be run is failure, and no retry.
    assertThat(at(job, "template", "spec", "restartPolicy")).isEqualTo("Never");
    assertThat(environment(container(job))).containsEntry("OVERRANK_ACCEPT", "3 75");
    Map<?, ?> rule = (Map<?, ?>) ((List<?>) at(job, "podFailurePolicy", "rules")).get(0);
    assertThat(rule.get("action")).isEqualTo("FailJob");
    assertThat(at(rule, "onExitCodes", "values")).isEqualTo(List.of(2, 4));
    assertThat(at(rule, "onExitCodes", "containerName")).isEqualTo(container(job).get("name"));
    assertThat(container(job).get("image")).isEqualTo("overrank:" + ofPom("version"));
  }

  /**
   * Ended, but not everything certified: success to every scheduler. Worse: failure to every one.
   */
  @Test
  void exitCodes_meanTheSameToAll() throws IOException {
    for (String unit : List.of("overrank-nightly.service", "overrank-nightly-fit.service")) {
      assertThat(Files.readAllLines(FILES.resolve(unit)))
          .contains("SuccessExitStatus=3 75", "RestartPreventExitStatus=2 4", "Restart=on-failure");
    }
    assertThat(Files.readString(FILES.resolve("airflow_dag.py")))
        .contains("\"OVERRANK_ACCEPT\": \"3\"", "skip_on_exit_code=75");
    assertThat(environment((Map<?, ?>) at(application(), "driver")))
        .containsEntry("OVERRANK_ACCEPT", "3");
  }

  /** The operator gives every run a name; the spec makes it the night's. */
  @Test
  void theOperatorsNights_haveNamesOfTheirOwn() throws IOException {
    Map<?, ?> driver = (Map<?, ?>) at(application(), "driver");
    Map<?, ?> night =
        ((List<?>) at(driver, "env"))
            .stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> "OVERRANK_NIGHT".equals(each.get("name")))
                .findAny()
                .orElseThrow();
    assertThat(at(night, "valueFrom", "fieldRef", "fieldPath"))
        .isEqualTo("metadata.labels['sparkoperator.k8s.io/app-name']");
    List<?> arguments = (List<?>) at(application(), "arguments");
    assertThat(arguments)
        .isEqualTo(List.of("sweep", "--spec", IMAGE + "/conf/nightly-operator.conf"));
    String mount =
        String.valueOf(at((Map<?, ?>) ((List<?>) at(driver, "volumeMounts")).get(0), "mountPath"));
    assertThat(Files.readAllLines(Path.of("conf", "nightly-operator.conf")))
        .contains("include \"nightly.conf\"", "output = " + mount + "/${?OVERRANK_NIGHT}");
  }

  /** The image is of this version and this Spark, and what the files call is in it. */
  @Test
  void theImage() throws IOException {
    String version = ofPom("version");
    String spark = ofPom("spark.version");
    Set<String> content = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("conf", "Dockerfile"))) {
      List<String> words = List.of(line.split(" +"));
      switch (words.get(0)) {
        case "FROM" ->
            assertThat(words.get(1))
                .isEqualTo("apache/spark:" + spark + "-scala2.13-java17-ubuntu");
        case "COPY" -> content.addAll(copied(words, version));
        case "ENV", "WORKDIR", "#", "" -> {}
        default -> throw new AssertionError("not an instruction that is expected: " + line);
      }
    }
    assertThat(application().get("image")).isEqualTo("overrank:" + version);
    assertThat(application().get("sparkVersion")).isEqualTo(spark);
    assertThat(Files.readString(Path.of("conf", "spark", "kubernetes.conf")))
        .contains("/overrank:" + version);
    Stream<String> called =
        Stream.concat(
                Stream.of((CALL + " " + FIT_CALL).split(" ")),
                Stream.concat(
                    ((List<?>) at(application(), "arguments")).stream().map(String::valueOf),
                    Stream.of(String.valueOf(application().get("mainApplicationFile")))))
            .map(path -> path.replace("local://", ""))
            .filter(path -> path.startsWith(IMAGE));
    assertThat(content).containsAll(called.toList());
    assertThat(content)
        .contains(
            IMAGE + "/jobs/overrank",
            IMAGE + "/jobs/nightly.sh",
            IMAGE + "/conf/nightly.conf",
            IMAGE + "/src/main/resources/log4j2.properties");
  }

  /** What an instruction puts where; its sources are there, the jar once it is built. */
  private static List<String> copied(List<String> words, String version) {
    List<String> paths = words.stream().skip(1).filter(word -> !word.startsWith("--")).toList();
    String target = paths.get(paths.size() - 1);
    List<String> content = new ArrayList<>();
    for (String source : paths.subList(0, paths.size() - 1)) {
      if (!source.equals("target/overrank-spark4_2.13-" + version + ".jar")) {
        assertThat(Path.of(source)).exists();
      }
      content.add(target + Path.of(source).getFileName());
    }
    return content;
  }

  private static String ofPom(String element) throws IOException {
    Matcher found =
        Pattern.compile("<" + element + ">(.*)</" + element + ">")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static Map<?, ?> application() throws IOException {
    return (Map<?, ?>) at(yaml("spark-application.yaml"), "spec", "template");
  }

  private static Map<?, ?> container(Map<?, ?> job) {
    return (Map<?, ?>) ((List<?>) at(job, "template", "spec", "containers")).get(0);
  }

  /** The variables that have a value as it is. */
  private static Map<Object, Object> environment(Map<?, ?> container) {
    Map<Object, Object> environment = new HashMap<>();
    for (Object each : (List<?>) at(container, "env")) {
      Map<?, ?> variable = (Map<?, ?>) each;
      environment.put(variable.get("name"), variable.get("value"));
    }
    return environment;
  }

  @Test
  void systemdUnits(@TempDir Path units) throws IOException, InterruptedException {
    assumeTrue(ShellRun.has("systemd-analyze"), "no systemd here");
    assertUnits(units, "overrank-nightly", CALL, "*-*-* 02:30:00");
    assertUnits(units, "overrank-nightly-fit", FIT_CALL, "*-*-* 04:30:00");
  }

  private static void assertUnits(Path units, String name, String call, String time)
      throws IOException, InterruptedException {
    String service = Files.readString(FILES.resolve(name + ".service"));
    assertThat(service).contains("ExecStart=" + call);
    // The verifier wants programs that are there, and users that are known.
    Files.writeString(
        units.resolve(name + ".service"),
        service
            .replace(call.substring(0, call.indexOf(' ')), "/bin/true")
            .replace("User=overrank", "User=root"));
    Files.copy(FILES.resolve(name + ".timer"), units.resolve(name + ".timer"));
    ShellRun verified =
        ShellRun.of(
            "systemd-analyze",
            "verify",
            "--man=no",
            units.resolve(name + ".service").toString(),
            units.resolve(name + ".timer").toString());
    assertThat(verified.output().lines().filter(line -> line.contains(name))).isEmpty();
    assertThat(Files.readString(FILES.resolve(name + ".timer"))).contains("OnCalendar=" + time);
    ShellRun calendar = ShellRun.of("systemd-analyze", "calendar", time);
    assertThat(calendar.exit()).as(calendar.output()).isZero();
  }

  @Test
  void airflow() throws IOException, InterruptedException {
    assumeTrue(ShellRun.has("python3"), "no Python here");
    String file = FILES.resolve("airflow_dag.py").toString();
    ShellRun parsed =
        ShellRun.of("python3", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", file);
    assertThat(parsed.exit()).as(parsed.output()).isZero();
    assertThat(Files.readString(Path.of(file)))
        .contains("schedule=\"" + TIME + "\"", "schedule=\"" + FIT_TIME + "\"");
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
