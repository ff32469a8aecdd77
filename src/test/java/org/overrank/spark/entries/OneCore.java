package org.overrank.spark.entries;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.overrank.LocalSpark;
import org.overrank.OwnJvm;
import org.overrank.data.entries.EntrySource;

/** Reads a table on local[1] in a JVM of its own: a context cannot change its cores. */
final class OneCore {
  private static final String RESULT = "blocks ";

  private OneCore() {}

  /** A hash of all bytes of all blocks. */
  static String blocksOf(String table) throws IOException, InterruptedException {
    List<String> command = OwnJvm.command(OneCore.class.getName(), table);
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("local[1] failed");
    }
    return out.lines()
        .filter(line -> line.startsWith(RESULT))
        .findFirst()
        .orElse("")
        .substring(RESULT.length());
  }

  /**
   * Prints the hash.
   *
   * @param args the table
   */
  public static void main(String[] args) throws IOException {
    try (SparkSession spark = LocalSpark.start(1);
        EntryData data =
            EntryReader.read(spark, EntrySource.of(args[0]), PartitionIndependenceTest.OPTIONS)) {
      int hash = PartitionIndependenceTest.allBytes(data).hashCode();
      System.out.println(RESULT + Integer.toHexString(hash));
    }
  }
}
