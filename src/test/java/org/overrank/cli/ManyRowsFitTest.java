package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.spark.entries.FewIds;
import org.overrank.spark.model.ModelStore;

/** Fits of a table with more row ids than the driver may know. */
class ManyRowsFitTest {
  private static final int FEW = 7;

  @TempDir Path dir;

  private static LowRankMatrix model(Path output) {
    return ModelStore.load(LocalSpark.session(), output.toString()).matrix();
  }

  @Test
  void theAnswerIsCertified_andInOneRangeItIsTheUsualOneToTheBit() throws IOException {
    Path table = SmallTable.write(dir);
    Path usual = dir.resolve("usual");
    Path many = dir.resolve("many");
    String[] more = {"--partitions=1", "--holdout=0.2", "--regularizer=weighted"};
    CommandRun expected = CommandRun.of(SmallTable.fit(table, usual, more));
    assertThat(expected.exit()).as("%s", expected.err()).isZero();
    CommandRun run = FewIds.atMost(FEW, () -> CommandRun.of(SmallTable.fit(table, many, more)));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(model(many).factors().left().data()).isEqualTo(model(usual).factors().left().data());
    assertThat(model(many).factors().right().data())
        .isEqualTo(model(usual).factors().right().data());
    assertThat(model(many).rows()).usingRecursiveComparison().isEqualTo(model(usual).rows());
  }

  @Test
  void inSeveralRanges_withBiases_theAnswerIsCertified() throws IOException {
    Path table = SmallTable.write(dir);
    Path output = dir.resolve("out");
    String[] more = {"--partitions=5", "--center=biases", "--holdout=0.2"};
    CommandRun run = FewIds.atMost(FEW, () -> CommandRun.of(SmallTable.fit(table, output, more)));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(model(output).rows().size()).isEqualTo(SmallTable.ROWS);
    CommandRun certify = CommandRun.of("certify", "--model=" + output, "--input=" + table);
    assertThat(certify.exit()).as("%s", certify.err()).isZero();
  }
}
