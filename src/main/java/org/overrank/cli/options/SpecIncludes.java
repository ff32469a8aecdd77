package org.overrank.cli.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;

/** Lets a spec include files beside it, by their plain names, and nothing else. */
final class SpecIncludes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final int DEEPEST = 8;
  private static final int MOST = 64;

  private final Function<File, Config> parser;
  private final Function<File, SpecText> texts;
  private final Deque<File> open = new ArrayDeque<>();
  private int count;

  /**
   * Includes of one spec.
   *
   * @param spec the file itself
   * @param parser what parses a file
   * @param texts what was read of a file
   */
  SpecIncludes(File spec, Function<File, Config> parser, Function<File, SpecText> texts) {
    this.parser = parser;
    this.texts = texts;
    open.push(spec);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String name) {
    if (!name.matches("[^/\\\\:]+") || name.equals("..") || name.equals(".")) {
      throw foreign(name);
    }
    File exact = new File(open.element().getParentFile(), name);
    File file = exact.isFile() ? exact : new File(exact.getPath() + ".conf");
    if (!file.isFile()) {
      throw refusal(name, "no such file beside the spec");
    }
    if (open.contains(file) || open.size() > DEEPEST || ++count > MOST) {
      throw refusal(name, "includes go in circles, too deep or too far");
    }
    open.push(file);
    ConfigObject content = parser.apply(file).root();
    open.pop();
    return content;
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File file) {
    return include(context, file.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL url) {
    throw foreign(url.toString());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String name) {
    throw foreign(name);
  }

  private InvalidInputException foreign(String name) {
    return refusal(name, "only a file beside the spec can be included, by its plain name");
  }

  private InvalidInputException refusal(String name, String why) {
    File from = open.element();
    String asWritten = name.replaceFirst("[\\\\\"].*", "");
    int line = texts.apply(from).lineOf(Integer.MAX_VALUE, "include", asWritten);
    return new InvalidInputException(
        from + ":" + line + ": include \"" + Shown.escaped(name) + "\": " + why);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder other) {
    return this; // There is no other way to include.
  }
}
