package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.connect.proto.Expression.Literal;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.connect.proto.Relation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client of Spark Connect can do with the estimators, in the messages that clients send. */
@Tag("cluster")
final class ConnectIT {
  private static final String PACKAGE = "org.overrank.ml.";

  /** Two fifths of (1 + u)(1 + i) for ten users and six items are left out. */
  private static final Relation RATINGS =
      ConnectServer.sql(
          "SELECT id DIV 6 AS user, id % 6 AS item, (1 + id DIV 6) * (1 + id % 6) / 10 AS rating"
              + " FROM range(60) WHERE (id * 7) % 5 < 3");

  @TempDir static Path directory;
  private static ConnectServer server;

  @BeforeAll
  static void start() throws Exception {
    server = ConnectServer.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @Test
  void aCompletion_isFittedSavedAndLoaded_andSaysItsVerdict() throws Exception {
    MlParams params =
        MlParams.newBuilder()
            .putParams("regParam", number(1e-4))
            .putParams("relativeGap", number(1e-3))
            .putParams("seed", Literal.newBuilder().setInteger(5).build())
            .build();
    String model = server.fit(PACKAGE + "MatrixCompletion", params, RATINGS);

    assertThat(server.fetch(model, "toString").getParam().getString())
        .contains("10 users, 6 items, rank 1. Certified: the objective is proven");
    Relation asked = ConnectServer.sql("SELECT 9L AS user, 5L AS item");
    List<Double> predicted = server.predictions(model, asked, directory.resolve("predicted"));
    assertThat(predicted).hasSize(1);
    assertThat(predicted.get(0)).isCloseTo(6.0, within(0.05));

    server.save(model, directory.resolve("model"));
    JsonNode summary =
        new ObjectMapper().readTree(directory.resolve("model/summary.json").toFile());
    assertThat(summary.findValue("relativeGap").asDouble()).isBetween(0.0, 1e-3);
    String again = server.load(PACKAGE + "MatrixCompletionModel", directory.resolve("model"));
    assertThat(server.predictions(again, asked, directory.resolve("again"))).isEqualTo(predicted);
  }

  @Test
  void aSensing_isFitted() throws Exception {
    Relation measurements =
        ConnectServer.sql(
            "SELECT array(id DIV 4) AS i, array(id % 4) AS j, array(2.0D) AS a,"
                + " 2.0D * (1 + id DIV 4) * (1 + id % 4) AS y FROM range(16)");
    MlParams params =
        MlParams.newBuilder()
            .putParams("rowsCol", text("i"))
            .putParams("colsCol", text("j"))
            .putParams("valuesCol", text("a"))
            .putParams("labelCol", text("y"))
            .putParams("regParam", number(1e-4))
            .build();
    String model = server.fit(PACKAGE + "MatrixSensing", params, measurements);
    assertThat(server.fetch(model, "toString").getParam().getString())
        .contains("4 x 4, rank 1. Certified: the objective is proven");
    List<Double> predicted =
        server.predictions(
            model,
            ConnectServer.sql("SELECT array(3) AS i, array(3) AS j, array(1.0D) AS a"),
            directory.resolve("sensed"));
    assertThat(predicted).hasSize(1);
    assertThat(predicted.get(0)).isCloseTo(16.0, within(0.05));
  }

  /** Spark keeps a list of what may be called on a model; those of other projects are not on it. */
  @Test
  void whatTheServerDoesNotHandOut_isRefused_andSaysSo() {
    String model =
        server.fit(
            PACKAGE + "MatrixCompletion",
            MlParams.newBuilder().putParams("regParam", number(1e-2)).build(),
            RATINGS);
    for (String method : List.of("certificate", "userFactors", "rank")) {
      assertThatThrownBy(() -> server.fetch(model, method))
          .hasMessageContaining(method)
          .hasMessageContaining("is not allowed to be accessed");
    }
  }

  @Test
  void aParamThatIsRefused_isRefusedInOurWords() {
    MlParams params = MlParams.newBuilder().putParams("regParam", number(-1)).build();
    assertThatThrownBy(() -> server.fit(PACKAGE + "MatrixCompletion", params, RATINGS))
        .hasMessageContaining("regParam");
  }

  private static Literal number(double value) {
    return Literal.newBuilder().setDouble(value).build();
  }

  private static Literal text(String value) {
    return Literal.newBuilder().setString(value).build();
  }
}
