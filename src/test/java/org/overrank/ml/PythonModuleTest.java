package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.ml.Model;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;

/**
 * The PySpark module: its text against the Java classes, and the calls that PySpark's wrappers make
 * through the gateway, made here by reflection as the gateway makes them.
 */
final class PythonModuleTest {
  private static final String PACKAGE = "org.overrank.ml.";
  private static final Path MODULE =
      Path.of("src", "main", "python", "org", "overrank", "ml", "__init__.py");

  @TempDir Path directory;

  @Test
  void theModuleIsInTheJar_whereBothHalvesFindIt() throws IOException {
    try (var in = PythonModuleTest.class.getResourceAsStream("/org/overrank/ml/__init__.py")) {
      assertThat(in).isNotNull();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(Files.readString(MODULE));
    }
  }

  @Test
  void theModuleAndItsExample_areParsed() throws Exception {
    for (Path file : new Path[] {MODULE, Path.of("jobs", "completion.py")}) {
      Process python =
          new ProcessBuilder(
                  "python3",
                  "-c",
                  "import ast,sys; ast.parse(open(sys.argv[1]).read())",
                  file.toString())
              .inheritIO()
              .start();
      assertThat(python.waitFor()).as("%s", file).isZero();
    }
  }

  /** Every param of the JVM but the model to begin at, which has a setter of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MatrixCompletion",
        "MatrixCompletionModel",
        "MatrixSensing",
        "MatrixSensingModel"
      })
  void theParams_areThoseOfTheJvm(String name) throws Exception {
    String text = Files.readString(MODULE);
    int at = text.indexOf("class " + name + "(");
    String decorator = text.substring(text.lastIndexOf("@_with_params(", at), at);
    Set<String> named = new TreeSet<>();
    Matcher part = Pattern.compile("\\*\\*(_[A-Z_]+)|(\\w+)=_").matcher(decorator);
    while (part.find()) {
      if (part.group(1) == null) {
        named.add(part.group(2));
      } else {
        named.addAll(group(text, part.group(1)));
      }
    }
    assertThat(named).isEqualTo(params(name));
  }

  private static Set<String> group(String text, String name) {
    Matcher body =
        Pattern.compile("^" + name + " = dict\\((.*?)^\\)", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(text);
    assertThat(body.find()).as(name).isTrue();
    return Pattern.compile("(\\w+)=_")
        .matcher(body.group(1))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> params(String name) throws Exception {
    Params stage = name.endsWith("Model") ? fitted(name) : estimator(name);
    Set<String> names =
        Arrays.stream(stage.params())
            .map(Param::name)
            .collect(Collectors.toCollection(TreeSet::new));
    names.remove("warmStart");
    return names;
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
                    .sql("SELECT array(0, 1) i, array(0, 1) j, array(1.5, 2.5) a, 3 y"));
  }

  /** What {@code _call_java} and the module's other calls name is there, and public. */
  @Test
  void theMethods_areThoseOfTheJvm() throws Exception {
    String text = Files.readString(MODULE);
    int end = 0;
    for (String name : List.of("TrainingSummary", "MatrixCompletionModel", "MatrixSensingModel")) {
      int at = text.indexOf("class " + name + "(");
      end = text.indexOf("\n\n\n", at);
      assertThat(Class.forName(PACKAGE + name).getModifiers() & Modifier.PUBLIC).isPositive();
      Set<String> there =
          Arrays.stream(Class.forName(PACKAGE + name).getMethods())
              .map(Method::getName)
              .collect(Collectors.toSet());
      Set<String> called =
          Pattern.compile("_call_java\\(\"(\\w+)\"|_java_obj\\.(\\w+)\\(")
              .matcher(text.substring(at, end))
              .results()
              .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
              .collect(Collectors.toSet());
      assertThat(called).as(name).isNotEmpty().isSubsetOf(there);
    }
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
