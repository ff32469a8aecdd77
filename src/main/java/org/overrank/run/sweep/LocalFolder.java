package org.overrank.run.sweep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import org.overrank.spark.table.FilePaths;

/**
 * A directory of this machine. Hadoop's view of it neither locks nor forces anything to the disk;
 * Java's does.
 */
final class LocalFolder extends ResultsFolder {
  private @Nullable FileChannel lock;

  LocalFolder(
      FileSystem files,
      org.apache.hadoop.fs.Path directory,
      Configuration hadoop,
      String text,
      String shown) {
    super(files, directory, hadoop, text, shown);
  }

  private FileChannel open(String name, OpenOption... options) throws IOException {
    return FileChannel.open(FilePaths.local(file(name)), options);
  }

  @Override
  boolean lock(Consumer<String> waiting) throws IOException {
    Files.createDirectories(FilePaths.local(directory));
    FileChannel channel = open(".lock", StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        lock = channel;
        return true;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process.
    }
    channel.close();
    return false;
  }

  @Override
  void append(String name, byte[] bytes) throws IOException {
    try (FileChannel channel =
        open(
            name, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      long before = channel.size();
      try {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    }
  }

  @Override
  void cut(String name, byte[] bytes, int size) throws IOException {
    try (FileChannel channel = open(name, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  /** The directory's name, that of the night where it is a link. */
  @Override
  public String name() {
    Path path = FilePaths.local(directory);
    try {
      return isMasked() ? super.name() : path.toRealPath().getFileName().toString();
    } catch (IOException e) {
      return String.valueOf(path.getFileName());
    }
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
        lock = null;
      }
    } catch (IOException e) {
      // Nothing was written to it, and it goes with the process.
    }
  }
}
