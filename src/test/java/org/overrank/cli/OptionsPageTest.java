package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.overrank.Page;
import picocli.CommandLine;

/** Every option is explained in the pages, and the pages speak of no others. */
class OptionsPageTest {
  private static final Page OPTIONS = Page.at(Path.of("src/site/markdown/options.md"));
  private static final Pattern OPTION =
      Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]|(?<![\\w-])--l\\b");
  private static final Pattern CALL = Pattern.compile("jobs/overrank ([a-z]+)( [^|;&]*)?");

  @Test
  void everyOptionIsExplainedUnderItsCommand() {
    commands()
        .forEach(
            (command, options) ->
                assertThat(explained(command)).as("options of %s", command).containsAll(options));
  }

  @Test
  void noOptionIsExplainedThatIsNotThere() {
    commands()
        .forEach(
            (command, options) ->
                assertThat(options).as("options of %s", command).containsAll(explained(command)));
  }

  @Test
  void everyExampleHasOptionsOfItsCommand() {
    Map<String, Set<String>> commands = commands();
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Page page : Page.all()) {
      for (String line : page.shellLines()) {
        for (MatchResult call : CALL.matcher(line).results().toList()) {
          calls++;
          wrong.addAll(strangers(commands, call, page.file() + ": " + line));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(calls).as("examples that were checked").isGreaterThan(15);
  }

  private static List<String> strangers(
      Map<String, Set<String>> commands, MatchResult call, String place) {
    Set<String> options = commands.get(call.group(1));
    if (options == null) {
      return List.of(place + ": no such command");
    }
    String words = call.group(2) == null ? "" : call.group(2);
    return names(words).filter(name -> !options.contains(name)).map(n -> place + ": " + n).toList();
  }

  private static Set<String> explained(String command) {
    Set<String> names = new TreeSet<>();
    Stream.of("Every command", command)
        .map(OPTIONS::section)
        .flatMap(OptionsPageTest::names)
        .forEach(names::add);
    return names;
  }

  /** Names of options in a text, but for those of instances, which are quoted. */
  private static Stream<String> names(String text) {
    return OPTION.matcher(text.replaceAll("\"[^\"\n]*\"", "")).results().map(MatchResult::group);
  }

  /** The long names of the options of every command. */
  private static Map<String, Set<String>> commands() {
    Map<String, Set<String>> commands = new TreeMap<>();
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false);
    CommandLine root =
        Overrank.commandLine(new CommandContext(nowhere, nowhere, new OwnSession(), false));
    root.getSubcommands()
        .forEach(
            (name, command) -> {
              Set<String> names = new TreeSet<>();
              command.getCommandSpec().options().forEach(option -> names.add(option.longestName()));
              commands.put(name, names);
            });
    return commands;
  }
}
