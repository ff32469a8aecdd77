package org.overrank;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How tests start a Java of their own. */
public final class OwnJvm {
  /**
   * Short lives are lived faster so: the first compiler alone, which knows no vector instructions,
   * hence the scalar kernels; they compute the same bits.
   */
  public static final String QUICK =
      "-XX:TieredStopAtLevel=1 -XX:MaxVectorSize=8 -XX:+UseSerialGC -XX:-UsePerfData"
          + " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote";

  private OwnJvm() {}

  /**
   * A command line with the flags of this project and the tests' class path.
   *
   * @param rest more flags, which win, then a main class and its arguments
   * @return a new list, which may be added to
   */
  public static List<String> command(String... rest) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("conf", "jvm.args"));
    command.addAll(List.of(QUICK.split(" ")));
    command.addAll(List.of("-Xmx600m", "-cp", System.getProperty("java.class.path")));
    command.addAll(Arrays.asList(rest));
    return command;
  }
}
