package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.ml.MatrixCompletion;
import org.overrank.ml.MatrixCompletionModel;

/** What Spark ML's estimators have saved is a model for the commands. */
final class SparkMlModelTest {
  @TempDir Path directory;

  @Test
  void aModelOfAnEstimator_isCertifiedAndPredicts() throws Exception {
    Dataset<Row> table =
        LocalSpark.session()
            .sql(
                "SELECT concat('r', id DIV 9) AS who, id % 9 AS what, 3 + (id DIV 9) % 4 * (id % 9)"
                    + " / 10 AS stars FROM range(90) WHERE id % 5 > 0");
    String input = directory.resolve("table.parquet").toString();
    table.write().parquet(input);
    MatrixCompletionModel model =
        new MatrixCompletion()
            .setUserCol("who")
            .setItemCol("what")
            .setRatingCol("stars")
            .setCenter("biases")
            .setRegParam(0.01)
            .fit(LocalSpark.session().read().parquet(input));
    String saved = directory.resolve("model").toString();
    model.save(saved);
    CommandRun certified = CommandRun.of("certify", "--model", saved, "--input", input);
    assertThat(certified.exit()).as("%s", certified.err()).isZero();
    JsonNode proof = new ObjectMapper().readTree(String.join("", certified.out()));
    assertThat(proof.get("objective").doubleValue()).isEqualTo(model.summary().objective());
    assertThat(proof.get("lowerBound").doubleValue()).isEqualTo(model.certificate().lowerBound());
    Path output = directory.resolve("predicted.csv");
    CommandRun predicted =
        CommandRun.of("predict", "--model", saved, "--input", input, "--output", output.toString());
    assertThat(predicted.exit()).as("%s", predicted.err()).isZero();
    assertThat(Files.readAllLines(output))
        .hasSize(73)
        .first()
        .isEqualTo("who,what,stars,prediction");
  }
}
