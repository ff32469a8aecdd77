package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;
import org.overrank.certify.Certificate;

/**
 * The PySpark module: its text against the Java classes, and the calls that PySpark's wrappers make
 * through the gateway, made here by reflection as the gateway makes them.
 */
final class PythonModuleTest {
  private static final String PACKAGE = "org.overrank.ml.";
  private static final Path PYTHON = Path.of("src", "main", "python");

  @TempDir Path directory;

  @Test
  void theModulesAreInTheJar_whereBothHalvesFindThem() throws IOException {
    for (Path file : files()) {
      String place = "/" + PYTHON.relativize(file);
      try (var in = PythonModuleTest.class.getResourceAsStream(place)) {
        assertThat(in).as(place).isNotNull();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo(Files.readString(file));
      }
    }
  }

  @Test
  void theExample_isParsed() throws Exception {
    python("-c", "import ast; ast.parse(open('jobs/completion.py').read())");
  }

  /**
   * Every param of the JVM but the model to begin at, which has a setter of its own: its type, its
   * default, and its default in the constructor's signature. Python's half is asked itself, on a
   * stand-in for PySpark.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MatrixCompletion",
        "MatrixCompletionModel",
        "MatrixSensing",
        "MatrixSensingModel"
      })
  void theParams_areThoseOfTheJvm(String name) throws Exception {
    JsonNode python = declared().get(name);
    Params stage = name.endsWith("Model") ? fitted(name) : estimator(name);
    Set<String> names = new TreeSet<>();
    for (Param<?> param : stage.params()) {
      if (param.name().equals("warmStart")) {
        continue;
      }
      names.add(param.name());
      assertThat(python.get("types").get(param.name()))
          .as("type of %s", param.name())
          .hasToString('"' + typeOf(param) + '"');
      if (!name.endsWith("Model")) {
        String there = stage.hasDefault(param) ? stage.getDefault(param).get().toString() : "null";
        for (String place : List.of("defaults", "signature")) {
          JsonNode here = python.get(place).get(param.name());
          assertThat(here == null ? "null" : here.asText())
              .as("%s of %s", place, param.name())
              .isEqualTo(there);
        }
      }
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(fieldsOf(python.get("types")));
  }

  private static String typeOf(Param<?> param) {
    return param instanceof DoubleParam
        ? "float"
        : param instanceof IntParam || param instanceof LongParam
            ? "int"
            : param instanceof BooleanParam ? "bool" : "str";
  }

  private static Set<String> fieldsOf(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode declared() throws Exception {
    return new ObjectMapper().readTree(python("src/test/resources/org/overrank/ml/params.py"));
  }

  /** What a program prints that finds the module, and something in PySpark's place. */
  private static String python(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .put("PYTHONPATH", PYTHON + ":src/test/resources/org/overrank/ml/pyspark-stand-in");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(PYTHON)) {
      return files.filter(file -> file.toString().endsWith(".py")).toList();
    }
  }

  private static Params estimator(String name) throws Exception {
    return Class.forName(PACKAGE + name)
        .asSubclass(Params.class)
        .getConstructor(String.class)
        .newInstance("uid");
  }

  private static Model<?> fitted(String name) {
    return name.startsWith("MatrixCompletion")
        ? new MatrixCompletion().setMaxIter(1).fit(Ratings.texts(LocalSpark.session()))
        : new MatrixSensing()
            .setRowsCol("i")
            .setColsCol("j")
            .setValuesCol("a")
            .setLabelCol("y")
            .setRegParam(1)
            .fit(
                LocalSpark.session()
                    .sql(
                        "SELECT array(0, 1) i, array(0, 1) j, array(1.5, 2.5) a, 3 y FROM"
                            + " range(1)"));
  }

  /** What {@code _call_java} and the modules' other calls name is there, and public. */
  @ParameterizedTest
  @CsvSource({
    "MatrixCompletionModel, _completion.py",
    "MatrixSensingModel, _sensing.py",
    "MatrixCompletionModel, _stages.py"
  })
  void theMethods_areThoseOfTheJvm(String name, String file) throws Exception {
    String text = Files.readString(PYTHON.resolve("org/overrank/ml").resolve(file));
    Set<String> called =
        Pattern.compile("self._call_java\\(\"(\\w+)\"|_local\\(\\)\\.(\\w+)\\(")
            .matcher(text)
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .collect(Collectors.toSet());
    assertThat(called).isNotEmpty().isSubsetOf(methods(Class.forName(PACKAGE + name)));
  }

  /** The fields of Python's plain objects are methods of the Java ones. */
  @Test
  void thePlainObjects_haveFieldsOfTheJvm() throws Exception {
    String asked =
        "import json; from overrank import Certificate as c, Summary as s;"
            + " print(json.dumps([list(x.__dataclass_fields__) for x in (c, s)]))";
    JsonNode fields = new ObjectMapper().readTree(python("-c", asked));
    assertThat(fields.get(0)).hasSize(6).allMatch(has(methods(Certificate.class)));
    assertThat(fields.get(1)).hasSize(8).allMatch(has(methods(TrainingSummary.class)));
  }

  private static Predicate<JsonNode> has(Set<String> methods) {
    return field -> methods.contains(field.asText());
  }

  private static Set<String> methods(Class<?> type) {
    assertThat(type.getModifiers() & Modifier.PUBLIC).isPositive();
    return Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
  }

  /** The gateway's calls, in the order in which PySpark's JavaEstimator and JavaModel make them. */
  @Test
  void theCallsOfTheWrappers() throws Exception {
    Params estimator = estimator("MatrixCompletion");
    for (Param<?> param : estimator.params()) {
      assertThat(estimator.hasParam(param.name())).isTrue();
      assertThat(param.doc()).isNotEmpty();
      if (estimator.hasDefault(param)) {
        assertThat(estimator.getDefault(param).get()).isNotNull();
      }
    }
    Map<String, Object> set =
        Map.of("regParam", 0.05, "maxIter", 3, "seed", 7L, "coldStartStrategy", "mean");
    for (Map.Entry<String, Object> each : set.entrySet()) {
      ParamPair<Object> pair = estimator.getParam(each.getKey()).w(each.getValue());
      estimator.set(pair);
    }
    Dataset<Row> ratings = Ratings.ints(LocalSpark.session());
    Method fit = estimator.getClass().getMethod("fit", Dataset.class);
    Object model = fit.invoke(estimator, ratings);
    Object copied =
        model.getClass().getMethod("copy", ParamMap.class).invoke(model, new ParamMap());
    Object predicted =
        copied.getClass().getMethod("transform", Dataset.class).invoke(copied, ratings);
    assertThat(((Dataset<?>) predicted).columns()).endsWith("prediction");
    String path = directory.resolve("model").toString();
    MLWriter writer = (MLWriter) model.getClass().getMethod("write").invoke(model);
    writer.overwrite().save(path);
    MLReader<?> reader = (MLReader<?>) model.getClass().getMethod("read").invoke(null);
    assertThat(((Params) reader.load(path)).uid()).isEqualTo(((Params) model).uid());
    assertThat(((MatrixCompletionModel) model).getColdStartStrategy()).isEqualTo("mean");
  }
}
