package org.overrank.spark.table;

import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** This machine's files, also those whose names hold colons: Hadoop takes them for schemes. */
public final class PlainFiles extends LocalFileSystem {
  /** Made by Hadoop. */
  public PlainFiles() {}

  @Override
  public Path getChecksumFile(Path file) {
    return FilePaths.below(file.getParent(), "." + file.getName() + ".crc");
  }
}
