package org.overrank.run.sweep;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.ipc.RemoteException;
import org.jspecify.annotations.Nullable;
import org.overrank.run.WholeFile;
import org.overrank.run.WriteProbe;

/**
 * A directory of another file system, such as HDFS: one that appends, says when what was appended
 * is on the disk, and lets a file have one writer. The lock is a file that is held open: its lease
 * is renewed as long as the process lives, and runs out a minute after it was killed.
 */
final class RemoteFolder extends ResultsFolder {
  private static final String LOCK = ".lock";

  /** HDFS gives a file away 60 s after its writer was last heard of. */
  private static final long LEASE_SECONDS = 70;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

  private @Nullable FSDataOutputStream lock;

  private RemoteFolder(
      FileSystem files, Path directory, Configuration hadoop, String text, String shown) {
    super(files, files.makeQualified(directory), hadoop, text, shown);
  }

  /** A client of one's own: what it holds is given back when it is closed. */
  static RemoteFolder at(Path path, Configuration hadoop, String text, String shown)
      throws IOException {
    Configuration own = new Configuration(hadoop);
    // Else nothing is appended where fewer machines are left than copies asked for.
    own.set("dfs.client.block.write.replace-datanode-on-failure.policy", "NEVER");
    FileSystem files = FileSystem.newInstance(path.toUri(), own);
    return new RemoteFolder(files, path, hadoop, text, shown);
  }

  @Override
  void requireWritable(String name) {
    WriteProbe.require(this, files, file(name), this::requireOneWriter);
  }

  private void requireOneWriter(Path directory) throws IOException {
    Path file = new Path(directory, LOCK);
    files.createNewFile(file);
    try (FSDataOutputStream first = files.append(file)) {
      if (!first.hasCapability(StreamCapabilities.HSYNC)) {
        throw unfit();
      }
      files.append(file).close();
    } catch (UnsupportedOperationException e) {
      throw unfit();
    } catch (IOException e) {
      if (isHeld(e)) {
        return;
      }
      throw e;
    }
    throw unfit();
  }

  private IOException unfit() {
    return new IOException(
        files.getUri().getScheme()
            + ":// does not append to a file that one process at a time may write, as a sweep"
            + " needs: HDFS does, and the disks of this machine");
  }

  private static boolean isHeld(IOException thrown) {
    String what = thrown instanceof RemoteException remote ? remote.getClassName() : "";
    return what.endsWith("AlreadyBeingCreatedException")
        || what.endsWith("RecoveryInProgressException");
  }

  @Override
  boolean lock(Consumer<String> waiting) throws IOException {
    files.createNewFile(file(LOCK));
    try {
      lock =
          appending(
              LOCK,
              () ->
                  waiting.accept(
                      "waiting: another sweep is writing to "
                          + this
                          + ", or one was killed less than a minute ago"));
      return true;
    } catch (IOException e) {
      if (isHeld(e)) {
        return false;
      }
      throw e;
    }
  }

  private FSDataOutputStream appending(String name, Runnable beforeWaiting) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEASE_SECONDS);
    for (boolean told = false; ; told = true) {
      try {
        return files.append(file(name));
      } catch (IOException e) {
        if (!isHeld(e) || System.nanoTime() > end) {
          throw e;
        }
        if (!told) {
          beforeWaiting.run();
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  @Override
  void append(String name, byte[] bytes) throws IOException {
    if (!has(name)) {
      files.createNewFile(file(name));
    }
    try (FSDataOutputStream out = appending(name, () -> {})) {
      out.write(bytes);
      out.hsync();
    }
  }

  /** Whole, so that no lease of a killed process is on it. */
  @Override
  void cut(String name, byte[] bytes, int size) throws IOException {
    new WholeFile(file(name), hadoop()).replace(out -> out.write(Arrays.copyOf(bytes, size)));
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
        lock = null;
      }
      files.close();
    } catch (IOException e) {
      // Nothing was written to it, and the lease runs out by itself.
    }
  }
}
