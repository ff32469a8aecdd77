package org.overrank.cli.options;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lists a command's options in sections: first its own, then each mixin's under the mixin's name.
 *
 * <p>Not picocli's groups: those forget what was said before when an option is given twice, where a
 * plain option is refused.
 */
public final class OptionSections implements IHelpSectionRenderer {
  @Override
  public String render(Help help) {
    CommandSpec command = help.commandSpec();
    StringBuilder text = new StringBuilder();
    Set<OptionSpec> mixed =
        command.mixins().values().stream()
            .flatMap(mixin -> mixin.options().stream())
            .collect(Collectors.toSet());
    text.append(list(help, command.options().stream().filter(o -> !mixed.contains(o)).toList()));
    for (Map.Entry<String, CommandSpec> mixin : command.mixins().entrySet()) {
      text.append(text.isEmpty() ? "" : System.lineSeparator())
          .append(mixin.getKey())
          .append(':')
          .append(System.lineSeparator())
          .append(list(help, mixin.getValue().options()));
    }
    return text.toString();
  }

  /** The layout is computed from all options, so that the sections line up. */
  private static String list(Help help, List<OptionSpec> options) {
    Help.Layout layout =
        help.createDefaultLayout(help.commandSpec().options(), List.of(), help.colorScheme());
    layout.addOptions(options, help.createDefaultParamLabelRenderer());
    return options.isEmpty() ? "" : layout.toString();
  }
}
