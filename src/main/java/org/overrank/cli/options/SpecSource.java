package org.overrank.cli.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;

/**
 * A file of HOCON with all that it includes: parsed, resolved, and with the places of its values.
 */
final class SpecSource {
  private static final Pattern LINES = Pattern.compile(": (?:\\d+-)?(\\d+)$");
  private static final Pattern BARE_KEY = Pattern.compile("Key '(.*?)' may not be followed by");
  private static final String ADVICE =
      " \\(if you (?:intended|want) .*|, or you may be able to rename the file .*";

  /** As many keys as any command has, and more. */
  private static final int MOST_SUSPECTS = 200;

  private final Map<File, SpecText> texts = new LinkedHashMap<>();
  private final SpecIncludes includes;
  private final ConfigObject parsed;
  private final ConfigObject resolved;

  private SpecSource(File file) {
    includes = new SpecIncludes(file, this::parse, this::text);
    try {
      parsed = parse(file).root();
      resolved = resolved();
    } catch (ConfigException e) {
      throw new InvalidInputException(located(file, e), e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw new InvalidInputException(file + ": nested too deeply", e);
    }
  }

  /**
   * Where something stands.
   *
   * @param file the spec or an included one
   * @param line from 1 on
   */
  record Place(File file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /**
   * Reads a file and what it includes.
   *
   * @param file where
   * @return the source
   * @throws InvalidInputException if it cannot be; one line that says where
   */
  static SpecSource read(File file) {
    return new SpecSource(file);
  }

  /** The values by their keys; variables of the environment are marks in their texts. */
  ConfigObject values() {
    return resolved;
  }

  /** Where a key is set, for the last time. */
  Place place(String key) {
    return Objects.requireNonNull(
        known(Objects.requireNonNull(parsed.get(key)).origin()), "a key without a place");
  }

  /** Where a value of a list stands; values from the environment stand nowhere. */
  Optional<Place> place(ConfigValue value) {
    return Optional.ofNullable(known(value.origin()));
  }

  private Config parse(File file) {
    texts.put(file, SpecText.read(file));
    return ConfigFactory.parseString(
        text(file).text(),
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setIncluder(includes)
            .setOriginDescription(file.toString()));
  }

  private SpecText text(File file) {
    return Objects.requireNonNull(texts.get(file));
  }

  private ConfigObject resolved() {
    Config config = parsed.toConfig();
    try {
      return config.resolve(fromEnvironment()).root();
    } catch (ConfigException e) {
      String key = e instanceof ConfigException.UnresolvedSubstitution ? null : culprit(config);
      if (key == null) {
        throw e;
      }
      throw new InvalidInputException(place(key) + ": " + key + ": " + reason(e), e);
    }
  }

  /**
   * The key without which all is well, or null: the library names a part of a value, or nothing.
   */
  private @Nullable String culprit(Config config) {
    return parsed.keySet().stream()
        .limit(MOST_SUSPECTS)
        .filter(key -> resolves(config.withoutPath(ConfigUtil.quoteString(key))))
        .findFirst()
        .orElse(null);
  }

  private boolean resolves(Config config) {
    try {
      config.resolve(fromEnvironment());
      return true;
    } catch (ConfigException e) {
      return false;
    }
  }

  /** Only what stands as ${?NAME} is looked up, and only its mark is handed out. */
  private ConfigResolveOptions fromEnvironment() {
    return ConfigResolveOptions.defaults()
        .setUseSystemEnvironment(false)
        .appendResolver(
            new ConfigResolver() {
              @Override
              public @Nullable ConfigValue lookup(String path) {
                List<String> names = ConfigUtil.splitPath(path);
                String name = names.get(0);
                boolean asked = texts.values().stream().anyMatch(t -> t.variables().contains(name));
                return names.size() == 1 && asked && System.getenv(name) != null
                    ? ConfigValueFactory.fromAnyRef(EnvironmentText.mark(name))
                    : null;
              }

              @Override
              public ConfigResolver withFallback(ConfigResolver fallback) {
                return this;
              }
            });
  }

  private @Nullable Place known(ConfigOrigin origin) {
    String description = origin.description();
    Matcher lines = LINES.matcher(description);
    if (!lines.find()) {
      return null;
    }
    String before = description.substring(0, lines.start());
    return texts.keySet().stream()
        .filter(file -> before.endsWith(file.toString()))
        .max((a, b) -> Integer.compare(a.toString().length(), b.toString().length()))
        .map(file -> new Place(file, Integer.parseInt(lines.group(1))))
        .orElse(null);
  }

  /** The line of the library may be that of the next token. */
  private String located(File file, ConfigException e) {
    Place place = e.origin() == null ? null : known(e.origin());
    String reason = reason(e);
    if (place == null) {
      return file + ": " + reason;
    }
    Matcher key = BARE_KEY.matcher(reason);
    return new Place(
            place.file, text(place.file).lineOf(place.line, key.find() ? key.group(1) : ""))
        + ": "
        + reason;
  }

  /** The library's message without the origin that it starts with. */
  private static String reason(ConfigException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    String origin = e.origin() == null ? "hardcoded value" : e.origin().description();
    String reason =
        message.replaceFirst("^" + Pattern.quote(origin) + ": ?", "").replaceFirst(ADVICE, "");
    return Shown.escaped(EnvironmentText.ofRendered(reason).shown().strip())
        + (e instanceof ConfigException.UnresolvedSubstitution && !reason.contains("cycle")
            ? " (the environment is asked by ${?NAME} only)"
            : "");
  }
}
