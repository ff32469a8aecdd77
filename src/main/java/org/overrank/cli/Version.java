package org.overrank.cli;

import org.overrank.run.Versions;
import picocli.CommandLine.IVersionProvider;

/** Which versions are running. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "overrank " + Versions.ofOverrank(),
      "Spark " + Versions.ofSpark() + ", Java " + Versions.ofJava()
    };
  }
}
