package org.overrank.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.overrank.cli.options.Location;

/** Replaces one output again and again, as fast as it can, until it is killed. */
public final class OutputWriter {
  /** Files of one output. */
  public static final int FILES = 12;

  private OutputWriter() {}

  /**
   * Writes for ever.
   *
   * @param args where
   */
  public static void main(String[] args) throws IOException {
    Configuration hadoop = new Configuration();
    for (int generation = 0; true; generation++) {
      try (StagedOutput staged =
          StagedOutput.at(new Location(args[0]), true, (files, path) -> null, hadoop)) {
        Path directory = staged.begin();
        for (int k = 0; k < FILES; k++) {
          try (OutputStream out = staged.files().create(new Path(directory, "part" + k))) {
            out.write(Integer.toString(generation).getBytes(StandardCharsets.UTF_8));
          }
        }
        staged.commit();
        System.out.println(generation);
      }
    }
  }
}
