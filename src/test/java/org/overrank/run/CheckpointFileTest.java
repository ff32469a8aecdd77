package org.overrank.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.fit.FitCheckpoint;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;

/** A checkpoint that cannot be written is no reason to stop; one that is damaged is. */
final class CheckpointFileTest {
  private static final FitCheckpoint CHECKPOINT =
      FitCheckpoint.ofAnswer(
          "identity",
          new Factors(GaussianNumbers.matrix(4, 2, 1, 1), GaussianNumbers.matrix(3, 2, 1, 2)));

  @TempDir Path directory;
  private final List<String> warnings = new ArrayList<>();

  private CheckpointFile file(Path path) {
    return new CheckpointFile(
        new org.apache.hadoop.fs.Path(path.toString()),
        new Configuration(),
        0,
        System::nanoTime,
        warnings::add);
  }

  @Test
  void whatIsSaved_isLoaded_andRemoved_withoutATrace() throws IOException {
    Path path = directory.resolve("deep/fit.checkpoint");
    CheckpointFile file = file(path);
    assertThat(file.load()).isEmpty();
    file.save(CHECKPOINT);
    file.save(CHECKPOINT);
    assertThat(file.load().orElseThrow().solver().factors().get(0).left())
        .isEqualTo(CHECKPOINT.solver().factors().get(0).left());
    assertThat(path.getParent()).isDirectoryNotContaining(each -> !each.equals(path));
    assertThat(file.isKept()).isTrue();
    Files.writeString(path.resolveSibling(".fit.checkpoint.tmp"), "half");
    file.remove();
    assertThat(path.getParent()).isEmptyDirectory();
    assertThat(file.isKept()).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void whereNothingCanBeWritten_itIsSaidOnce() throws IOException {
    Path blocked = Files.writeString(directory.resolve("file"), "no directory");
    CheckpointFile file = file(blocked.resolve("fit.checkpoint"));
    file.save(CHECKPOINT);
    file.save(CHECKPOINT);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("file/fit.checkpoint cannot be written", "going on")
        .hasLineCount(1);
    assertThat(file.isKept()).isFalse();
    assertThatThrownBy(() -> file.write(CHECKPOINT)).isInstanceOf(IOException.class);
  }

  @Test
  void aFailureToWrite_leavesTheLastCheckpoint_andNoHalf() throws IOException {
    Path path = directory.resolve("fit.checkpoint");
    file(path).save(CHECKPOINT);
    byte[] before = Files.readAllBytes(path);
    WholeFile file =
        new WholeFile(new org.apache.hadoop.fs.Path(path.toString()), new Configuration());
    assertThatThrownBy(
            () ->
                file.replace(
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(path).hasBinaryContent(before);
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(path));
  }

  @Test
  void aDamagedOne_isRefused_andSaysWhatToDo() throws IOException {
    Path path = directory.resolve("fit.checkpoint");
    CheckpointFile file = file(path);
    file.save(CHECKPOINT);
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length / 2] ^= 1;
    Files.write(path, bytes);
    assertThatThrownBy(file::load)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("remove it to begin anew")
        .hasMessageContaining(path.toString());
  }
}
